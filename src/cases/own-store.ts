import { sql } from "kysely";
import { z } from "zod";
import type { ChangedRow, Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { AppError } from "../errors.ts";
import { regionPrefix } from "../taxonomy/regions.ts";
import { type CaseReviewQuery, ownMeasure } from "./own-schema.ts";

const measures = z.array(ownMeasure).catch([]);

function selectOwn(db: Db) {
  return db
    .selectFrom("case as c")
    .leftJoin("provider as p", "p.id", "c.provider_id")
    .leftJoin("solution as s", "s.id", "c.solution_id")
    .leftJoin("organisation as o", "o.id", "c.proposed_by")
    .select(["c.id", "c.origin", "c.status", "c.title", "c.provider_id as providerId"])
    .select(["p.name as providerName", "c.solution_id as solutionId", "s.name as solutionName"])
    .select(["c.engagement_id as engagementId", "c.proposed_by as proposedBy"])
    .select(["o.name as proposerName", "c.category", "c.scenes", "c.sme_name as smeName"])
    .select(["c.region_code as regionCode", "c.industry_code as industryCode", "c.headcount"])
    .select(["c.summary", "c.problem", "c.approach", "c.outcome", "c.measures"])
    .select(["c.consent_on as consentOn", "c.consent_by as consentBy", "c.featured"])
    .select(["c.review_note as reviewNote", "c.published_at as publishedAt"])
    .select(["c.updated_at as updatedAt", "c.version"]);
}
type Row = Awaited<ReturnType<ReturnType<typeof selectOwn>["executeTakeFirstOrThrow"]>>;

function told({ measures: kept, ...row }: Row) {
  return { ...row, measures: measures.parse(kept) };
}
export type OwnCaseRow = ReturnType<typeof told>;

export async function listProposed(db: Db, organisationIds: readonly string[]) {
  const rows = await selectOwn(db)
    .where(sql<boolean>`c.proposed_by = any(${organisationIds}::uuid[])`)
    .orderBy("c.id", "desc")
    .limit(200)
    .execute();
  return rows.map(told);
}

export async function findCase(db: Db, id: string): Promise<OwnCaseRow | undefined> {
  const row = await selectOwn(db).where("c.id", "=", id).executeTakeFirst();
  return row && told(row);
}

export async function lockCase(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("case")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

export async function updateCase(trx: Trx, id: string, values: ChangedRow<"case">): Promise<void> {
  await trx
    .updateTable("case")
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

/** What waits longest comes first; of what is decided, the newest. */
export async function listForReview(
  db: Db,
  regionCode: string,
  { status, after, limit }: CaseReviewQuery,
) {
  let query = selectOwn(db)
    .where("c.status", "=", status)
    .where("c.origin", "<>", "imported")
    .where("c.region_code", "like", `${regionPrefix(regionCode)}%`);
  if (after) query = query.where("c.id", ">", after);
  const rows = await query
    .orderBy("c.id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(told), limit);
}

/** A solution that a case may tell of, with whose it is. */
export async function findTold(trx: Trx, solutionId: string) {
  return await trx
    .selectFrom("solution as s")
    .innerJoin("provider as p", "p.id", "s.provider_id")
    .select(["s.id", "s.provider_id as providerId", "s.category", "s.scenes"])
    .select(["p.status as providerStatus", "p.demo", "s.status"])
    .where("s.id", "=", solutionId)
    .executeTakeFirst();
}

/** Waits for whoever makes a case of the same delivery at this moment. */
export async function lockDelivery(trx: Trx, engagementId: string) {
  return await trx
    .selectFrom("engagement as e")
    .innerJoin("request as r", "r.id", "e.request_id")
    .innerJoin("organisation as o", "o.id", "e.organisation_id")
    .innerJoin("provider as p", "p.id", "e.provider_id")
    .select(["e.id", "e.status", "e.organisation_id as smeId", "e.provider_id as providerId"])
    .select(["p.organisation_id as makerId", "e.solution_id as solutionId"])
    .select(["r.title", "r.text", "r.category", "r.scenes", "o.name as smeName", "o.demo"])
    .select(["o.region_code as regionCode", "o.industry_code as industryCode", "o.headcount"])
    .where("e.id", "=", engagementId)
    .forUpdate("e")
    .executeTakeFirst();
}

export async function findCaseOfDelivery(trx: Trx, engagementId: string) {
  return await trx
    .selectFrom("case")
    .select(["id", "status"])
    .where("engagement_id", "=", engagementId)
    .executeTakeFirst();
}

/** What the people of this firm may choose from: a provider its own, a buyer what is listed. */
export async function listTellable(db: Db, providerId: string) {
  return await db
    .selectFrom("solution")
    .select(["id", "name"])
    .where("provider_id", "=", providerId)
    .where("status", "=", "published")
    .orderBy("id")
    .limit(500)
    .execute();
}

/** Accepted deliveries of these firms, on either side, of which nobody has made a case. */
export async function listUntold(db: Db, organisationIds: readonly string[]) {
  return await db
    .selectFrom("engagement as e")
    .innerJoin("request as r", "r.id", "e.request_id")
    .innerJoin("provider as p", "p.id", "e.provider_id")
    .innerJoin("organisation as o", "o.id", "e.organisation_id")
    .select(["e.id", "r.title", "o.name as smeName", "p.name as providerName"])
    .where("e.status", "=", "accepted")
    .where(
      sql<boolean>`(e.organisation_id = any(${organisationIds}::uuid[])
        or p.organisation_id = any(${organisationIds}::uuid[]))`,
    )
    .where(sql<boolean>`not exists (select from "case" c where c.engagement_id = e.id)`)
    .orderBy("e.id", "desc")
    .limit(20)
    .execute();
}
