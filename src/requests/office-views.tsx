import type { ProposalView } from "../proposals/schema.ts";
import type { RuledOut } from "../proposals/store.ts";
import { turns } from "../proposals/views.tsx";
import { beginning } from "../text.ts";
import { Breadcrumbs, Card, EmptyState, PageHeader, StatusTag } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { desks } from "../web/links.ts";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayDeadline, sayMoney } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { type Deal, mayRuleOut } from "./next.ts";
import { type Parts, Talk } from "./request-views.tsx";
import type { RequestView } from "./schema.ts";
import { RequestFacts, RuledOutList } from "./views.tsx";

const region = { href: "/requests?view=region", label: "本地区的需求" };

/** The way of an official to a request of his region. */
export function regionTrail({ id, title }: Pick<RequestView, "id" | "title">) {
  return [desks.authority, region, { href: `/requests/${id}`, label: beginning(title, 16, "…") }];
}

/** For an official of the region: to read, and the way to what he may put a stop to. */
export function RegionRequestPage({
  matched,
  undo,
  deal,
  ruledOut,
  ...parts
}: Parts & {
  matched: boolean;
  undo: boolean;
  deal: Deal | undefined;
  ruledOut: readonly RuledOut[];
}) {
  const { frame, request, now } = parts;
  return (
    <Layout
      {...frame}
      title={request.title}
      active="/desk/official"
      above={<Breadcrumbs trail={[desks.authority, region]} />}
    >
      <PageHeader
        title={request.title}
        lead={
          <>
            {sayState(request.outcome ?? request.status)} · {request.proposalCount} 份报价 · 邀请了{" "}
            {request.invitationCount} 家
          </>
        }
      />
      <RuledOutList items={ruledOut} />
      <RegionActs {...{ request, matched, undo, deal }} />
      <RequestFacts request={request} now={now} />
      <Talk {...parts} />
    </Layout>
  );
}

function RegionActs({
  request: { id, status, outcome, proposalCount },
  matched,
  undo,
  deal,
}: {
  request: RequestView;
  matched: boolean;
  undo: boolean;
  deal: Deal | undefined;
}) {
  const at = `/requests/${id}`;
  const canEnd = status === "evaluating" || outcome === "awarded";
  const acts = [
    ...(status !== "open" && proposalCount > 0
      ? [{ href: `${at}/proposals`, label: canEnd ? "看报价、取消资格" : "看报价" }]
      : []),
    ...(deal ? [{ href: `/engagements/${deal.id}`, label: "看合作" }] : []),
    ...(undo ? [{ href: `${at}/undo-award`, label: "撤销选定（一天之内）" }] : []),
    ...(matched ? [{ href: `${at}/match`, label: "看当时给它推荐了哪些方案" }] : []),
  ];
  if (acts.length === 0) return null;
  return (
    <p class="actions">
      {acts.map(({ href, label }) => (
        <a href={href}>{label}</a>
      ))}
    </p>
  );
}

/** What was offered, for an official who has to look into it. */
export function RegionProposalsPage({
  frame,
  request,
  items,
  deal,
  now,
}: {
  frame: Frame;
  request: RequestView;
  items: readonly ProposalView[];
  deal: Deal | undefined;
  now: Date;
}) {
  const { title, sealed, status, closesAt } = request;
  return (
    <Layout
      {...frame}
      title={`报价：${title}`}
      active="/desk/official"
      above={<Breadcrumbs trail={regionTrail(request)} />}
    >
      <PageHeader
        kicker={request.organisationName}
        title="收到的报价"
        lead={sealed && status !== "open" ? "密封报价。您每次查看都会记入变动记录。" : undefined}
      />
      {items.length === 0 ? (
        <EmptyState title={status === "open" ? "截止以后才能看" : "没有报价"}>
          {status === "open" && closesAt ? `截止 ${sayDeadline(closesAt, now)}。` : ""}
        </EmptyState>
      ) : null}
      <div class="cards">
        {items.map((one) => (
          <ProposalCard one={one} mayAct={mayRuleOut(request, one, deal)} />
        ))}
      </div>
    </Layout>
  );
}

function ProposalCard({ one, mayAct }: { one: ProposalView; mayAct: boolean }) {
  const { id, status } = one;
  return (
    <Card
      level={2}
      title={one.providerName}
      aside={<StatusTag turn={turns[status]}>{sayState(status)}</StatusTag>}
      meta={
        <>
          <span>三年合计 {sayMoney(one.threeYearFen)}</span>
          {one.weeks === null ? null : <span>{one.weeks} 周用上</span>}
          {one.submittedAt ? <span>{sayDate(one.submittedAt)}交出</span> : null}
        </>
      }
    >
      <p class="break-words">{one.summary}</p>
      {one.reason ? <p class="small break-words">原因：{one.reason}</p> : null}
      <p class="actions">
        <a href={`/proposals/${id}`}>
          看全文<span class="sr-only">：{one.providerName}</span>
        </a>
        {mayAct ? (
          <a href={`/proposals/${id}/disqualify`}>
            取消资格<span class="sr-only">：{one.providerName}</span>
          </a>
        ) : null}
      </p>
    </Card>
  );
}
