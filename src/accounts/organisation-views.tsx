import { Breadcrumbs, Notice, PageHeader } from "../web/components.tsx";
import { RadioGroup } from "../web/choice-fields.tsx";
import { TextField } from "../web/fields.tsx";
import { ErrorSummary, FormPage, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout, type LayoutProps } from "../web/layout.tsx";
import { DataList, Phone } from "../web/lists.tsx";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayCount, sayDate, sayMoney } from "../web/say.ts";
import type { Actor, Membership, Person } from "./actor.ts";
import { GoingOn, Next } from "./going-on.tsx";
import { FirmFields, firmLabels, saySizes } from "./firm-form.tsx";
import type { listInvitations } from "./invitation-store.ts";
import type { listMembers, Organisation } from "./organisation-store.ts";

type Members = Awaited<ReturnType<typeof listMembers>>;
type Invitations = Awaited<ReturnType<typeof listInvitations>>;

const kinds = { sme: "企业", provider: "服务商", authority: "主管部门" } as const;
const roles = { owner: "负责人", member: "成员" } as const;

export function NewOrganisationPage({ actor, form }: { actor: Actor; form: FormState }) {
  return (
    <FormPage
      title="登记单位"
      undone
      actor={actor}
      form={form}
      labels={{ kind: "它是哪一方", ...firmLabels }}
      action="/organisations"
      submit="登记单位"
      cancel={{ href: "/me", label: "不登记了" }}
      intro={
        <>
          <GoingOn form={form} after="登记好" />
          <p>登记以后您就是负责人，可以邀请同事加入。</p>
        </>
      }
    >
      <Next form={form} />
      <RadioGroup
        name="kind"
        label="它是哪一方"
        form={form}
        options={[
          { value: "sme", label: "企业", hint: "想找人帮忙解决难题" },
          { value: "provider", label: "服务商", hint: "提供软件、设备或服务" },
        ]}
      />
      <FirmFields form={form} figures />
    </FormPage>
  );
}

export function EditOrganisationPage({
  actor,
  firm,
  form,
  stale,
}: {
  actor: Actor;
  firm: Organisation;
  form: FormState;
  stale?: boolean;
}) {
  const flash = stale
    ? ({
        tone: "error",
        text: "您填写期间，同事改过这些信息。下面是您填的内容，请核对后再保存一次。",
      } as const)
    : undefined;
  return (
    <FormPage
      title="修改单位信息"
      actor={actor}
      form={form}
      flash={flash}
      labels={firmLabels}
      action={`/organisations/${firm.id}`}
      submit="保存"
      version={firm.version}
      cancel={{ href: `/organisations/${firm.id}`, label: "不改了" }}
    >
      <FirmFields form={form} figures />
    </FormPage>
  );
}

type PageProps = {
  actor: Person;
  place: Membership;
  firm: Organisation;
  members: Members;
  invitations: Invitations;
  form: FormState;
  flash: LayoutProps["flash"];
};

export function OrganisationPage(props: PageProps) {
  const { actor, place, firm, form, flash } = props;
  const above = <Breadcrumbs trail={[{ href: "/me", label: "我的账号" }]} />;
  return (
    <Layout title={firm.name} actor={actor} flash={flash} above={above}>
      <ErrorSummary form={form} labels={{ email: "邮箱", role: "身份" }} />
      <PageHeader
        title={firm.name}
        lead={`${kinds[firm.kind]} · 您是${roles[place.role]}`}
        actions={
          <a class="btn btn-plain" href={`/organisations/${firm.id}/edit`}>
            修改单位信息
          </a>
        }
      />
      <Profile firm={firm} />
      <MemberList {...props} />
      {place.role === "owner" ? <InvitationPart {...props} /> : null}
    </Layout>
  );
}

function Profile({ firm }: { firm: Organisation }) {
  const { uscc, usccChecked, regionCode, industryCode, headcount, revenueFen, assetsFen } = firm;
  // Only of providers somebody verifies it.
  const doubt = firm.kind === "provider" ? "待审核人员核实" : "请照营业执照核对";
  const code = uscc && !usccChecked ? `${uscc}（校验位不符，${doubt}）` : uscc;
  return (
    <DataList
      rows={[
        { label: firmLabels.uscc, value: code },
        { label: firmLabels.regionCode, value: regionCode && regionName(regionCode) },
        { label: firmLabels.industryCode, value: industryCode && industryName(industryCode) },
        {
          label: firmLabels.headcount,
          value: headcount === null ? null : `${sayCount(headcount)} 人`,
        },
        { label: firmLabels.revenueFen, value: revenueFen === null ? null : sayMoney(revenueFen) },
        { label: firmLabels.assetsFen, value: assetsFen === null ? null : sayMoney(assetsFen) },
        ...(firm.kind === "authority"
          ? []
          : [{ label: "企业规模（按国家划型标准计算）", value: saySizes(firm.sizes) }]),
        { label: firmLabels.contactName, value: firm.contactName },
        {
          label: firmLabels.contactPhone,
          value: firm.contactPhone && <Phone number={firm.contactPhone} />,
        },
      ]}
    />
  );
}

function MemberList({ actor, place, firm, members }: PageProps) {
  const isOwner = place.role === "owner";
  const isLast = isOwner && members.filter(({ role }) => role === "owner").length === 1;
  return (
    <section>
      <h2>成员（{members.length} 人）</h2>
      <ul class="task-list">
        {members.map(({ userId, name, email, role }) => (
          <li class="task">
            <div>
              <span>
                {name}
                {userId === actor.id ? "（您）" : ""}
              </span>
              <p class="task-hint">
                {email} · {roles[role]}
              </p>
            </div>
            {/* The last owner can neither step back nor leave: no button promises it. */}
            <form
              class="actions"
              method="post"
              action={`/organisations/${firm.id}/members/${userId}`}
              hidden={isLast && role === "owner"}
            >
              {isOwner ? (
                <SubmitButton plain name="role" value={role === "owner" ? "member" : "owner"}>
                  {role === "owner" ? "改为成员" : "设为负责人"}
                  <span class="sr-only">：{name}</span>
                </SubmitButton>
              ) : null}
              {isOwner || userId === actor.id ? (
                <SubmitButton plain name="role" value="none">
                  {userId === actor.id ? "退出单位" : "移出单位"}
                  <span class="sr-only">：{name}</span>
                </SubmitButton>
              ) : null}
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function InvitationPart({ firm, form, invitations }: PageProps) {
  return (
    <section>
      <h2>邀请同事</h2>
      {invitations.length > 0 ? (
        <ul class="task-list">
          {invitations.map(({ id, email, role, expiresAt }) => (
            <li class="task">
              <div>
                <span>{email}</span>
                <p class="task-hint">
                  邀请为{roles[role]} · {sayDate(expiresAt)}前有效
                </p>
              </div>
              <form method="post" action={`/organisations/${firm.id}/invitations/${id}/revoke`}>
                <SubmitButton plain>
                  收回邀请<span class="sr-only">：{email}</span>
                </SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      ) : null}
      <form class="form" method="post" action={`/organisations/${firm.id}/invitations`} novalidate>
        <TextField
          name="email"
          label="同事的邮箱"
          type="email"
          hint="对方要用这个邮箱登录或注册"
          form={form}
        />
        <RadioGroup
          name="role"
          label="身份"
          form={form}
          options={[
            { value: "member", label: "成员", hint: "能为单位办事，不能管理成员" },
            { value: "owner", label: "负责人", hint: "还能邀请、移出成员" },
          ]}
        />
        <div class="actions">
          <SubmitButton>生成邀请链接</SubmitButton>
        </div>
      </form>
    </section>
  );
}

export function InvitedPage({
  actor,
  email,
  link,
  expiresAt,
  organisationId,
}: {
  actor: Actor;
  email: string;
  link: string;
  expiresAt: Date;
  organisationId: string;
}) {
  return (
    <Layout title="邀请链接已生成" actor={actor}>
      <PageHeader
        title="邀请链接已生成"
        lead={`邮件会寄给 ${email}，您也可以自己把链接发给对方。`}
      />
      <Notice tone="info" title={`${sayDate(expiresAt)}前有效，只能用一次`}>
        <p>
          <a class="secret" href={link}>
            {link}
          </a>
        </p>
      </Notice>
      <p class="actions">
        <a class="btn" href={`/organisations/${organisationId}`}>
          返回单位
        </a>
      </p>
    </Layout>
  );
}
