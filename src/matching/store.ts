import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { Facts } from "./rank.ts";
import type { TagCorrection } from "./corrected-tags.ts";
import type { Tag, Written } from "./tags.ts";

export type Profile = {
  solutionId: string;
  lexiconVersion: string;
  tags: readonly Tag[];
  scale: number;
  trades: readonly string[];
};

/** In the place of what an earlier reading left. */
export async function putProfiles(trx: Trx, profiles: readonly Profile[]): Promise<void> {
  if (profiles.length === 0) return;
  const ids = profiles.map(({ solutionId }) => solutionId);
  const all = sql`${JSON.stringify(profiles)}::text::jsonb`;
  await sql`
    insert into solution_profile (solution_id, lexicon_version, tags, scale, trades)
    select * from jsonb_to_recordset(${all})
      as p ("solutionId" uuid, "lexiconVersion" text, tags jsonb, scale real, trades text[])
    on conflict (solution_id) do update set
      lexicon_version = excluded.lexicon_version, tags = excluded.tags, scale = excluded.scale,
      trades = excluded.trades`.execute(trx);
  await sql`delete from solution_tag where solution_id = any(${ids}::uuid[])`.execute(trx);
  await sql`
    insert into solution_tag (solution_id, code, strength)
    select p."solutionId", t.code, t.strength
    from jsonb_to_recordset(${all}) as p ("solutionId" uuid, tags jsonb),
      jsonb_to_recordset(p.tags) as t (code text, strength real)`.execute(trx);
}

/** Takes solutions off the list of the unread, with what is written of them; two readers never take the same. */
export async function takeUnread(trx: Trx, { limit, id }: { limit: number; id?: string }) {
  const { rows } = await sql<Written & { id: string; corrections: TagCorrection[] }>`
    with taken as (
      delete from solution_unread where solution_id in (
        select solution_id from solution_unread
        where ${id ?? null}::uuid is null or solution_id = ${id ?? null}::uuid
        order by solution_id for update skip locked limit ${limit})
      returning solution_id)
    select s.id, s.name, s.summary, s.description, s.pains, s.benefits, s.scenarios, s.scenes,
      coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'wanted', c.wanted) order by c.code)
        from solution_tag_correction c where c.solution_id = s.id), '[]') as corrections
    from solution s join taken on taken.solution_id = s.id`.execute(trx);
  return rows;
}

/** Puts back on the list what another version of the lexicon has read. */
export async function markOutdated(db: Db, lexiconVersion: string): Promise<void> {
  await sql`
    insert into solution_unread
    select solution_id from solution_profile where lexicon_version <> ${lexiconVersion}
    on conflict do nothing`.execute(db);
}

/**
 * Those that meet most of these capabilities together, of the ones that are most about each: `each`
 * says how many of them are looked at.
 */
export async function listTagged(
  db: Db,
  wanted: readonly { code: string; weight: number; each: number }[],
  limit: number,
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select t.solution_id as id
    from unnest(${wanted.map(({ code }) => code)}::text[],
      ${wanted.map(({ weight }) => weight)}::float8[],
      ${wanted.map(({ each }) => each)}::int[]) as wanted (code, weight, each)
    cross join lateral (
      select solution_id, strength from solution_tag
      where code = wanted.code order by strength desc, solution_id limit wanted.each) t
    group by t.solution_id
    order by sum(t.strength * wanted.weight) desc, t.solution_id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What ranking needs to know of these solutions; those that nobody may see are left out. */
export async function listFacts(db: Db, ids: readonly string[]): Promise<Facts[]> {
  // Counted once over all of them: a look for each row would cost more than the rest together.
  const { rows } = await sql<Facts>`
    with one as materialized (
      select s.id, s.name, s.external_key, s.summary, s.category, s.secondary_categories, s.scenes,
        s.industries, s.sizes, s.service_regions, s.one_off_fen, s.yearly_fen, s.deployment,
        v.id as "providerId", v.name as "providerName", v.status as "providerStatus",
        v.region_code as "regionCode", v.listed_at as "listedAt", v.batch_no as "batchNo",
        v.service_regions as everywhere
      from unnest(${ids}::uuid[]) wanted (id)
      join solution s on s.id = wanted.id and s.status = 'published'
      join provider v on v.id = s.provider_id and v.status in ('listed', 'imported', 'suspended')),
    c as (select solution_id, count(*) as verified from "case"
      where solution_id in (select id from one) and status = 'published' and origin = 'engagement'
      group by 1),
    e as (select provider_id, count(*) as accepted from engagement
      where provider_id in (select provider_id from one) and status = 'accepted' group by 1),
    r as (select provider_id, count(*) as ratings, sum(overall) as stars from rating
      where provider_id in (select provider_id from one) group by 1)
    select one.id, one.name, one.external_key as "externalKey", one.summary, one.category,
      one.secondary_categories as "secondaryCategories", one.scenes, one.industries, one.sizes,
      case when one.service_regions = '{}' then one.everywhere else one.service_regions end as "serviceRegions",
      one.one_off_fen as "oneOffFen", one.yearly_fen as "yearlyFen", one.deployment,
      coalesce(p.tags, '[]') as tags, coalesce(p.scale, 0)::float8 as scale,
      coalesce(p.trades, '{}') as trades,
      one."providerId", one."providerName", one."providerStatus", one."regionCode",
      one."listedAt", one."batchNo", coalesce(c.verified, 0)::int as "verifiedCases",
      coalesce(e.accepted, 0)::int as accepted, coalesce(r.ratings, 0)::int as ratings,
      coalesce(r.stars, 0)::float8 as stars
    from one
    left join solution_profile p on p.solution_id = one.id
    left join c on c.solution_id = one.id
    left join e on e.provider_id = one."providerId"
    left join r on r.provider_id = one."providerId"`.execute(db);
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

/** Nothing of whoever has had himself erased meanwhile. */
export async function insertMatchResult(db: Db, given: Result): Promise<string> {
  const { userId } = given;
  const { rows } = await sql<{ id: string }>`
    insert into match_result (user_id, text, needs, result, engine, weights_version, lexicon_version)
    select ${userId}::uuid, ${given.text}, ${JSON.stringify(given.needs)}::text::jsonb,
      ${JSON.stringify(given.result)}::text::jsonb, ${given.engine}, ${given.weightsVersion},
      ${given.lexiconVersion}
    where ${userId}::uuid is null
      or exists (select from "user" where id = ${userId} and erased_at is null for key share)
    returning id`.execute(db);
  const [made] = rows;
  if (!made) throw new AppError("not_signed_in");
  return made.id;
}
