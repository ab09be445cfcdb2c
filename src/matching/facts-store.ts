import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Facts } from "./facts.ts";
import type { Tag } from "./tags.ts";

/** Lists of codes, in the order in which they stand in one text. */
const lists = [
  "secondaryCategories",
  "scenes",
  "industries",
  "sizes",
  "serviceRegions",
  "deployment",
  "trades",
] as const;
type Lists = Pick<Facts, (typeof lists)[number]>;
type Row = Omit<Facts, keyof Lists | "tags"> & { lists: string; tagLine: string };

/** A capability, how much it counts, and how many of those that are most about it are looked at. */
export type Counted = { code: string; weight: number; each: number };

export const mostTagged = 100;

/**
 * What ranking needs to know of the solutions that meet most of what is wanted together, and of
 * those named besides; those that nobody may see are left out.
 */
export async function listFacts(
  db: Db,
  wanted: readonly Counted[],
  also: readonly string[],
  now: Date,
): Promise<Facts[]> {
  // Counted once over all of them: a look for each row would cost more than the rest together.
  // Lists are sent as one text, and so are the tags: a column for each costs three times as much to read.
  const { rows } = await sql<Row>`
    with tagged as (
      select t.solution_id as id
      from unnest(${wanted.map(({ code }) => code)}::text[],
        ${wanted.map(({ weight }) => weight)}::float8[],
        ${wanted.map(({ each }) => each)}::int[]) as wanted (code, weight, each)
      cross join lateral (
        select solution_id, strength from solution_tag
        where code = wanted.code
        order by strength desc, uuid_hash(solution_id) limit wanted.each) t
      group by t.solution_id
      order by sum(t.strength * wanted.weight) desc, uuid_hash(t.solution_id) limit ${sql.lit(mostTagged)}),
    found as materialized (select id from tagged union select unnest(${also}::uuid[])),
    one as materialized (
      select s.id, s.name, s.external_key, s.summary, s.category, s.secondary_categories, s.scenes,
        s.industries, s.sizes, s.service_regions, s.one_off_fen, s.yearly_fen, s.deployment,
        v.id as "providerId", v.name as "providerName", v.status as "providerStatus",
        v.region_code as "regionCode", v.listed_at as "listedAt", v.batch_no as "batchNo",
        v.service_regions as everywhere
      from found join solution s on s.id = found.id and s.status = 'published'
      join provider v on v.id = s.provider_id and v.status in ('listed', 'imported', 'suspended')),
    c as (select solution_id, count(*) as verified, max(published_at) as latest from "case"
      where solution_id in (select id from one) and status = 'published' and origin = 'engagement'
      group by 1),
    ${recordOf(now)}
    select one.id, one.name, one.external_key as "externalKey", one.summary, one.category,
      concat_ws('|', array_to_string(one.secondary_categories, ','), array_to_string(one.scenes, ','),
        array_to_string(one.industries, ','), array_to_string(one.sizes, ','),
        array_to_string(case when one.service_regions = '{}' then one.everywhere else one.service_regions end, ','),
        array_to_string(one.deployment, ','), coalesce(array_to_string(p.trades, ','), '')) as lists,
      one.one_off_fen as "oneOffFen", one.yearly_fen as "yearlyFen",
      coalesce(p.tag_line, '') as "tagLine", coalesce(p.scale, 0)::float8 as scale,
      one."providerId", one."providerName", one."providerStatus", one."regionCode",
      one."listedAt", one."batchNo", coalesce(c.verified, 0)::int as "verifiedCases",
      record.accepted::int as accepted, record.lately::int as lately,
      record."inHand"::int as "inHand", record.ratings::int as ratings,
      extract(epoch from ${now}::timestamptz - greatest(record.latest, c.latest))::int / 86400
        as "evidenceDays",
      coalesce(record.stars, 0)::float8 as stars
    from one
    left join solution_profile p on p.solution_id = one.id
    left join c on c.solution_id = one.id
    join record on record.id = one."providerId"`.execute(db);
  return rows.map(factsOf);
}

function factsOf(row: Row): Facts {
  const parts = row.lists.split("|");
  const at = (name: keyof Lists) => codesIn(parts[lists.indexOf(name)]);
  // Filled in and not copied: of a hundred rows with twenty fields that is worth it.
  return Object.assign(row, {
    secondaryCategories: at("secondaryCategories"),
    scenes: at("scenes"),
    industries: at("industries"),
    sizes: at("sizes"),
    serviceRegions: at("serviceRegions"),
    deployment: at("deployment"),
    trades: at("trades"),
    tags: codesIn(row.tagLine).map(tagOf),
  });
}

function codesIn(text = ""): string[] {
  return text === "" ? [] : text.split(",");
}

function tagOf(text: string): Tag {
  const colon = text.indexOf(":");
  return { code: text.slice(0, colon), strength: Number(text.slice(colon + 1)) };
}

/** What the providers of `one` have done and have in hand: whoever joined them could as well count those of all. */
function recordOf(now: Date): RawBuilder<unknown> {
  return sql`record as materialized (
    select p.id, e.accepted, e.lately, e."inHand", e.latest, r.ratings, r.stars
    from (select distinct "providerId" as id from one) p
    cross join lateral (
      select count(*) filter (where status = 'accepted') as accepted,
        count(*) filter (where accepted_at > ${now}::timestamptz - interval '365 days') as lately,
        count(*) filter (where status in ('agreed', 'in_delivery')) as "inHand",
        max(accepted_at) as latest
      from engagement
      where provider_id = p.id and status in ('agreed', 'in_delivery', 'accepted')) e
    cross join lateral (select count(*) as ratings, sum(overall) as stars from rating
      where provider_id = p.id) r)`;
}
