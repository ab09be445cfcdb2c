import { Card, EmptyState, PageHeader, Notice } from "../web/components.tsx";
import { CheckboxGroup, SelectField } from "../web/choice-fields.tsx";
import { TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout, type LayoutProps } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import { sayAgo, sayDate, sayTime } from "../web/say.ts";
import type { Actor, Person } from "./actor.ts";
import { passwordLength } from "./auth.ts";
import type { listSessions } from "./store.ts";
import type { listTokens } from "./token-store.ts";

export type MeForms = Partial<Record<"name" | "password" | "token", FormState>>;
type Sessions = Awaited<ReturnType<typeof listSessions>>;
type Tokens = Awaited<ReturnType<typeof listTokens>>;
type Props = {
  person: Person;
  forms: MeForms;
  flash: LayoutProps["flash"];
  sessions: Sessions;
  tokens: Tokens;
  now: Date;
};

const nothing: FormState = { values: {}, errors: [] };
const labels = {
  name: "姓名",
  currentPassword: "现在的密码",
  newPassword: "新密码",
  tokenName: "用途",
  scopes: "可以做什么",
  days: "有效期",
};

export function MePage({ person, forms, flash, sessions, tokens, now }: Props) {
  const errors = Object.values(forms).flatMap((form) => form.errors);
  return (
    <Layout title="我的账号" actor={person} flash={flash}>
      <ErrorSummary form={{ values: {}, errors }} labels={labels} />
      <PageHeader title="我的账号" lead={person.email} />
      <Organisations person={person} />
      <NameForm person={person} form={forms.name} />
      <PasswordForm form={forms.password ?? nothing} />
      <SessionList person={person} sessions={sessions} now={now} />
      <section>
        <h2>我写过的难题</h2>
        <p>
          找方案时写的话到期会自动抹去，您也可以自己先抹去。
          <a href="/me/matches">看我写过的难题</a>
        </p>
      </section>
      <TokenPart tokens={tokens} form={forms.token} now={now} />
      <section>
        <h2>我的个人信息</h2>
        <p>
          看平台存着哪些与您有关的信息，下载一份带走。<a href="/me/data">我的个人信息</a>
        </p>
        <p>
          不再使用的话，可以<a href="/me/erase">注销账号</a>。
        </p>
      </section>
    </Layout>
  );
}

const kinds = { sme: "企业", provider: "服务商", authority: "主管部门" } as const;
const roles = { owner: "负责人", member: "成员" } as const;

function Organisations({ person }: { person: Person }) {
  const { memberships, active } = person;
  return (
    <section>
      <h2>我的单位</h2>
      {memberships.length === 0 ? (
        <EmptyState
          title="您还没有加入单位"
          action={{ href: "/organisations/new", label: "登记我的单位" }}
        >
          登记以后就能发布需求或申请入驻。同事已经登记过的，请他发邀请链接给您。
        </EmptyState>
      ) : (
        <>
          {memberships.map(({ organisationId, kind, name, role }) => (
            <Card
              title={name}
              href={`/organisations/${organisationId}`}
              meta={`${kinds[kind]} · ${roles[role]}`}
            >
              {memberships.length > 1 && active?.organisationId === organisationId ? (
                <p>现在代表这个单位办事</p>
              ) : null}
              {memberships.length > 1 && active?.organisationId !== organisationId ? (
                <form method="post" action="/me/organisation">
                  <input type="hidden" name="organisationId" value={organisationId} />
                  <SubmitButton plain>换成代表这个单位</SubmitButton>
                </form>
              ) : null}
            </Card>
          ))}
          <p>
            <a href="/organisations/new">再登记一个单位</a>
          </p>
        </>
      )}
    </section>
  );
}

function NameForm({ person, form }: { person: Person; form: FormState | undefined }) {
  const state = form ?? { values: { name: person.name }, errors: [] };
  return (
    <section>
      <h2>姓名</h2>
      <form class="form" method="post" action="/me" novalidate>
        <HiddenVersion version={person.version} />
        <TextField name="name" label={labels.name} autocomplete="name" size="medium" form={state} />
        <div class="actions">
          <SubmitButton plain>保存姓名</SubmitButton>
        </div>
      </form>
    </section>
  );
}

function PasswordForm({ form }: { form: FormState }) {
  return (
    <section>
      <h2>换密码</h2>
      <form class="form" method="post" action="/me/password" novalidate>
        <TextField
          name="currentPassword"
          label={labels.currentPassword}
          type="password"
          autocomplete="current-password"
          size="medium"
          form={form}
        />
        <TextField
          name="newPassword"
          label={labels.newPassword}
          type="password"
          autocomplete="new-password"
          size="medium"
          hint={`至少 ${passwordLength.least} 位。换好以后，其他设备要重新登录。`}
          form={form}
        />
        <div class="actions">
          <SubmitButton plain>换密码</SubmitButton>
        </div>
      </form>
    </section>
  );
}

function SessionList({ person, sessions, now }: { person: Person; sessions: Sessions; now: Date }) {
  if (sessions.length === 0) return null;
  return (
    <section>
      <h2>登录的设备</h2>
      <ul class="plain-list">
        {sessions.map(({ id, createdAt, ipAddress, userAgent }) => (
          <li>
            {sayBrowser(userAgent)} · {ipAddress} · {sayAgo(createdAt, now)}登录
            {id === person.sessionId ? "（这台）" : ""}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action="/me/sessions/end-others">
          <SubmitButton plain>退出其他设备</SubmitButton>
        </form>
      ) : null}
    </section>
  );
}

/** Enough to know one's own phone from somebody else's. */
function sayBrowser(userAgent: string | null): string {
  const agent = userAgent ?? "";
  const systems = { iPhone: "iPhone", iPad: "iPad", Android: "安卓手机", Windows: "Windows 电脑" };
  const more = { "Mac OS": "苹果电脑", Linux: "Linux 电脑" };
  const found = Object.entries({ ...systems, ...more }).find(([mark]) => agent.includes(mark));
  const wechat = agent.includes("MicroMessenger") ? "，微信" : "";
  return `${found?.[1] ?? "程序或其他设备"}${wechat}`;
}

const scopeNames: Readonly<Record<string, string>> = { read: "读取", write: "修改" };
const periods = [
  { value: "30", label: "30 天" },
  { value: "90", label: "90 天" },
  { value: "180", label: "半年" },
  { value: "365", label: "一年" },
];

function TokenPart({
  tokens,
  form = { values: { scopes: ["read"], days: "90" }, errors: [] },
  now,
}: {
  tokens: Tokens;
  form: FormState | undefined;
  now: Date;
}) {
  return (
    <section>
      <h2>访问令牌</h2>
      <p>
        让您的程序代您使用<a href="/api/docs">开放接口</a>，不用把密码交给它。
      </p>
      {tokens.length > 0 ? <TokenTable tokens={tokens} now={now} /> : null}
      <form class="form" method="post" action="/me/tokens" novalidate>
        <TextField
          name="tokenName"
          label={labels.tokenName}
          hint="写给自己看的，例如：对接 ERP"
          size="medium"
          form={form}
        />
        <CheckboxGroup
          name="scopes"
          label={labels.scopes}
          inline
          form={form}
          options={[
            { value: "read", label: "读取" },
            { value: "write", label: "修改" },
          ]}
        />
        <SelectField name="days" label={labels.days} form={form} options={periods} />
        <div class="actions">
          <SubmitButton plain>生成令牌</SubmitButton>
        </div>
      </form>
    </section>
  );
}

function TokenTable({ tokens, now }: { tokens: Tokens; now: Date }) {
  const columns = ["用途", "权限", "尾号", "到期", "最近使用", "停用"];
  return (
    <Table
      caption="现有的令牌"
      stacked
      columns={columns.map((label) => ({ label }))}
      rows={tokens.map(({ id, name, scopes, hint, expiresAt, lastUsedAt }) => [
        name,
        scopes.map((scope) => scopeNames[scope] ?? scope).join("、"),
        `…${hint}`,
        sayDate(expiresAt),
        lastUsedAt ? sayAgo(lastUsedAt, now) : "没用过",
        <form method="post" action={`/me/tokens/${id}/revoke`}>
          <SubmitButton plain>
            停用<span class="sr-only">「{name}」</span>
          </SubmitButton>
        </form>,
      ])}
    />
  );
}

export function MadeTokenPage({
  actor,
  name,
  token,
  expiresAt,
}: {
  actor: Actor;
  name: string;
  token: string;
  expiresAt: Date;
}) {
  return (
    <Layout title="令牌已生成" actor={actor}>
      <PageHeader title="令牌已生成" lead={`「${name}」，${sayTime(expiresAt)}到期。`} />
      <Notice tone="yours" title="请现在复制保存，离开这一页就再也看不到了">
        <p>
          <code class="secret">{token}</code>
        </p>
      </Notice>
      <p>调用接口时放在请求头里：</p>
      <p>
        <code class="secret">Authorization: Bearer {token}</code>
      </p>
      <p class="actions">
        <a class="btn" href="/me">
          已保存，返回我的账号
        </a>
      </p>
    </Layout>
  );
}
