import { sql } from "kysely";
import type { Db, NewRow, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import { AppError } from "../errors.ts";
import type { ListedProvider, Provider, ProviderQuery } from "./schema.ts";

/** A suspension ends by itself: whoever reads later than its end sees the firm as it was. */
export function standing(now: Date) {
  return sql<ListedProvider["status"]>`case
    when p.status <> 'suspended' or p.suspended_until is null or p.suspended_until > ${now} then p.status
    when p.listed_at is null then 'imported' else 'listed' end`;
}

const solutionCount = sql<number>`(select count(*)::int from solution s
  where s.provider_id = p.id and s.status = 'published')`;
const caseCount = sql<number>`(select count(*)::int from "case" c
  where c.provider_id = p.id and c.status = 'published')`;

/** The visible ones, oldest first: ids are UUIDv7. */
export async function listProviders(
  db: Db,
  { region, status, after, limit }: ProviderQuery,
  now: Date,
): Promise<{ items: ListedProvider[]; next: string | null }> {
  let query = db
    .selectFrom("provider as p")
    .select(["p.id", "p.external_key as externalKey", "p.name", "p.legal_name as legalName"])
    .select(["p.region_code as regionCode", "p.service_regions as serviceRegions", "p.intro"])
    .select(["p.demo", standing(now).as("status")])
    .select([solutionCount.as("solutions"), caseCount.as("cases")])
    .where(sql<boolean>`${standing(now)} in ('imported', 'listed')`);
  if (status) query = query.where(sql<boolean>`${standing(now)} = ${status}`);
  if (region) query = query.where(within("p.region_code", region));
  if (after) query = query.where("p.id", ">", after);
  const rows = await query
    .orderBy("p.id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

/** Who once stood here and is suspended is still shown, with the reason; who left or never came is not. */
export async function getProvider(db: Db, id: string, now: Date): Promise<Provider> {
  const found = await db
    .selectFrom("provider as p")
    .leftJoin("organisation as authority", "authority.id", "p.listed_by")
    .select(["p.id", "p.external_key as externalKey", "p.name", "p.legal_name as legalName"])
    .select(["p.region_code as regionCode", "p.service_regions as serviceRegions", "p.intro"])
    .select(["p.demo", "p.uscc", "p.strengths", "p.website_url as websiteUrl", "p.headcount"])
    .select(["p.founded_year as foundedYear", "p.sources", "p.batch_no as batchNo"])
    .select(["authority.name as listedBy", "p.listed_at as listedAt"])
    .select(["p.valid_until as validUntil", "p.suspended_reason as suspendedReason"])
    .select(["p.suspended_until as suspendedUntil", standing(now).as("status")])
    .select([solutionCount.as("solutions"), caseCount.as("cases")])
    .select(
      sql<number>`(select count(*)::int from "case" c where c.provider_id = p.id
        and c.status = 'published' and c.origin = 'engagement')`.as("verifiedCases"),
    )
    .select(
      sql<Provider["rating"]>`(select jsonb_build_object('average', round(avg(r.overall), 1),
        'count', count(*)) from rating r where r.provider_id = p.id)`.as("rating"),
    )
    .where("p.id", "=", id)
    .where("p.status", "in", ["imported", "listed", "suspended"])
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  const suspended = found.status === "suspended";
  return {
    ...found,
    listedAt: found.listedAt?.toISOString() ?? null,
    suspendedReason: suspended ? found.suspendedReason : null,
    suspendedUntil: suspended ? (found.suspendedUntil?.toISOString() ?? null) : null,
  };
}

export type ProviderRating = {
  id: string;
  overall: number;
  text: string;
  reply: string | null;
  at: Date;
};

/** The newest ones; who rated stays unnamed. */
export async function listRatings(db: Db, providerId: string): Promise<ProviderRating[]> {
  return await db
    .selectFrom("rating")
    .select(["id", "overall", "text", "reply", "at"])
    .where("provider_id", "=", providerId)
    .orderBy("id", "desc")
    .limit(10)
    .execute();
}

/** Whoever inserts writes the audit event and calls `indexProviders` in the same transaction. */
export async function insertProvider(trx: Trx, values: NewRow<"provider">): Promise<string> {
  const made = await trx
    .insertInto("provider")
    .values(values)
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}
