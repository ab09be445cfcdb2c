import type { Child } from "hono/jsx";
import { RequestFacts, Prose } from "../requests/views.tsx";
import { beginning } from "../text.ts";
import { hrefWith, limitIn } from "../web/links.ts";
import type { RequestView } from "../requests/schema.ts";
import {
  Breadcrumbs,
  Card,
  Details,
  EmptyState,
  PageHeader,
  StatusTag,
  Tabs,
  type Turn,
} from "../web/components.tsx";
import { ProviderTabs } from "../web/desk-tabs.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList, Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayDeadline, sayMoney, sayExact, sayYuan } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { ProposalFields, proposalLabels } from "./form.tsx";
import type { ProposalView } from "./schema.ts";

/** Whether it goes on, seen by the provider. */
export const turns: Record<ProposalView["status"], Turn> = {
  draft: "yours",
  submitted: "theirs",
  withdrawn: "stopped",
  shortlisted: "theirs",
  awarded: "done",
  not_awarded: "stopped",
  disqualified: "stopped",
};

const words: Record<ProposalView["status"], string> = {
  draft: "草稿 · 等您交出",
  submitted: "等企业选",
  withdrawn: "您已撤回",
  shortlisted: "入围 · 等企业选",
  awarded: "选定了您",
  not_awarded: "没有选您",
  disqualified: "已取消资格",
};

export function ProposalTag({ status }: Pick<ProposalView, "status">) {
  return <StatusTag turn={turns[status]}>{words[status]}</StatusTag>;
}

const statuses = [
  "draft",
  "submitted",
  "shortlisted",
  "awarded",
  "not_awarded",
  "disqualified",
] as const;

/** A provider's own proposals. */
export function ProposalsPage({
  frame,
  items,
  next,
  query,
}: {
  frame: Frame;
  items: readonly ProposalView[];
  next: string | null;
  query: { status?: string | undefined; after?: string | undefined; limit: number };
}) {
  const base = { href: "/proposals", params: limitIn(query) };
  const { status, after } = query;
  return (
    <Layout {...frame} title="我的报价" active="/desk/provider">
      <ProviderTabs current="/proposals" />
      <PageHeader title="我的报价" />
      <Tabs
        label="报价"
        items={[
          { href: hrefWith(base, {}), label: "全部", current: status === undefined },
          ...statuses.map((one) => ({
            href: hrefWith(base, { status: one }),
            label: sayState(one),
            current: status === one,
          })),
        ]}
      />
      {items.length === 0 ? (
        <EmptyState
          title={query.status ? "这里没有报价" : "您还没有报过价"}
          action={{ href: "/leads", label: "看可以报价的需求" }}
        >
          邀请您的需求排在最前面。
        </EmptyState>
      ) : null}
      <div class="cards">
        {items.map((one) => (
          <ProposalCard one={one} />
        ))}
      </div>
      <Pager
        first={after ? hrefWith(base, { status }) : undefined}
        next={next ? hrefWith(base, { status, after: next }) : undefined}
      />
    </Layout>
  );
}

function ProposalCard({ one }: { one: ProposalView }) {
  return (
    <Card
      level={2}
      title={one.requestTitle}
      href={`/proposals/${one.id}`}
      aside={<ProposalTag status={one.status} />}
      meta={
        <>
          <span>三年合计 {sayMoney(one.threeYearFen)}</span>
          {one.weeks === null ? null : <span>{one.weeks} 周用上</span>}
          {one.submittedAt ? <span>{sayDate(one.submittedAt)}交出</span> : null}
        </>
      }
    >
      {one.summary ? <p class="break-words">{one.summary}</p> : null}
      {one.reason ? <p class="small break-words">原因：{one.reason}</p> : null}
    </Card>
  );
}

/** The form of a proposal, beside the need it answers. */
export function ProposalFormPage({
  frame,
  request,
  proposal,
  solutions,
  form,
  now,
}: {
  frame: Frame;
  request: RequestView;
  proposal?: ProposalView | undefined;
  solutions: readonly { id: string; name: string }[];
  form: FormState;
  now: Date;
}) {
  const at = proposal ? `/proposals/${proposal.id}` : `/requests/${request.id}/propose`;
  const wrong = form.errors.length > 0;
  return (
    <Layout
      {...frame}
      title={wrong ? "有内容需要修改：报价" : `报价：${request.title}`}
      active="/desk/provider"
      islands={["count", "money", "total"]}
      above={<Breadcrumbs trail={trailOf(request.id, request.title)} />}
    >
      <ErrorSummary form={form} labels={proposalLabels} />
      <PageHeader
        title="报价"
        lead={request.closesAt ? `截止 ${sayDeadline(request.closesAt, now)}` : undefined}
      />
      <Details summary={`企业的需求：${request.title}`}>
        <RequestFacts request={request} now={now} />
      </Details>
      <form
        class="form mt-6"
        method="post"
        action={at}
        novalidate
        data-autosave={`proposal-${request.id}`}
      >
        {proposal ? <HiddenVersion version={proposal.version} form={form} /> : null}
        <ProposalFields form={form} solutions={solutions} />
        <div class="actions">
          <SubmitButton name="act" value="submit" wait="正在交出报价…">
            交出报价
          </SubmitButton>
          <SubmitButton plain name="act" value="draft">
            存为草稿
          </SubmitButton>
          <SubmitButton plain name="act" value="count" wait="正在算…">
            算一下总价
          </SubmitButton>
        </div>
        <p class="soft mt-4">截止前可以撤回重改。截止后就定了，企业按它来选。</p>
      </form>
    </Layout>
  );
}

export function trailOf(requestId: string, requestTitle: string) {
  return [
    { href: "/leads", label: "可以报价的需求" },
    { href: `/requests/${requestId}`, label: beginning(requestTitle, 16, "…") },
  ];
}

function yuan(fen: number): string {
  return fen === 0 ? "没有" : `${sayYuan(fen)} 元`;
}

/** One proposal; what may be done with it stands in `children`. */
export function ProposalPage({
  frame,
  proposal,
  trail,
  head,
  children,
  active,
}: {
  frame: Frame;
  proposal: ProposalView;
  trail: readonly { href: string; label: string }[];
  head: Child;
  children?: Child;
  active: string;
}) {
  const labels = proposalLabels;
  return (
    <Layout
      {...frame}
      title={`报价：${proposal.requestTitle}`}
      active={active}
      above={<Breadcrumbs trail={trail} />}
    >
      {head}
      <p class="total">三年合计 {sayExact(proposal.threeYearFen)}</p>
      <DataList
        rows={[
          { label: "方案", value: proposal.solutionName },
          { label: labels.weeks, value: proposal.weeks === null ? null : `${proposal.weeks} 周` },
          { label: labels.oneOffFen, value: yuan(proposal.oneOffFen) },
          {
            label: labels.yearlyFen,
            value:
              proposal.yearlyFen === 0
                ? "没有"
                : `${sayYuan(proposal.yearlyFen)} 元，三年 ${sayYuan(3 * proposal.yearlyFen)} 元`,
          },
          { label: labels.implementationFen, value: yuan(proposal.implementationFen) },
          { label: labels.trainingFen, value: yuan(proposal.trainingFen) },
          { label: labels.interfacesFen, value: yuan(proposal.interfacesFen) },
          { label: labels.exitFen, value: yuan(proposal.exitFen) },
        ]}
      />
      <h2>具体做法</h2>
      {proposal.plan ? <Prose text={proposal.plan} /> : <p class="soft">还没有写。</p>}
      {children}
    </Layout>
  );
}
