import type { Child } from "hono/jsx";
import type { ProposalView } from "../proposals/schema.ts";
import type { RuledOut } from "../proposals/store.ts";
import { Breadcrumbs, EmptyState, Notice, PageHeader, StatusTag } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayAgo, sayDeadline, sayMoney } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { TitleOf, Way } from "./desk-views.tsx";
import { type Deal, nextFor } from "./next.ts";
import { isFresh, type RequestView } from "./schema.ts";
import { Changes, type Question, Questions, RequestFacts, RuledOutList } from "./views.tsx";

export type Parts = {
  frame: Frame;
  request: RequestView;
  questions: readonly Question[];
  changes: readonly { at: Date; fields: unknown }[];
  form?: FormState | undefined;
  now: Date;
};

type Invited = {
  providerId: string;
  providerName: string;
  reason: string;
  at: Date;
  answered: boolean;
};

/** For the firm itself: where it stands, what comes next, everything said so far. */
export function OwnRequestPage({
  invitations,
  deal,
  standing,
  ruledOut,
  ...parts
}: Parts & {
  invitations: readonly Invited[];
  deal: Deal | undefined;
  standing: number;
  ruledOut: readonly RuledOut[];
}) {
  const { frame, request, now } = parts;
  const next = nextFor(request, { deal, standing, now });
  const at = `/requests/${request.id}`;
  return (
    <Layout
      {...frame}
      title={request.title || "草稿"}
      active="/requests"
      islands={["count"]}
      above={<Breadcrumbs trail={[{ href: "/requests", label: "我的需求" }]} />}
    >
      <PageHeader
        title={<TitleOf request={request} />}
        lead={<StatusTag turn={next.turn}>{next.status}</StatusTag>}
      />
      <RuledOutList items={ruledOut} />
      <Way {...{ request, deal, next }} />
      <h2>需求内容</h2>
      <RequestFacts request={request} now={now} />
      {request.status === "draft" ? null : (
        <>
          <Invitations {...{ request, invitations, now }} />
          <Talk
            {...parts}
            answerAt={
              request.status === "closed" ? undefined : (id) => `${at}/questions/${id}/answer`
            }
          />
        </>
      )}
      <Acts request={request} undo={deal?.status === "agreed" && isFresh(request.closedAt, now)} />
    </Layout>
  );
}

function Invitations({
  request,
  invitations,
  now,
}: {
  request: RequestView;
  invitations: readonly Invited[];
  now: Date;
}) {
  const open = request.status === "open";
  return (
    <>
      <h2 id="invitations">邀请了谁</h2>
      {invitations.length === 0 ? (
        <p class="soft">
          {open
            ? "还没有邀请。所有入驻的服务商都能看到这条需求，邀请能让合适的那几家更快来报价。"
            : "没有邀请。"}
        </p>
      ) : (
        <ul>
          {invitations.map((one) => (
            <li class="border-b border-line py-2">
              <a href={`/providers/${one.providerId}`}>{one.providerName}</a>
              <span class="soft">
                {" "}
                · {sayAgo(one.at, now)}邀请{one.answered ? " · 已报价" : ""}
              </span>
            </li>
          ))}
        </ul>
      )}
      {open ? (
        <p class="mt-4">
          <a class="btn btn-plain" href={`/requests/${request.id}/invite`}>
            {invitations.length === 0 ? "邀请服务商" : "再邀请几家"}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** Questions, then what was changed: both are read by everybody who may read the request. */
export function Talk({
  questions,
  changes,
  form,
  now,
  answerAt,
  children,
}: Parts & { answerAt?: ((id: string) => string) | undefined; children?: Child }) {
  return (
    <>
      <h2 id="questions">提问和回答</h2>
      {questions.length === 0 ? <p class="soft">还没有人提问。</p> : null}
      <Questions items={questions} now={now} form={form} answerAt={answerAt} />
      {children}
      {changes.length > 0 ? (
        <>
          <h2 id="changes">发布后改过什么</h2>
          <Changes items={changes} />
        </>
      ) : null}
    </>
  );
}

/** What else may be done; each leads to a page that says what it means before it happens. */
function Acts({ request, undo }: { request: RequestView; undo: boolean }) {
  const at = `/requests/${request.id}`;
  const { status, outcome, proposalCount } = request;
  const acts = [
    ...(status === "draft" || status === "open" ? [{ href: `${at}/edit`, label: "修改需求" }] : []),
    ...(status === "open" && proposalCount > 0
      ? [{ href: `${at}/close`, label: "提前截止，开始比较" }]
      : []),
    ...(status === "evaluating" ? [{ href: `${at}/reject-all`, label: "都不合适" }] : []),
    ...(status === "open" ? [{ href: `${at}/withdraw`, label: "撤回需求" }] : []),
    ...(status === "evaluating" ? [{ href: `${at}/withdraw`, label: "取消需求" }] : []),
    ...(outcome === "awarded" ? [{ href: `${at}/compare`, label: "看当时的报价" }] : []),
    ...(outcome === "awarded" && undo
      ? [{ href: `${at}/undo-award`, label: "改选（一天之内）" }]
      : []),
  ];
  if (acts.length === 0) return null;
  return (
    <>
      <h2>还可以</h2>
      <p class="actions">
        {acts.map(({ href, label }) => (
          <a href={href}>{label}</a>
        ))}
      </p>
    </>
  );
}

/** For a provider: what is wanted, why he sees it, and the two things to do: ask and propose. */
export function LeadPage({
  proposal,
  invited,
  ...parts
}: Parts & { proposal: ProposalView | undefined; invited: boolean }) {
  const { frame, request, form = { values: {}, errors: [] }, now } = parts;
  const open = request.status === "open";
  return (
    <Layout
      {...frame}
      title={request.title}
      active="/desk/provider"
      islands={["count"]}
      above={<Breadcrumbs trail={[{ href: "/leads", label: "可以报价的需求" }]} />}
    >
      <PageHeader
        kicker={invited ? "企业邀请您报价" : undefined}
        title={request.title}
        lead={
          open && request.closesAt ? (
            <>截止 {sayDeadline(request.closesAt, now)}</>
          ) : (
            <StatusTag turn="stopped">{sayState(request.outcome ?? request.status)}</StatusTag>
          )
        }
      />
      <OwnProposal {...{ request, proposal, open }} />
      <h2>需求内容</h2>
      <RequestFacts request={request} now={now} />
      <p class="soft">企业的联系方式要等选定之后、企业同意的情况下才给被选定的那一家。</p>
      <Talk {...parts}>
        {open ? (
          <form
            class="form mt-6"
            method="post"
            action={`/requests/${request.id}/questions`}
            novalidate
          >
            <TextArea
              name="text"
              label="问企业一个问题"
              hint="问题和回答对所有服务商公开，但不显示是谁问的。请不要写联系方式。"
              max={1000}
              rows={3}
              form={form}
            />
            <SubmitButton wait="正在发出问题…">发出问题</SubmitButton>
          </form>
        ) : null}
      </Talk>
    </Layout>
  );
}

function OwnProposal({
  request,
  proposal,
  open,
}: {
  request: RequestView;
  proposal: ProposalView | undefined;
  open: boolean;
}) {
  if (!proposal)
    return open ? (
      <p class="actions">
        <a class="btn" href={`/requests/${request.id}/propose`}>
          报价
        </a>
        <a href="#questions">先提问</a>
      </p>
    ) : (
      <EmptyState title="报价已经截止">您没有在截止前交出报价。</EmptyState>
    );
  const waits = open && (proposal.status === "draft" || proposal.status === "withdrawn");
  return (
    <>
      {proposal.status === "disqualified" ? (
        <Notice title="主管部门取消了您的报价资格" text={proposal.reason} />
      ) : null}
      <p class="actions">
        <a class={waits ? "btn" : "btn btn-plain"} href={`/proposals/${proposal.id}`}>
          {waits ? "继续写报价" : "看您的报价"}
        </a>
        <span class="soft">
          您的报价：{sayState(proposal.status)}，三年合计 {sayMoney(proposal.threeYearFen)}
        </span>
      </p>
    </>
  );
}
