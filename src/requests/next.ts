import type { State } from "../db/states.ts";
import { engagementMoves } from "../engagements/schema.ts";
import { possibleMoves } from "../moves.ts";
import { stands } from "../proposals/schema.ts";
import type { Turn } from "../web/components.tsx";
import type { Step } from "../web/lists.tsx";
import { sayDate, sayDeadline, sayTime } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { RequestView } from "./schema.ts";

/** What became of the request that was awarded. */
export type Deal = { id: string; status: State<"engagement">; overdue: boolean; rated: boolean };

export type Next = {
  turn: Turn;
  status: string;
  say: string;
  action?: { href: string; label: string };
};

/** What happens next to a request, of whose proposals so many may still be chosen, and who acts, for the firm that posted it. */
export function nextFor(
  request: RequestView,
  { deal, standing, now }: { deal: Deal | undefined; standing: number; now: Date },
): Next {
  if (request.status === "draft") return nextOfDraft(request);
  if (request.status === "open") return nextOfOpen(request, now);
  if (request.status === "evaluating") return nextOfEvaluating(request, standing);
  if (request.outcome === "awarded" && deal) return nextOfDeal(deal);
  return {
    turn: "stopped",
    status: sayState(request.outcome ?? request.status),
    say: sayOutcome(request),
    action: { href: `/requests/new?from=${request.id}`, label: "照这份再发一次" },
  };
}

function nextOfDraft({ id }: RequestView): Next {
  return {
    turn: "yours",
    status: "草稿 · 等您发布",
    say: "还没有人能看到。看一遍，没问题就发布。",
    action: { href: `/requests/${id}/preview`, label: "预览并发布" },
  };
}

function nextOfOpen(request: RequestView, now: Date): Next {
  const at = `/requests/${request.id}`;
  const until = request.closesAt ? `截止 ${sayDeadline(request.closesAt, now)}。` : "";
  if (request.openQuestionCount > 0)
    return {
      turn: "yours",
      status: `${request.openQuestionCount} 个提问等您回答`,
      say: `答得清楚，报价才准。${until}`,
      action: { href: `${at}#questions`, label: "回答提问" },
    };
  const invite = { href: `${at}/invite`, label: "邀请服务商" };
  if (request.proposalCount === 0)
    return {
      turn: "theirs",
      status: "等服务商报价",
      say: `${request.invitationCount > 0 ? `已邀请 ${request.invitationCount} 家，还没有报价。` : "还没有报价，您可以主动邀请几家。"}${until}`,
      action: invite,
    };
  if (!request.sealed)
    return {
      turn: "theirs",
      status: "征集报价中",
      say: `已收到 ${request.proposalCount} 份报价，现在就能看。${until}`,
      action: { href: `${at}/compare`, label: `看 ${request.proposalCount} 份报价` },
    };
  return {
    turn: "theirs",
    status: "征集报价中",
    say: `已收到 ${request.proposalCount} 份报价，截止后一起打开。${until}`,
    action: invite,
  };
}

function nextOfEvaluating({ id }: RequestView, standing: number): Next {
  if (standing === 0)
    return {
      turn: "yours",
      status: "没有能选的报价了",
      say: "收到的报价都不能再选。可以结束这条需求，再照它发一次。",
      action: { href: `/requests/${id}/reject-all`, label: "结束这条需求" },
    };
  return {
    turn: "yours",
    status: `${standing} 份报价等您选`,
    say: "按三年总花费排好了，差别都标了出来。",
    action: { href: `/requests/${id}/compare`, label: `比较 ${standing} 份报价` },
  };
}

function nextOfDeal({ id, status, overdue, rated }: Deal): Next {
  const href = `/engagements/${id}`;
  const late = overdue ? "已经过了约定的日子，可以催一催。" : "";
  if (status === "agreed")
    return {
      turn: "theirs",
      status: "等服务商开工",
      say: `已选定服务商。${late}`,
      action: { href, label: "看约定" },
    };
  if (status === "in_delivery")
    return {
      turn: "theirs",
      status: "服务商交付中",
      say: late || "交付后会请您验收。",
      action: { href, label: "看进度" },
    };
  if (status === "delivered")
    return {
      turn: "yours",
      status: "等您验收",
      say: "服务商说做完了，请您验收。",
      action: { href, label: "去验收" },
    };
  if (status === "accepted" && !rated)
    return {
      turn: "yours",
      status: "等您评价",
      say: "已验收。说说用得怎么样，别的企业会看到。",
      action: { href: `${href}#rating`, label: "去评价" },
    };
  if (status === "accepted")
    return {
      turn: "done",
      status: "已验收，已评价",
      say: "这件事办完了。",
      action: { href, label: "看交付记录" },
    };
  return {
    turn: "stopped",
    status: "提前结束",
    say: "合作提前结束了。",
    action: { href, label: "看原因" },
  };
}

function sayOutcome({ outcome, closedReason }: RequestView): string {
  if (outcome === "expired") return "到截止时间没有收到报价。可以放宽条件、多邀请几家再发一次。";
  return closedReason ? `原因：${closedReason}` : "";
}

/** The whole way of a request, from posting it to rating the work. */
export function stepsOf(request: RequestView, deal: Deal | undefined): Step[] {
  const { status, outcome } = request;
  const stopped = status === "closed" && (outcome !== "awarded" || !deal);
  const reached = stopped ? stopAt(request) : reach(status, deal);
  const labels = ["写需求", "征集报价", "比较、选定", "交付", "验收、评价"];
  const at = [
    sayDate(request.publishedAt ?? request.createdAt),
    // While it is open the deadline stands in the words below.
    request.closesAt && status !== "open" ? `截止 ${sayTime(request.closesAt)}` : undefined,
    request.closedAt ? sayDate(request.closedAt) : undefined,
  ];
  return labels.map((label, place): Step => {
    const state = place < reached ? "done" : place > reached ? "next" : stopped ? "stopped" : "now";
    return { label, state, at: state === "next" ? undefined : at[place] };
  });
}

function stopAt({ outcome }: RequestView): number {
  return outcome === "withdrawn" || outcome === "expired" ? 1 : 2;
}

function reach(status: State<"request">, deal: Deal | undefined): number {
  if (status === "draft") return 0;
  if (status === "open") return 1;
  if (status === "evaluating" || !deal) return 2;
  if (deal.status === "accepted") return deal.rated ? 5 : 4;
  return deal.status === "delivered" ? 4 : 3;
}

/** Whether an official can still rule that proposal out: while it may be chosen, or its work can be ended. */
export function mayRuleOut(
  { status, outcome }: Pick<RequestView, "status" | "outcome">,
  proposal: { status: State<"proposal"> },
  deal: Deal | undefined,
): boolean {
  if (status === "evaluating") return stands(proposal);
  const isWinner = outcome === "awarded" && proposal.status === "awarded";
  return isWinner && !!deal && possibleMoves(engagementMoves, deal.status).includes("end");
}
