import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { DocumentKey, Kind } from "./engine.ts";
import type { HitRow, RowsOf } from "./hit.ts";
import { type Asked, meets, met, shown, tierOf } from "./postgres-store.ts";

type Slice = { now: Date; limit: number; offset: number };

const shownColumns = sql`d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name,
  d.summary, d.imported, d.demo`;

/**
 * A page of what meets the tiers, each thing in the first that it meets. They are gone through one by
 * one until the page is full: to plan a part of the statement for each takes longer than to look. A
 * sample holds the first in the order of `tie`; where it holds too few everything is looked at.
 */
export async function listTiers(
  db: Db,
  tiers: readonly Asked[],
  { now, limit, offset }: Slice,
): Promise<HitRow[]> {
  const needed = offset + limit;
  const places = Math.max(...tiers.map(({ queries }) => queries.length));
  const queries = Array.from({ length: places }, (_, i) => sql.ref(`query${i}`));
  // To ask for the same thing twice costs nothing.
  const asked = queries.map((_, i) => tiers.map((tier) => tier.queries[i] ?? tier.queries[0]));
  const levels = tiers.map(({ level }) => level);
  const first = (level: number, isWanted: RawBuilder<unknown>) => sql`
    (select document, tie from search_entry
      where ${isWanted} and ${meets(queries, level)} and ${shown(now)}
      order by tie + 0 limit ${needed})`;
  const samples = [...new Set(levels)]
    .filter((level) => level > 0)
    .map((level) => first(level, sql`level = ${sql.lit(level)}`));
  const { rows } = await sql<HitRow>`
    with recursive asked as materialized (
      select place, level, ${sql.join(queries.map((query) => sql`${query}::tsquery`))}
      from unnest(${levels}::int[], ${sql.join(asked.map((one) => sql`${one}::text[]`))})
        with ordinality asked (level, ${sql.join(queries)}, place)),
    walk as (
      select 0::bigint as tier, ${none} as seen, ${none} as documents, ${none} as ties
      union all
      select place, seen || found.documents, found.documents, found.ties
      from walk join asked on place = tier + 1
      cross join lateral (${gathered(samples)}) sample
      cross join lateral (${gathered([
        sql`(select * from unnest(sample.documents, sample.ties) sample (document, tie))`,
        first(0, sql`cardinality(sample.documents) < ${needed}`),
      ])}) found
      where (select count(distinct document) from unnest(seen) document) < ${needed}),
    best as (
      select document, tie, min(tier) as tier
      from walk cross join lateral unnest(documents, ties) found (document, tie)
      group by document, tie order by tier, tie limit ${limit} offset ${offset})
    select ${shownColumns}, d.body
    from best join search_document d on d.id = best.document
    order by best.tier, best.tie
  `.execute(db);
  return rows;
}

/** What is found, whatever is chosen, and the patterns of what is chosen. */
type Few = { tsquery: string; patterns: readonly string[] };

/**
 * A page of few: each is read once and put into the first of the tiers that holds it, in whose order
 * they are as `listTiers` has them. What is chosen is told from the rows: in the index it has long lists.
 */
export async function listFew(
  db: Db,
  { tsquery, patterns }: Few,
  insides: readonly string[],
  { now, limit, offset }: Slice,
): Promise<HitRow[]> {
  const chosen = patterns.map((pattern) => sql`facets ~ ${pattern}`);
  const { rows } = await sql<HitRow>`
    with few as materialized (
      select document, tie, strip(vector) as terms from search_entry
      where ${sql.join([met({ queries: [tsquery], level: 0 }), ...chosen, shown(now)], sql` and `)}),
    best as (
      select document, tie, ${tierOf(insides)} as tier
      from few order by tier, tie limit ${limit} offset ${offset})
    select ${shownColumns}, d.body
    from best join search_document d on d.id = best.document
    order by best.tier, best.tie
  `.execute(db);
  return rows;
}

const none = sql`'{}'::bigint[]`;

function gathered(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  if (parts.length === 0) return sql`select ${none} as documents, ${none} as ties`;
  return sql`
    select coalesce(array_agg(document), ${none}) as documents, coalesce(array_agg(tie), ${none}) as ties
    from (${sql.join(parts, sql` union all `)}) part`;
}

/** Of everything that meets the query, in an order that nobody can choose. */
export async function listAnyHits(
  db: Db,
  asked: Slice & { queries: readonly string[]; kinds: readonly Kind[] },
): Promise<HitRow[]> {
  const { queries, kinds, now, limit, offset } = asked;
  const { rows } = await sql<HitRow>`
    select ${shownColumns}, '' as body
    from (
      select document, tie from search_entry
      where ${met({ queries, level: 0 })} and kind = any(${[...kinds]}::text[]) and ${shown(now)}
      order by tie limit ${limit} offset ${offset}) entry
    join search_document d on d.id = entry.document
    order by entry.tie
  `.execute(db);
  return rows;
}

/** These documents, in this order; what is gone meanwhile is left out. */
export async function listHits(
  db: Db,
  documents: readonly number[],
  { withBody }: { withBody: boolean },
): Promise<HitRow[]> {
  if (documents.length === 0) return [];
  const { rows } = await sql<HitRow>`
    select ${shownColumns}, ${withBody ? sql`d.body` : sql`''`} as body
    from unnest(${[...documents]}::bigint[]) with ordinality asked (document, place)
    join search_document d on d.id = asked.document
    order by place
  `.execute(db);
  return rows;
}

export function rowsIn(db: Db): RowsOf {
  return async (keys, now) => {
    if (keys.length === 0) return [];
    const { rows } = await sql<HitRow>`
      select ${shownColumns}, d.body from ${visible(keys, now)} order by place
    `.execute(db);
    return rows;
  };
}

function visible(keys: readonly DocumentKey[], now: Date): RawBuilder<unknown> {
  const [kindsOf, ids] = [keys.map(({ kind }) => kind), keys.map(({ id }) => id)];
  return sql`
    unnest(${kindsOf}::text[], ${ids}::uuid[]) with ordinality asked (kind, thing_id, place)
    join search_document d
      on (d.kind, d.thing_id) = (asked.kind, asked.thing_id) and ${shown(now)}`;
}
