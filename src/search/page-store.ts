import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import type { HitRow } from "./hit.ts";
import { type Asked, met, shown } from "./postgres-store.ts";

type Slice = { now: Date; limit: number; offset: number };

const shownColumns = sql`d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name,
  d.summary, d.imported, d.demo`;

/** A page of what meets the tiers, each thing in the first that it meets. */
export async function listTiers(
  db: Db,
  tiers: readonly Asked[],
  { now, limit, offset }: Slice,
): Promise<HitRow[]> {
  const parts = tiers.flatMap((asked, place) => partsOf(asked, place, offset + limit, now));
  const all = tiers.map(
    (_, place) => sql`select document, tie, ${sql.lit(place)} as tier from ${found(place)}`,
  );
  const { rows } = await sql<HitRow>`
    with ${sql.join(parts)},
    best as (
      select document, tie, min(tier) as tier from (${sql.join(all, sql` union all `)}) found
      group by document, tie order by tier, tie limit ${limit} offset ${offset})
    select ${shownColumns}, d.body
    from best join search_document d on d.id = best.document
    order by best.tier, best.tie
  `.execute(db);
  return rows;
}

const found = (place: number) => sql.ref(`found${place}`);

/**
 * The first of a tier, unless those before it hold enough. A sample holds the first in the order of
 * `tie`: only where it holds too few everything is read.
 */
function partsOf(asked: Asked, place: number, needed: number, now: Date): RawBuilder<unknown>[] {
  const before = Array.from({ length: place }, (_, i) => sql`select document from ${found(i)}`);
  const isWanted =
    place === 0
      ? sql`true`
      : sql`(select count(*) from (${sql.join(before, sql` union `)}) before) < ${needed}`;
  // The index on `tie` would be walked to its end where few or none are met.
  const first = (level: number, where: RawBuilder<unknown>) => sql`
    (select document, tie from search_entry
      where ${met({ ...asked, level })} and ${shown(now)} and ${where}
      order by tie + 0 limit ${needed})`;
  if (asked.level === 0) return [sql`${found(place)} as materialized ${first(0, isWanted)}`];
  const sample = sql.ref(`sample${place}`);
  const isShort = sql`(select count(*) from ${sample}) < ${needed}`;
  return [
    sql`${sample} as materialized ${first(asked.level, isWanted)}`,
    sql`${found(place)} as materialized (
      select * from ${sample} union ${first(0, sql`${isWanted} and ${isShort}`)})`,
  ];
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
