import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import type { Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { notifyOrganisation } from "../notices/store.ts";
import { lockStanding, setStanding } from "../providers/standing-store.ts";
import { lockProposal, setProposalStatus } from "../proposals/store.ts";
import { noticeOf } from "../requests/service.ts";
import { lockRequest } from "../requests/store.ts";
import { indexProviders } from "../search/service.ts";
import {
  blankProvider,
  blankRequests,
  closeOrganisation,
  deleteDraftProposals,
  deleteOwnCases,
  listStanding,
  lockApplications,
} from "./close-store.ts";
import type { Place } from "./erase-store.ts";

const reason = "服务商的账号已注销。";

/** The firm goes with its last member: nothing of it runs, so what is left are drafts and what has ended. */
export async function closeFirm(
  trx: Trx,
  by: By,
  { id, providerId }: Place,
  now: Date,
): Promise<void> {
  const who = { ...by, organisationId: id };
  if (providerId !== null) await closeProvider(trx, who, providerId, now);
  await blankRequests(trx, id);
  await deleteOwnCases(trx, id);
  await closeOrganisation(trx, id, now);
  await record(trx, who, "organisation.closed", id);
}

/** Those who could still choose it are told; search forgets it. */
async function closeProvider(trx: Trx, by: By, id: string, now: Date): Promise<void> {
  for (const { id: proposalId, requestId } of await listStanding(trx, id)) {
    const request = await lockRequest(trx, requestId);
    const { status } = await lockProposal(trx, proposalId);
    if (status !== "submitted" && status !== "shortlisted") continue;
    const isOpen = request.status === "open";
    await setProposalStatus(
      trx,
      proposalId,
      isOpen ? "withdrawn" : "disqualified",
      isOpen ? {} : { reason, decidedAt: now },
    );
    await notifyOrganisation(trx, request.organisation_id, noticeOf(request, "proposal_withdrawn"));
    await record(trx, by, "proposal.withdrawn", proposalId, { after: { reason } });
  }
  await lockApplications(trx, id);
  const before = await lockStanding(trx, id);
  // Offered elsewhere at this moment: from here on nobody offers for it any more.
  if ((await listStanding(trx, id)).length > 0) throw new AppError("stale");
  await deleteDraftProposals(trx, id);
  await blankProvider(trx, id);
  if (before.status === "removed") return;
  await setStanding(trx, id, { status: "removed", removedReason: reason });
  await indexProviders(trx, [id]);
  await record(trx, by, "provider.removed", id, {
    before: { status: before.status },
    after: { reason },
  });
}
