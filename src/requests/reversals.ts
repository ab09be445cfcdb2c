import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, refused } from "../errors.ts";
import { engagementMoves } from "../engagements/schema.ts";
import {
  lockRunningEngagementOf,
  type LockedEngagement,
  stepEngagement,
} from "../engagements/store.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation, notifyProvider } from "../notices/store.ts";
import { proposalMoves } from "../proposals/schema.ts";
import {
  listAbandoned,
  type LockedProposal,
  lockProposalsOf,
  requestOf,
  setProposalStatus,
} from "../proposals/store.ts";
import { isWithin, wholeCountry } from "../taxonomy/regions.ts";
import { listConcerned, nameOfProvider } from "./part-store.ts";
import { isFresh, outcomeMoves } from "./schema.ts";
import { noticeOf } from "./service.ts";
import { lockRequest, type LockedRequest, type Reader, setFate } from "./store.ts";

export type Office = Extract<Reader, { as: "official" }>;
/** Who may take an award back: the firm, or an official of the region. */
export type Reverser = Office | Extract<Reader, { as: "sme" }>;

/**
 * Takes an award back within a day, while the work has not begun; every proposal stands again that
 * somebody stands by. With a version, only the award that was read: the firm may have chosen anew since.
 */
export async function undoAward(
  db: Db,
  by: By,
  reader: Reverser,
  { id, version, now }: { id: string; version?: number; now: Date },
  reason: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockFor(trx, reader, id);
    const engagement = await lockRunningEngagementOf(trx, id);
    const outcome = request.outcome ?? request.status;
    requireMove("request", outcomeMoves, "undo-award", outcome);
    if (engagement?.status !== "agreed" || !isFresh(request.closed_at, now))
      throw refused("request", outcome, []);
    if (version !== undefined && request.version !== version) throw new AppError("stale");
    const proposals = await lockProposalsOf(trx, id);
    await reopen(trx, { by, request, engagement, proposals }, { as: reader.as, reason, now });
    const office = reader.as === "official";
    const kind = office ? "award_undone_by_office" : "award_undone";
    await tellOthers(trx, { request, proposals }, kind, office ? [engagement.provider_id] : []);
    if (office) {
      const told = noticeOf(request, kind, { note: reason });
      await notifyProvider(trx, engagement.provider_id, told);
      await notifyOrganisation(trx, request.organisation_id, told);
    }
    await record(trx, by, "request.award_undone", id, {
      before: { proposalId: engagement.proposal_id, engagementId: engagement.id },
      after: { reason },
    });
  });
}

/**
 * An official rules a proposal out for good. Where it has won, the work that runs ends with it and the
 * request is evaluated again. Even what is delivered: the provider alone says that it is, and must not
 * escape by saying so. What the firm has accepted stays.
 */
export async function disqualifyProposal(
  db: Db,
  by: By,
  office: Office,
  { id, version, now }: { id: string; version: number; now: Date },
  reason: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockFor(trx, office, await requestOf(trx, id));
    const engagement = await lockRunningEngagementOf(trx, request.id);
    const proposals = await lockProposalsOf(trx, request.id);
    const proposal = proposals.find((one) => one.id === id);
    if (!proposal || isHidden(request, proposal)) throw new AppError("not_found");
    if (proposal.version !== version) throw new AppError("stale");
    const before = proposal.status;
    const status = requireMove("proposal", proposalMoves, "disqualify", before);
    const won = before === "awarded" ? requireRunning(request, engagement) : undefined;
    if (!won && request.status !== "evaluating") throw refused("request", request.status, []);
    await setProposalStatus(trx, id, status, { reason, decidedAt: now });
    const others = proposals.filter((one) => one !== proposal);
    const all = { request, proposals: others };
    if (won) await reopen(trx, { by, ...all, engagement: won }, { as: "official", reason, now });
    await tellRuledOut(trx, request, proposal, reason);
    if (won) await tellOthers(trx, all, "award_void", [proposal.provider_id]);
    await record(trx, by, "request.proposal_disqualified", request.id, {
      before: { proposalId: id, status: before },
      after: { status, reason, ...(won && { engagementId: won.id }) },
    });
  });
}

/** What is handed in to a sealed request is for nobody's eyes while it is open. */
function isHidden(request: LockedRequest, { status }: LockedProposal): boolean {
  const isSealed = request.sealed && request.status === "open";
  return isSealed || status === "draft" || status === "withdrawn";
}

/** The winner's work, if it can still be ended. */
function requireRunning(
  request: LockedRequest,
  engagement: LockedEngagement | undefined,
): LockedEngagement {
  requireMove("request", outcomeMoves, "disqualify", request.outcome ?? request.status);
  if (!engagement) throw refused("engagement", "ended_early", []);
  return engagement;
}

/** Another firm's request, and one of another region, does not exist for him. */
async function lockFor(trx: Trx, reader: Reverser, id: string): Promise<LockedRequest> {
  const request = await lockRequest(trx, id);
  const isTheirs =
    reader.as === "sme"
      ? request.organisation_id === reader.organisationId
      : request.status !== "draft" &&
        isWithin(request.region_code ?? wholeCountry, reader.regionCode);
  if (!isTheirs) throw new AppError("not_found");
  return request;
}

type Awarded = {
  by: By;
  request: LockedRequest;
  engagement: LockedEngagement;
  proposals: readonly LockedProposal[];
};

/** The work ends, the request is evaluated again, and these proposals stand again, but those nobody stands by. */
async function reopen(
  trx: Trx,
  { by, request, engagement, proposals }: Awarded,
  { as, reason, now }: { as: Reverser["as"]; reason: string; now: Date },
): Promise<void> {
  const ended = { ended_by: as, ended_reason: reason, ended_at: now };
  const status = requireMove("engagement", engagementMoves, "end", engagement.status);
  await stepEngagement(trx, engagement.id, status, ended);
  await record(trx, by, "engagement.end", engagement.id, { after: { ...ended, status } });
  const abandoned = await listAbandoned(trx, request.id);
  for (const one of proposals)
    if (one.status === "awarded" || (one.status === "not_awarded" && !abandoned.has(one.id)))
      await setProposalStatus(trx, one.id, "submitted", { decidedAt: null });
  await setFate(trx, request.id, { status: "evaluating", closedAt: null });
}

/** All that have a part in it, but those that are out of it or are told apart. */
async function tellOthers(
  trx: Trx,
  { request, proposals }: Pick<Awarded, "request" | "proposals">,
  kind: string,
  apart: readonly string[],
): Promise<void> {
  const out = proposals.filter(({ status }) => status === "disqualified");
  const except = new Set([...apart, ...out.map(({ provider_id }) => provider_id)]);
  for (const providerId of await listConcerned(trx, request.id))
    if (!except.has(providerId)) await notifyProvider(trx, providerId, noticeOf(request, kind));
}

/** Both sides of that proposal read the reason. */
async function tellRuledOut(
  trx: Trx,
  request: LockedRequest,
  { provider_id, status }: LockedProposal,
  reason: string,
): Promise<void> {
  const won = status === "awarded";
  const name = await nameOfProvider(trx, provider_id);
  const own = won ? "award_disqualified" : "proposal_disqualified";
  await notifyProvider(trx, provider_id, noticeOf(request, own, { note: reason }));
  const received = won ? "chosen_disqualified" : "received_disqualified";
  const told = noticeOf(request, received, { note: reason, name });
  await notifyOrganisation(trx, request.organisation_id, told);
}
