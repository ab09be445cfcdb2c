import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import { isListedNow } from "../providers/listed-store.ts";

export async function belongsTo(db: Db, solutionId: string, providerId: string): Promise<boolean> {
  const found = await db
    .selectFrom("solution")
    .select("id")
    .where("id", "=", solutionId)
    .where("provider_id", "=", providerId)
    .executeTakeFirst();
  return found !== undefined;
}

function selectOwn(db: Db) {
  return db
    .selectFrom("solution as s")
    .select(["s.id", "s.provider_id as providerId", "s.status", "s.name", "s.category"])
    .select(["s.secondary_categories as secondaryCategories", "s.scenes", "s.industries"])
    .select(["s.sizes", "s.service_regions as serviceRegions", "s.summary", "s.description"])
    .select(["s.pains", "s.benefits", "s.scenarios", "s.deployment"])
    .select(["s.one_off_fen as oneOffFen", "s.yearly_fen as yearlyFen"])
    .select(["s.price_note as priceNote", "s.trial_days as trialDays"])
    .select(["s.weeks_to_start as weeksToStart", "s.data_promise as dataPromise"])
    .select(["s.support_promise as supportPromise", "s.published_at as publishedAt"])
    .select(["s.withdrawn_reason as withdrawnReason", "s.updated_at as updatedAt", "s.version"]);
}
export type OwnSolutionRow = Awaited<ReturnType<typeof listOwnSolutions>>[number];

/** All of one provider, in whatever state. */
export async function listOwnSolutions(db: Db, providerId: string) {
  return await selectOwn(db)
    .where("s.provider_id", "=", providerId)
    .orderBy("s.id")
    .limit(1000)
    .execute();
}

export async function findOwnSolution(db: Db, providerId: string, id: string) {
  return await selectOwn(db)
    .where("s.provider_id", "=", providerId)
    .where("s.id", "=", id)
    .executeTakeFirst();
}

export async function lockSolution(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("solution")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

export async function findProviderStatus(db: Db, providerId: string) {
  return await db
    .selectFrom("provider")
    .select("status")
    .where("id", "=", providerId)
    .executeTakeFirst();
}

/** Held until the transaction ends, as strongly as indexing will: a weaker lock could only be raised by one of two. */
export async function lockProviderStatus(trx: Trx, providerId: string) {
  return await trx
    .selectFrom("provider")
    .select(
      sql<State<"provider">>`case when ${isListedNow} then 'listed' else status end`.as("status"),
    )
    .where("id", "=", providerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export async function listVersions(db: Db, solutionId: string) {
  return await db
    .selectFrom("solution_version")
    .select(["version", "at", "content"])
    .where("solution_id", "=", solutionId)
    .orderBy("version", "desc")
    .limit(200)
    .execute();
}

/** What a provider may offer with a proposal. */
export async function listOwnPublished(db: Db, providerId: string) {
  return await db
    .selectFrom("solution")
    .select(["id", "name"])
    .where("provider_id", "=", providerId)
    .where("status", "=", "published")
    .orderBy("name")
    .orderBy("id")
    .execute();
}
