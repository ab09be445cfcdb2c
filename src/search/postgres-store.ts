import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { DocumentRow } from "./document-row.ts";
import type { DocumentKey, Kind, KeyVersion } from "./engine.ts";
import type { Group } from "./facets.ts";
import type { HitRow } from "./hit.ts";
import type { Named } from "./mend.ts";
import type { Prefix } from "./suggest.ts";

/** Nobody counts further: a page says "more than". */
export const countedAtMost = 10_000;
/** So many are ranked for a query; the rest follows in the order of `tie`. */
const rankedAtMost = 300;

export const shown = (now: Date) => sql`(hidden_until is null or hidden_until <= ${now})`;

/** What is to be met in the index, or, for those who only look around, which kinds of things. */
export type Where = { tsquery: string } | { kinds: readonly Kind[] };

function met(where: Where): RawBuilder<boolean> {
  return "tsquery" in where
    ? sql<boolean>`search_terms(vector) @@ ${where.tsquery}::tsquery`
    : sql<boolean>`kind = any(${[...where.kinds]}::text[])`;
}

export async function hasHit(db: Db, tsquery: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search_document where search_terms(vector) @@ ${tsquery}::tsquery and ${shown(now)} limit 1
  `.execute(db);
  return rows.length > 0;
}

/** Documents of equal facets together, of the first ten thousand and one. */
export async function countGroups(db: Db, where: Where, now: Date): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select facets, count(*)::int as documents
    from (
      select facets from search_document
      where ${met(where)} and ${shown(now)}
      limit ${countedAtMost + 1}
    ) hit
    group by facets
  `.execute(db);
  return rows;
}

type Ranking = {
  /** What must be met, and what of it stands in the head: those come first where not all are ranked. */
  tsquery: string;
  head: string;
  /** As it was typed, which is better than any other spelling. */
  literal: string;
  rank: string;
  /** The words as they would stand in a name. */
  words: { unit: number; word: string }[];
  now: Date;
  limit: number;
  offset: number;
};

export async function listHits(db: Db, ranking: Ranking): Promise<HitRow[]> {
  const { tsquery, head, literal, rank, words, now, limit, offset } = ranking;
  const deep = offset + limit > rankedAtMost;
  // `tie + 0`: walking the index on `tie` would fetch the vector of every row on the way.
  const scored = sql`
    select kind, thing_id,
      ts_rank('{0.02,0.12,0.5,1}', vector, ${rank}::tsquery) + ${nameScore(words)}
        + case when vector @@ ${literal}::tsquery then 0.4 else 0 end as score
    from search_document join (
      (select kind, thing_id from search_document
        where search_terms(vector) @@ ${head}::tsquery and ${shown(now)} order by tie + 0 limit ${rankedAtMost})
      union
      (select kind, thing_id from search_document where ${literal !== tsquery}
        and search_terms(vector) @@ ${literal}::tsquery and ${shown(now)} order by tie + 0 limit ${rankedAtMost})
      union
      (select kind, thing_id from search_document
        where search_terms(vector) @@ ${tsquery}::tsquery and ${shown(now)} order by tie + 0 limit ${rankedAtMost})
    ) pool using (kind, thing_id)`;
  const { rows } = await sql<HitRow>`
    select d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name, d.summary,
      d.body, d.imported, d.demo
    from search_document d ${deep ? sql`left` : sql`inner`} join (${scored}) s using (kind, thing_id)
    where ${deep ? sql`search_terms(vector) @@ ${tsquery}::tsquery and ${shown(now)}` : sql`true`}
    order by s.score desc nulls last, d.tie
    limit ${limit} offset ${offset}
  `.execute(db);
  return rows;
}

/** A name that is, begins with or holds the words is what was meant, in whichever spelling. */
function nameScore(words: Ranking["words"]): RawBuilder<number> {
  const texts = words.map(({ word }) => word);
  const units = words.map(({ unit }) => unit);
  return sql<number>`coalesce((
    select avg(best) from (
      select max(
        case when position('|' || w || '|' in names) > 0 then 1.5
          when position('|' || w in names) > 0 then 0.8
          when position(w in names) > 0 then 0.5
          else 0 end
        + case when position(w in name_key) > 0 then 0.5 else 0 end) as best
      from unnest(${texts}::text[], ${units}::int[]) named (w, unit) group by unit
    ) by_unit), 0)`;
}

/** Everything, in an order that nobody can choose. */
export async function listAnyHits(
  db: Db,
  { where, now, limit, offset }: Pick<Ranking, "now" | "limit" | "offset"> & { where: Where },
): Promise<HitRow[]> {
  const { rows } = await sql<HitRow>`
    select kind, thing_id, external_key, name, provider_id, provider_name, summary, '' as body,
      imported, demo
    from search_document
    where ${met(where)} and ${shown(now)}
    order by tie limit ${limit} offset ${offset}
  `.execute(db);
  return rows;
}

/** Names that may be meant, alike ones once; `sound` is a pattern that their syllables must meet. */
export async function listNames(
  db: Db,
  { tsquery, sound, contains }: { tsquery: string; sound: string; contains: string },
  now: Date,
): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select names, syllables, count(*)::int as documents
    from (
      select names, syllables from search_document
      where search_terms(vector) @@ ${tsquery}::tsquery and position(${contains} in syllables) > 0
        and syllables ~ ${sound} and ${shown(now)} limit 2000
    ) found
    group by names, syllables order by documents desc limit 200
  `.execute(db);
  return rows;
}

/** One transaction's worth of documents. An older version leaves a newer as it is. */
export async function upsertRows(trx: Trx, rows: readonly DocumentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into search_document (kind, thing_id, version, external_key, name, provider_id,
      provider_name, summary, body, imported, demo, name_key, names, syllables, pinyin_key,
      initials_key, facets, vector, hidden_until, tie)
    select kind, thing_id, version, external_key, name, provider_id, provider_name, summary, body,
      imported, demo, name_key, names, syllables, pinyin_key, initials_key, facets,
      vector::tsvector, hidden_until, hashtextextended(thing_id::text, 7)
    from jsonb_to_recordset(${rows}::jsonb) as r (kind text, thing_id uuid, version bigint,
      external_key text, name text, provider_id uuid, provider_name text, summary text, body text,
      imported boolean, demo boolean, name_key text, names text, syllables text, pinyin_key text,
      initials_key text, facets text, vector text, hidden_until timestamptz)
    on conflict (kind, thing_id) do update set
      version = excluded.version, external_key = excluded.external_key, name = excluded.name,
      provider_id = excluded.provider_id, provider_name = excluded.provider_name,
      summary = excluded.summary, body = excluded.body, imported = excluded.imported,
      demo = excluded.demo, name_key = excluded.name_key, names = excluded.names,
      syllables = excluded.syllables, pinyin_key = excluded.pinyin_key,
      initials_key = excluded.initials_key, facets = excluded.facets, vector = excluded.vector,
      hidden_until = excluded.hidden_until, indexed_at = clock_timestamp()
    where excluded.version >= search_document.version
  `.execute(trx);
}

export async function deleteRows(trx: Trx, keys: readonly DocumentKey[]): Promise<void> {
  for (const [kind, same] of Map.groupBy(keys, (key) => key.kind))
    await trx
      .deleteFrom("search_document")
      .where("kind", "=", kind)
      .where(sql<boolean>`thing_id = any(${same.map(({ id }) => id)}::uuid[])`)
      .execute();
}

export async function databaseTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
  return rows[0]?.at ?? new Date(0);
}

/** Marks what a rebuild has seen, whether or not it was newer than the row. */
export async function touchRows(trx: Trx, rows: readonly DocumentRow[]): Promise<void> {
  for (const [kind, same] of Map.groupBy(rows, (row) => row.kind))
    await trx
      .updateTable("search_document")
      .set({ indexed_at: sql`clock_timestamp()` })
      .where("kind", "=", kind)
      .where(sql<boolean>`thing_id = any(${same.map((row) => row.thing_id)}::uuid[])`)
      .execute();
}

export async function deleteUnseen(trx: Trx, since: Date): Promise<void> {
  await trx.deleteFrom("search_document").where("indexed_at", "<", since).execute();
}

export async function listVersions(db: Db, after: DocumentKey | null): Promise<KeyVersion[]> {
  const { rows } = await sql<KeyVersion>`
    select kind, thing_id as id, version from search_document
    where (kind, thing_id) > (${after?.kind ?? ""}, ${after?.id ?? "00000000-0000-0000-0000-000000000000"}::uuid)
    order by kind, thing_id limit 1000
  `.execute(db);
  return rows;
}

export async function countDocuments(db: Db): Promise<number> {
  const { rows } = await sql<{ documents: number }>`
    select count(*)::int as documents from search_document
  `.execute(db);
  return rows[0]?.documents ?? 0;
}

type Named3 = { kind: Kind; thing_id: string; name: string };

/** Names that begin with what was typed, as it stands, in pinyin or in initials; then those that hold it. */
export async function listByPrefix(
  db: Db,
  { letters, tsquery, now, limit, ...typed }: Prefix,
): Promise<Named3[]> {
  const key = typed.key.replaceAll(/[\\%_]/gu, String.raw`\$&`);
  const begins = (column: RawBuilder<unknown>, prefix: string) => sql`
    (select kind, thing_id, name, provider_id, 1 as place from search_document
      where ${prefix} <> '' and ${column} like ${`${prefix}%`} and kind <> 'case' and ${shown(now)}
      order by ${column} limit ${limit * 2})`;
  const { rows } = await sql<Named3>`
    select kind, thing_id, name
    from (
      select distinct on (kind, thing_id) kind, thing_id, name, place
      from (
        ${begins(sql`name_key`, key)}
        union all ${begins(sql`pinyin_key`, letters)}
        union all ${begins(sql`initials_key`, letters)}
        union all
        (select kind, thing_id, name, provider_id, 2 from search_document
          where search_terms(vector) @@ ${tsquery}::tsquery and kind <> 'case' and ${shown(now)} limit 50)
      ) found
      order by kind, thing_id, place
    ) named
    order by place, (kind = 'provider') desc, length(name), thing_id
    limit ${limit}
  `.execute(db);
  return rows;
}
