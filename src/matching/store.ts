import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { JsonValue } from "../db/types.ts";
import type { Facts } from "./rank.ts";
import type { Tag } from "./tags.ts";

export type Profile = { lexiconVersion: string; tags: Tag[]; scale: number };

/** Written with the solution, in its transaction. */
export async function putProfile(trx: Trx, solutionId: string, profile: Profile): Promise<void> {
  const row = {
    lexicon_version: profile.lexiconVersion,
    tags: sql<JsonValue>`${JSON.stringify(profile.tags)}::text::jsonb`,
    scale: profile.scale,
  };
  await trx
    .insertInto("solution_profile")
    .values({ solution_id: solutionId, ...row })
    .onConflict((oc) => oc.column("solution_id").doUpdateSet(row))
    .execute();
  await trx.deleteFrom("solution_tag").where("solution_id", "=", solutionId).execute();
  if (profile.tags.length === 0) return;
  const tags = profile.tags.map((tag) => ({ ...tag, solution_id: solutionId }));
  await trx.insertInto("solution_tag").values(tags).execute();
}

/** Solutions whose profile another version of the lexicon made, oldest id first. */
export async function listUnread(db: Db, lexiconVersion: string, after: string, limit: number) {
  return await db
    .selectFrom("solution as s")
    .leftJoin("solution_profile as p", "p.solution_id", "s.id")
    .select([
      "s.id",
      "s.name",
      "s.summary",
      "s.description",
      "s.pains",
      "s.benefits",
      "s.scenarios",
    ])
    .where("s.id", ">", after)
    .where((eb) =>
      eb.or([eb("p.lexicon_version", "is", null), eb("p.lexicon_version", "<>", lexiconVersion)]),
    )
    .orderBy("s.id")
    .limit(limit)
    .execute();
}

export async function findWritten(db: Db, solutionId: string) {
  return await db
    .selectFrom("solution")
    .select(["name", "summary", "description", "pains", "benefits", "scenarios"])
    .where("id", "=", solutionId)
    .executeTakeFirst();
}

/** Those that are most about each of these capabilities, so many of each. */
export async function listTagged(
  db: Db,
  codes: readonly string[],
  each: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct t.solution_id as id
    from unnest(${codes}::text[]) as wanted (code)
    cross join lateral (
      select solution_id from solution_tag
      where code = wanted.code order by strength desc, solution_id limit ${each}) t`.execute(db);
  return rows.map(({ id }) => id);
}

/** What ranking needs to know of these solutions; those that nobody may see are left out. */
export async function listFacts(db: Db, ids: readonly string[]): Promise<Facts[]> {
  const { rows } = await sql<Facts>`
    select s.id, s.name, s.external_key as "externalKey", s.summary, s.category,
      s.secondary_categories as "secondaryCategories", s.scenes, s.industries, s.sizes,
      case when s.service_regions = '{}' then v.service_regions else s.service_regions end as "serviceRegions",
      s.one_off_fen as "oneOffFen", s.yearly_fen as "yearlyFen", s.deployment,
      coalesce(p.tags, '[]') as tags, coalesce(p.scale, 0)::float8 as scale,
      v.id as "providerId", v.name as "providerName", v.status as "providerStatus",
      v.region_code as "regionCode", v.listed_at as "listedAt", v.batch_no as "batchNo",
      coalesce(c.verified, 0)::int as "verifiedCases", coalesce(e.accepted, 0)::int as accepted,
      coalesce(r.ratings, 0)::int as ratings, coalesce(r.stars, 0)::float8 as stars
    from solution s
    join provider v on v.id = s.provider_id
    left join solution_profile p on p.solution_id = s.id
    left join lateral (select count(*) as verified from "case" c
      where c.solution_id = s.id and c.status = 'published' and c.origin = 'engagement') c on true
    left join lateral (select count(*) as accepted from engagement e
      where e.provider_id = v.id and e.status = 'accepted') e on true
    left join lateral (select count(*) as ratings, sum(r.overall) as stars from rating r
      where r.provider_id = v.id) r on true
    where s.id = any(${ids}::uuid[]) and s.status = 'published'
      and v.status in ('listed', 'imported', 'suspended')`.execute(db);
  return rows;
}

type Result = {
  userId: string | null;
  text: string;
  needs: object;
  result: object;
  engine: string;
  weightsVersion: string;
  lexiconVersion: string;
};

export async function insertMatchResult(db: Db, given: Result): Promise<string> {
  const made = await db
    .insertInto("match_result")
    .values({
      user_id: given.userId,
      text: given.text,
      needs: sql<JsonValue>`${JSON.stringify(given.needs)}::text::jsonb`,
      result: sql<JsonValue>`${JSON.stringify(given.result)}::text::jsonb`,
      engine: given.engine,
      weights_version: given.weightsVersion,
      lexicon_version: given.lexiconVersion,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

/** A list as it was shown; only to the person it was made for, an anonymous one to nobody. */
export async function findMatchResult(db: Db, id: string, userId: string) {
  return await db
    .selectFrom("match_result")
    .select(["id", "text", "needs", "result", "engine", "weights_version as weightsVersion"])
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
}
