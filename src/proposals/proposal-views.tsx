import { regionTrail } from "../requests/office-views.tsx";
import type { RequestView } from "../requests/schema.ts";
import { Notice, PageHeader } from "../web/components.tsx";
import { HiddenVersion, SubmitButton } from "../web/form.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDeadline, sayTime } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { type ProposalView, stands } from "./schema.ts";
import { ProposalPage, ProposalTag, trailOf } from "./views.tsx";

type Props = { frame: Frame; proposal: ProposalView; request: RequestView; now: Date };

/** For the provider: where it stands and what may be done with it. */
export function OwnProposalPage({ frame, proposal, request, now }: Props) {
  const open = request.status === "open";
  const head = (
    <>
      <PageHeader
        kicker={proposal.requestTitle}
        title={proposal.summary || "还没有写完的报价"}
        lead={<ProposalTag status={proposal.status} />}
      />
      {proposal.reason ? <Notice title={whyOf(proposal)} text={proposal.reason} /> : null}
      {open && request.closesAt ? <p>截止 {sayDeadline(request.closesAt, now)}</p> : null}
    </>
  );
  return (
    <ProposalPage
      {...{ frame, proposal, head }}
      active="/desk/provider"
      trail={trailOf(proposal.requestId, proposal.requestTitle)}
    >
      {open ? <OwnActs proposal={proposal} /> : null}
      {proposal.status === "awarded" ? (
        <p class="actions">
          <a class="btn" href="/engagements">
            去交付
          </a>
        </p>
      ) : null}
    </ProposalPage>
  );
}

function whyOf({ status }: ProposalView): string {
  return status === "disqualified" ? "主管部门取消了您的报价资格，不能再选" : "企业说的原因";
}

function OwnActs({ proposal: { id, status, version } }: { proposal: ProposalView }) {
  if (status === "submitted")
    return (
      <form method="post" action={`/proposals/${id}/withdraw`}>
        <HiddenVersion version={version} />
        <div class="actions">
          <SubmitButton plain wait="正在撤回…">
            撤回重改
          </SubmitButton>
          <span class="soft">撤回后企业看不到，截止前要重新交出。</span>
        </div>
      </form>
    );
  if (status !== "draft" && status !== "withdrawn") return null;
  return (
    <form method="post" action={`/proposals/${id}/submit`}>
      <HiddenVersion version={version} />
      <div class="actions">
        <SubmitButton wait="正在交出报价…">交出报价</SubmitButton>
        <a href={`/proposals/${id}/edit`}>继续修改</a>
      </div>
    </form>
  );
}

/** For the firm: all of it, and the choice. For an official of the region: all of it, and the end of it. */
export function ReceivedProposalPage({
  frame,
  proposal,
  request,
  mayChoose,
  mayRuleOut,
}: Props & { mayChoose: boolean; mayRuleOut: boolean }) {
  const head = (
    <>
      <PageHeader
        kicker={<a href={`/providers/${proposal.providerId}`}>{proposal.providerName}</a>}
        title={proposal.summary}
        lead={
          <>
            {sayState(proposal.status)}
            {proposal.submittedAt ? ` · ${sayTime(proposal.submittedAt)}交出` : ""}
          </>
        }
      />
      {proposal.status === "disqualified" ? (
        <Notice title="已取消资格，不能再选" text={proposal.reason} />
      ) : null}
    </>
  );
  const compare = `/requests/${request.id}/compare`;
  const trail = mayChoose
    ? [
        { href: "/requests", label: "我的需求" },
        { href: `/requests/${request.id}`, label: request.title },
        { href: compare, label: "比较报价" },
      ]
    : [...regionTrail(request), { href: `/requests/${request.id}/proposals`, label: "收到的报价" }];
  const choose = mayChoose && request.status === "evaluating" && stands(proposal);
  const active = mayChoose ? "/requests" : "/desk/official";
  return (
    <ProposalPage {...{ frame, proposal, head, trail, active }}>
      {choose && proposal.providerStatus !== "listed" ? (
        <Notice
          tone="info"
          text={`这家服务商现在是「${sayState(proposal.providerStatus)}」，不能选定。`}
        />
      ) : null}
      {choose && proposal.providerStatus === "listed" ? (
        <p class="actions">
          <a class="btn" href={`/requests/${request.id}/award?proposal=${proposal.id}`}>
            选这家
          </a>
          <a href={compare}>再比较比较</a>
        </p>
      ) : null}
      {mayRuleOut ? (
        <p class="actions">
          <a href={`/proposals/${proposal.id}/disqualify`}>取消这份报价的资格</a>
        </p>
      ) : null}
    </ProposalPage>
  );
}
