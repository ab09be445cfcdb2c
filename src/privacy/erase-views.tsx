import type { Child } from "hono/jsx";
import type { Person } from "../accounts/actor.ts";
import { keptDays } from "../matching/forget-service.ts";
import { Breadcrumbs, Notice, PageHeader } from "../web/components.tsx";
import { TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayField } from "../words.ts";
import type { Outlook } from "./erase-service.ts";
import type { Blocker, Place } from "./erase-store.ts";

type Props = { frame: Frame; person: Person; outlook: Outlook; form: FormState };
const labels = { password: "现在的密码" };

export function ErasePage({ frame, person, outlook, form }: Props) {
  const { blockers, places, keepsName } = outlook;
  const title = form.errors.length > 0 ? "有内容需要修改：注销账号" : "注销账号";
  const trail = [
    { href: "/me", label: "我的账号" },
    { href: "/me/data", label: "我的个人信息" },
  ];
  return (
    <Layout {...frame} title={title} above={<Breadcrumbs trail={trail} />} undone>
      <ErrorSummary form={form} labels={labels} />
      <PageHeader title="注销账号" lead="注销以后不能恢复。请先看清楚会抹去什么、留下什么。" />
      {blockers.length > 0 ? <Unsettled blockers={blockers} /> : null}
      <Gone keepsName={keepsName} />
      <Kept keepsName={keepsName} />
      {places.length > 0 ? <Places places={places} /> : null}
      <section>
        <h2>注销</h2>
        <p>
          需要留底的，请先<a href="/me/data">下载我的个人信息</a>，注销以后就取不到了。
        </p>
        {person.sessionId === null ? (
          <Notice tone="info" title="用令牌不能注销" text="请用浏览器登录以后再来。" />
        ) : blockers.length > 0 ? (
          <p>上面的事办完以后，再回到这一页注销。</p>
        ) : (
          <Confirm person={person} form={form} />
        )}
      </section>
    </Layout>
  );
}

/** Each by its name, with the way to settle it. */
function Unsettled({ blockers }: { blockers: readonly Blocker[] }) {
  return (
    <Notice tone="yours" title={`注销以前，有 ${blockers.length} 件事要先办完`}>
      <List>
        {blockers.map(({ code, name, path }) => (
          <li>
            {sayField({ pointer: path, code, params: { name } }, "zh")}
            {code === "last_administrator" ? null : (
              <a href={path}>
                去办<span class="sr-only">：{name}</span>
              </a>
            )}
          </li>
        ))}
      </List>
    </Notice>
  );
}

function Gone({ keepsName }: { keepsName: boolean }) {
  return (
    <section>
      <h2>马上抹去</h2>
      <List>
        <li>{keepsName ? "" : "姓名、"}邮箱、密码，所有设备上的登录，访问令牌</li>
        <li>您找方案时写的话，以及引用这些话的推荐理由</li>
        <li>站内消息、发给您的邮件、发给您的邀请</li>
        <li>单位、服务商和需求里写着您姓名的联系人和电话</li>
      </List>
      <p>您的邮箱随即可以重新注册，新账号看不到以前的任何内容。</p>
    </section>
  );
}

function Kept({ keepsName }: { keepsName: boolean }) {
  return (
    <section>
      <h2>会保留的</h2>
      <List>
        <li>
          操作记录：您做过的每一步，保存 {keptDays}{" "}
          天后抹去里面的姓名和内容。网络安全法要求日志至少保存六个月。
        </li>
        <li>
          签成合作的需求、选定的报价、合作和评价：双方的交易凭据，自完成之日起至少保存三年（电子商务法第三十一条）。里面不再有您的联系方式；选定的服务商以前看到过的，平台收不回来。
        </li>
        <li>
          以单位名义发布的内容：属于单位，由单位继续使用。别人看到提交人时，显示“已注销用户”。正文里写着您的姓名、电话，或者联系人写成别的称呼（例如“王经理”）的，请在注销前改掉。
        </li>
        {keepsName ? (
          <li>
            <strong>您代表主管部门办过事：</strong>
            账号停用，不能再登录，但您作出的审核、暂停等决定上仍然写着您的姓名，以便日后查证；这部分操作记录也不抹去。
          </li>
        ) : null}
      </List>
    </section>
  );
}

function Places({ places }: { places: readonly Place[] }) {
  return (
    <section>
      <h2>您的单位</h2>
      <List>
        {places.map(({ id, name, kind, alone }) => (
          <li>
            <a href={`/organisations/${id}`}>{name}</a>：
            {!alone
              ? "您退出，单位和它的内容照旧。"
              : kind === "provider"
                ? "您是唯一的成员，单位随之注销：移出服务商名单，撤回还没有结果的报价，抹去草稿和还没有审过的申请材料。审过、上过名单或签过合作的，单位名称和审过的材料留作记录；已经公开的案例照旧公开。统一社会信用代码可以重新登记。"
                : kind === "sme"
                  ? "您是唯一的成员，单位随之注销：抹去草稿和没有签成合作的需求。签过合作的，单位名称留在合作里；已经公开的案例照旧公开。统一社会信用代码可以重新登记。"
                  : "您是最后一位工作人员，要先有人接手。"}
          </li>
        ))}
      </List>
    </section>
  );
}

function Confirm({ person, form }: { person: Person; form: FormState }) {
  return (
    <form class="form" method="post" action="/me/erase" novalidate>
      <HiddenVersion version={person.version} />
      <TextField
        name="password"
        label={labels.password}
        type="password"
        autocomplete="current-password"
        size="medium"
        hint="再输一次密码，确认是您本人。"
        form={form}
      />
      <div class="actions">
        <SubmitButton wait="正在抹去，请稍等…">注销账号，抹去我的信息</SubmitButton>
        <a href="/me">不注销了</a>
        <a href="/forgot">忘了密码</a>
      </div>
    </form>
  );
}

export function ErasedPage({ keepsName }: { keepsName: boolean }) {
  return (
    <Layout title="账号已注销" actor={undefined}>
      <PageHeader title="账号已注销" lead="您的个人信息已经抹去，所有设备上的登录都已退出。" />
      <p>
        {keepsName
          ? `您代表主管部门作出的决定和操作记录上仍然写着您的姓名，以便日后查证；其他操作记录保存 ${keptDays} 天后抹去。`
          : `操作记录保存 ${keptDays} 天后抹去里面的姓名和内容。`}
        以后需要时，可以用原来的邮箱重新注册。
      </p>
      <p class="actions">
        <a class="btn" href="/">
          回到首页
        </a>
      </p>
    </Layout>
  );
}

function List({ children }: { children: Child }) {
  return (
    <div class="prose">
      <ul>{children}</ul>
    </div>
  );
}
