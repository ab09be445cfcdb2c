import type { By } from "../accounts/actor.ts";
import type { Office } from "../applications/decisions.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, invalid } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation } from "../notices/store.ts";
import { indexCases } from "../search/service.ts";
import { isWithin } from "../taxonomy/regions.ts";
import { type CaseDecision, caseMoves } from "./own-schema.ts";
import { findCase, lockCase, updateCase } from "./own-store.ts";

type Which = { id: string; version: number; now: Date };
const verbs = { published: "publish", returned: "return", rejected: "reject" } as const;

/** Of two officials at once the second finds it decided. */
export async function decideCase(
  db: Db,
  by: By,
  office: Office,
  { id, version, now }: Which,
  { verdict, featured, note }: CaseDecision,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockInRegion(trx, office, id);
    const own = office.person.memberships.some(
      ({ organisationId }) => organisationId === found.proposed_by,
    );
    if (own) throw new AppError("forbidden");
    const status = requireMove("case", caseMoves, verbs[verdict], found.status);
    if (found.version !== version) throw new AppError("stale");
    if (verdict !== "published" && note === "") throw invalid("/note", "say_why");
    await updateCase(trx, id, {
      status,
      review_note: note,
      ...(verdict === "published" && { published_at: now, featured }),
    });
    if (verdict === "published") await indexCases(trx, [id]);
    await tell(trx, found, `case_${verdict}`, note);
    const after = { verdict, featured, note };
    await record(trx, by, `case.${verdict}`, id, { before: { status: found.status }, after });
  });
}

/** Puts a published case before the others on the front page, or back among them. */
export async function featureCase(
  db: Db,
  by: By,
  office: Office,
  id: string,
  featured: boolean,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockInRegion(trx, office, id);
    requireMove("case", caseMoves, "feature", found.status);
    if (found.featured === featured) return;
    await updateCase(trx, id, { featured });
    await indexCases(trx, [id]);
    const before = { featured: found.featured };
    await record(trx, by, "case.featured", id, { before, after: { featured } });
  });
}

export async function withdrawCase(
  db: Db,
  by: By,
  office: Office,
  id: string,
  reason: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockInRegion(trx, office, id);
    const status = requireMove("case", caseMoves, "withdraw", found.status);
    await updateCase(trx, id, { status, featured: false, withdrawn_reason: reason });
    await indexCases(trx, [id]);
    await tell(trx, found, "case_withdrawn", reason);
    await record(trx, by, "case.withdrawn", id, { after: { reason } });
  });
}

/** What an official may read: of his jurisdiction, and handed in. */
export async function caseForReview(db: Db, regionCode: string, id: string) {
  const found = await findCase(db, id);
  if (!found || !isVisible(found, found.regionCode, regionCode)) throw new AppError("not_found");
  return found;
}

async function lockInRegion(trx: Trx, { regionCode }: Office, id: string) {
  const found = await lockCase(trx, id);
  if (!isVisible(found, found.region_code, regionCode)) throw new AppError("not_found");
  return found;
}

/** After a return it is with its proposer; the official keeps what he may decide no longer in sight. */
function isVisible(
  {
    status,
    review_note,
    reviewNote,
  }: { status: string; review_note?: string; reviewNote?: string },
  place: string | null,
  regionCode: string,
): boolean {
  const handedIn = status !== "proposed" || (review_note ?? reviewNote ?? "") !== "";
  return handedIn && place !== null && isWithin(place, regionCode);
}

async function tell(
  trx: Trx,
  { proposed_by, title, id }: { proposed_by: string | null; title: string; id: string },
  kind: string,
  note: string,
): Promise<void> {
  if (!proposed_by) return;
  await notifyOrganisation(trx, proposed_by, {
    kind,
    params: { title, note },
    link: `/desk/cases/${id}`,
  });
}
