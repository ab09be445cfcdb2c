import type { By, Membership } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError, invalid, refused } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation } from "../notices/store.ts";
import { lockListed } from "../requests/part-store.ts";
import { isOver, lockOwn, noticeOf, overdue } from "../requests/service.ts";
import { lockRequest } from "../requests/store.ts";
import { belongsTo } from "../solutions/own-store.ts";
import { type NewProposal, type ProposalDraft, proposalMoves } from "./schema.ts";
import {
  insertProposal,
  lockProposal,
  type LockedProposal,
  requestOf,
  setProposalStatus,
  updateProposal,
} from "./store.ts";

type Mine = { organisationId: string; providerId: string };
type Which = { id: string; version: number; now: Date };

/** One for each provider and request; kept as a draft, or submitted at once. */
export async function addProposal(
  db: Db,
  by: By & { actorId: string },
  mine: Mine,
  { requestId, now }: { requestId: string; now: Date },
  { submit, ...input }: NewProposal,
): Promise<string> {
  return await inTransaction(db, async (trx) => {
    await requireOpen(trx, requestId, mine, now);
    await requireOwnSolution(trx, mine, input);
    const ids = { requestId, providerId: mine.providerId, userId: by.actorId };
    const id = await insertProposal(trx, ids, input);
    await record(trx, by, "proposal.added", id, { after: input });
    if (submit) await submitLocked(trx, by, await lockProposal(trx, id), now);
    return id;
  });
}

export async function changeProposal(
  db: Db,
  by: By,
  mine: Mine,
  which: Which,
  input: ProposalDraft,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const proposal = await lockOwnProposal(trx, mine, which);
    requireMove("proposal", proposalMoves, "change", proposal.status);
    await requireOwnSolution(trx, mine, input);
    await updateProposal(trx, which.id, input);
    await record(trx, by, "proposal.changed", which.id, { after: input });
  });
}

export async function submitProposal(db: Db, by: By, mine: Mine, which: Which): Promise<void> {
  await inTransaction(db, async (trx) => {
    const proposal = await lockOwnProposal(trx, mine, which);
    await submitLocked(trx, by, proposal, which.now);
  });
}

/** While the request is open a proposal may be taken back, mended and submitted again. */
export async function withdrawProposal(db: Db, by: By, mine: Mine, which: Which): Promise<void> {
  await inTransaction(db, async (trx) => {
    const proposal = await lockOwnProposal(trx, mine, which);
    const status = requireMove("proposal", proposalMoves, "withdraw", proposal.status);
    await setProposalStatus(trx, which.id, status);
    const request = await lockRequest(trx, proposal.request_id);
    await notifyOrganisation(trx, request.organisation_id, noticeOf(request, "proposal_withdrawn"));
    await record(trx, by, "proposal.withdrawn", which.id);
  });
}

/** The firm marks a proposal it wants to look at more closely. */
export async function shortlistProposal(
  db: Db,
  by: By,
  own: Membership,
  { id }: { id: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, await requestOf(trx, id));
    const proposal = await lockProposal(trx, id);
    if (proposal.status === "draft" || proposal.status === "withdrawn")
      throw new AppError("not_found");
    if (request.status !== "evaluating") throw refused("request", request.status, []);
    const status = requireMove("proposal", proposalMoves, "shortlist", proposal.status);
    await setProposalStatus(trx, id, status);
    await record(trx, by, "proposal.shortlisted", id);
  });
}

/** The request first, then the proposal: the order in which everybody locks. */
async function lockOwnProposal(trx: Trx, mine: Mine, { id, version, now }: Which) {
  const requestId = await requestOf(trx, id);
  const request = await lockRequest(trx, requestId);
  const proposal = await lockProposal(trx, id);
  if (proposal.provider_id !== mine.providerId) throw new AppError("not_found");
  if (proposal.version !== version) throw new AppError("stale");
  if (request.status !== "open") throw refused("request", request.status, []);
  if (isOver(request, now)) throw overdue();
  return proposal;
}

async function submitLocked(trx: Trx, by: By, proposal: LockedProposal, now: Date) {
  const status = requireMove("proposal", proposalMoves, "submit", proposal.status);
  if ((await lockListed(trx, [proposal.provider_id])).size === 0) throw new AppError("forbidden");
  requireComplete(proposal);
  await setProposalStatus(trx, proposal.id, status, { submittedAt: now });
  const request = await lockRequest(trx, proposal.request_id);
  await notifyOrganisation(trx, request.organisation_id, noticeOf(request, "proposal_submitted"));
  await record(trx, by, "proposal.submitted", proposal.id);
}

async function requireOpen(trx: Trx, requestId: string, mine: Mine, now: Date): Promise<void> {
  const request = await lockRequest(trx, requestId);
  if (request.status === "draft") throw new AppError("not_found");
  // A firm may be buyer and provider, but not on both sides of one request.
  if (request.organisation_id === mine.organisationId) throw new AppError("forbidden");
  if ((await lockListed(trx, [mine.providerId])).size === 0) throw new AppError("forbidden");
  if (request.status !== "open") throw refused("request", request.status, []);
  if (isOver(request, now)) throw overdue();
}

async function requireOwnSolution(trx: Trx, { providerId }: Mine, { solutionId }: ProposalDraft) {
  if (solutionId && !(await belongsTo(trx, solutionId, providerId)))
    throw invalid("/solutionId", "unknown_code");
}

function requireComplete(proposal: LockedProposal): void {
  const missing = [
    ["/summary", proposal.summary === ""],
    ["/plan", proposal.plan === ""],
    ["/weeks", proposal.weeks === null],
  ] as const;
  const fields = missing
    .filter(([, lacks]) => lacks)
    .map(([pointer]): FieldError => ({ pointer, code: "required", params: {} }));
  if (fields.length > 0) throw new AppError("invalid", { fields });
}
