import type { By, Membership } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { system } from "../accounts/actor.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, invalid, refused } from "../errors.ts";
import { insertEngagement, replaceMilestones } from "../engagements/store.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation, notifyProvider } from "../notices/store.ts";
import { proposalMoves, stands } from "../proposals/schema.ts";
import { lockProposalsOf, type LockedProposal, setProposalStatus } from "../proposals/store.ts";
import { lockListed } from "./part-store.ts";
import { type Award, type NoneSuitable, requestMoves } from "./schema.ts";
import { isOver, lockOwn, noticeOf, overdue, tellConcerned } from "./service.ts";
import { listOverdue, lockRequest, type LockedRequest, setFate } from "./store.ts";

type When = { id: string; now: Date };

/** Closes an open request before its deadline; at least one proposal must stand. */
export async function closeEarly(db: Db, by: By, own: Membership, { id, now }: When) {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const status = requireMove("request", requestMoves, "close", request.status);
    const standing = (await lockProposalsOf(trx, id)).filter(stands);
    if (standing.length === 0)
      throw refused("request", "no_proposals", ["withdraw", "change", "invite"]);
    await setFate(trx, id, { status, closesAt: now });
    await tellConcerned(trx, request, { kind: "request_closed_early" });
    await record(trx, by, "request.closed_early", id);
  });
}

/** Gives an open request up (`withdrawn`), or one that is being evaluated (`cancelled`). */
export async function giveUp(
  db: Db,
  by: By,
  own: Membership,
  { id, now }: When,
  { verb, reason }: { verb: "withdraw" | "cancel"; reason: string },
) {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const status = requireMove("request", requestMoves, verb, request.status);
    if (verb === "withdraw" && isOver(request, now)) throw overdue();
    const outcome = verb === "withdraw" ? "withdrawn" : "cancelled";
    for (const proposal of (await lockProposalsOf(trx, id)).filter(stands))
      await setProposalStatus(trx, proposal.id, "not_awarded", { reason, decidedAt: now });
    await setFate(trx, id, { status, outcome, reason, closedAt: now });
    await tellConcerned(trx, request, { kind: `request_${outcome}` });
    await record(trx, by, `request.${outcome}`, id, { after: { reason } });
  });
}

/**
 * Chooses one proposal: the others are told why not, and an engagement begins. Of two awards at once
 * the second finds the request closed.
 */
export async function awardRequest(
  db: Db,
  by: By,
  own: Membership,
  { id, now }: When,
  { proposalId, reason, reasons }: Award,
): Promise<string> {
  return await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const status = requireMove("request", requestMoves, "award", request.status);
    const proposals = await lockProposalsOf(trx, id);
    const winner = proposals.find((proposal) => proposal.id === proposalId);
    if (!winner || winner.status === "draft" || winner.status === "withdrawn")
      throw new AppError("not_found");
    requireMove("proposal", proposalMoves, "award", winner.status);
    const listed = await lockListed(trx, [winner.provider_id]);
    if (listed.size === 0) throw refused("provider", "suspended", []);
    await setProposalStatus(trx, winner.id, "awarded", { decidedAt: now });
    await notifyProvider(trx, winner.provider_id, noticeOf(request, "proposal_awarded"));
    const others = proposals.filter((one) => one.id !== winner.id && stands(one));
    if (reason === "" && others.some((other) => reasons[other.id] === undefined))
      throw invalid("/reason", "required");
    for (const other of others)
      await refuseProposal(trx, request, other, reasons[other.id] ?? reason, now);
    await setFate(trx, id, { status, outcome: "awarded", closedAt: now });
    const engagementId = await beginEngagement(trx, request, winner, now);
    await record(trx, by, "request.awarded", id, { after: { proposalId, reason, engagementId } });
    if (request.contact_consent_at !== null)
      await record(trx, by, "request.contact_passed", id, {
        after: { providerId: winner.provider_id },
      });
    return engagementId;
  });
}

/** No proposal suits; each provider is told why. */
export async function rejectAll(
  db: Db,
  by: By,
  own: Membership,
  { id, now }: When,
  { reason, reasons }: NoneSuitable,
) {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const status = requireMove("request", requestMoves, "reject-all", request.status);
    for (const proposal of (await lockProposalsOf(trx, id)).filter(stands))
      await refuseProposal(trx, request, proposal, reasons[proposal.id] ?? reason, now);
    await setFate(trx, id, { status, outcome: "none_suitable", reason, closedAt: now });
    await record(trx, by, "request.none_suitable", id, { after: { reason, reasons } });
  });
}

const dayMs = 86_400_000;

/** Lets the deadlines that have passed take effect; `id` settles one request only. */
export async function passDeadlines(db: Db, now: Date, id?: string): Promise<number> {
  const due = await listOverdue(db, now, id);
  for (const one of due) await inTransaction(db, (trx) => passDeadline(trx, one, now));
  return due.length;
}

async function passDeadline(trx: Trx, id: string, now: Date): Promise<void> {
  const request = await lockRequest(trx, id);
  // Another reader may have been here first, or the firm has set a later deadline.
  if (request.status !== "open" || !isOver(request, now)) return;
  const answered = (await lockProposalsOf(trx, id)).some(stands);
  const by = system("deadline");
  if (answered) {
    await setFate(trx, id, { status: "evaluating" });
    await record(trx, by, "request.deadline_passed", id);
  } else {
    await setFate(trx, id, { status: "closed", outcome: "expired", closedAt: now });
    await record(trx, by, "request.expired", id);
  }
  const kind = answered ? "request_evaluating" : "request_expired";
  await notifyOrganisation(trx, request.organisation_id, noticeOf(request, kind));
}

async function refuseProposal(
  trx: Trx,
  request: LockedRequest,
  { id, provider_id }: LockedProposal,
  reason: string,
  now: Date,
) {
  await setProposalStatus(trx, id, "not_awarded", { reason, decidedAt: now });
  await notifyProvider(trx, provider_id, noticeOf(request, "proposal_not_awarded"));
}

/** What is paid to get it running, with the first year; one milestone until the provider splits it. */
async function beginEngagement(
  trx: Trx,
  request: LockedRequest,
  winner: LockedProposal,
  now: Date,
): Promise<string> {
  const totalFen =
    winner.one_off_fen +
    winner.yearly_fen +
    winner.implementation_fen +
    winner.training_fen +
    winner.interfaces_fen;
  const dueOn = winner.weeks === null ? null : dayAfter(now, winner.weeks * 7);
  const id = await insertEngagement(trx, {
    requestId: request.id,
    proposalId: winner.id,
    organisationId: request.organisation_id,
    providerId: winner.provider_id,
    solutionId: winner.solution_id,
    totalFen,
    dueOn,
  });
  await replaceMilestones(trx, id, [{ title: "交付并验收", amountFen: totalFen, dueOn }]);
  return id;
}

/** The calendar day in China, so many days on. */
export function dayAfter(now: Date, days: number): string {
  const shifted = new Date(now.getTime() + days * dayMs);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(shifted);
}
