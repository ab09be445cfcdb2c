import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { DocumentRow } from "./document-row.ts";
import { countedAtMost, type DocumentKey, type KeyVersion } from "./engine.ts";
import { insertFacets } from "./facet-code-store.ts";
import type { FacetLists } from "./facet-lists.ts";
import type { Named } from "./mend.ts";
import { tieBits } from "./tie.ts";

export const shown = (now: Date, until: RawBuilder<unknown> = sql.ref("hidden_until")) =>
  sql`(${until} is null or ${until} <= ${now})`;

/** All of these queries, within the sample of that level; 0 is everything. */
export type Asked = { queries: readonly string[]; level: number };

/** What meets it, so everything where nothing is asked. */
export function met({ queries, level }: Asked): RawBuilder<boolean> {
  return meets(
    queries.map((query) => sql`${query}::tsquery`),
    level,
  );
}

export function meets(queries: readonly RawBuilder<unknown>[], level: number): RawBuilder<boolean> {
  const quals = queries.map((query) => sql`search_terms(vector) @@ ${query}`);
  // Not a parameter: the planner has to see which index holds the sample.
  if (level > 0) quals.push(sql`sample >= ${sql.lit(level)}`);
  return quals.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(quals, sql` and `)})`;
}

/** The place of the first that the `terms` meet, behind all others where they meet none. */
export function tierOf(insides: readonly string[]): RawBuilder<number> {
  if (insides.length === 0) return sql.lit(0);
  const tiers = insides.map(
    (inside, place) => sql`when terms @@ ${inside}::tsquery then ${sql.lit(place)}`,
  );
  return sql<number>`case ${sql.join(tiers, sql` `)} else ${sql.lit(insides.length)} end`;
}

/**
 * What meets it, by the index always: who knows the query and wants few rows would rather read the
 * table from its start, and to its end where there are none.
 */
export function indexed(tsquery: string): RawBuilder<boolean> {
  return sql<boolean>`search_terms(vector) @@ (select ${tsquery}::tsquery)`;
}

export async function hasHit(db: Db, tsquery: string, now: Date): Promise<boolean> {
  // Planned as if all were wanted: for a single one the table's first rows would look cheaper than the index.
  const { rows } = await sql`
    with hit as materialized (
      select 1 from search_entry where ${indexed(tsquery)} and ${shown(now)})
    select 1 from hit limit 1
  `.execute(db);
  return rows.length > 0;
}

export async function hasHidden(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search_entry where hidden_until > ${now} limit 1
  `.execute(db);
  return rows.length > 0;
}

/** The facets of the first ten thousand and one. */
export async function listFacets(
  db: Db,
  asked: Asked,
  now: Date,
): Promise<{ lists: FacetLists; documents: number }> {
  const { rows } = await sql<{ lists: string; documents: number }>`
    select coalesce(string_agg(facets, E'\\n'), '') as lists, count(*)::int as documents
    from (
      select facets from search_entry
      where ${met(asked)} and ${shown(now)}
      limit ${countedAtMost + 1}
    ) hit
  `.execute(db);
  return rows[0] ?? { lists: "", documents: 0 };
}

/** Names that may be meant, alike ones once; `sound` is a pattern that their syllables must meet. */
export async function listNames(
  db: Db,
  { tsquery, sound, contains }: { tsquery: string; sound: string; contains: string },
  now: Date,
): Promise<Named[]> {
  // Two syllables in a row are far rarer than their initials.
  const likely = contains.includes(" ")
    ? sql`search_sounds(syllables) @> search_sounds(${contains})`
    : indexed(tsquery);
  const { rows } = await sql<Named>`
    select names, syllables, count(*)::int as documents
    from (
      select names, syllables
      from search_document d join search_entry e on e.document = d.id
      where ${likely} and position(${contains} in syllables) > 0
        and syllables ~ ${sound} and ${shown(now, sql.ref("e.hidden_until"))} limit 2000
    ) found
    group by names, syllables order by documents desc limit 200
  `.execute(db);
  return rows;
}

/** Spread over all that a bigint can be, as the samples want it. */
const toFullTie = sql`(tie - ${sql.lit(2 ** (tieBits - 1))}) * ${sql.lit(2 ** (64 - tieBits))}`;

/** One transaction's worth of documents. An older version leaves a newer as it is. */
export async function upsertRows(trx: Trx, rows: readonly DocumentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await insertFacets(
    trx,
    rows.flatMap(({ facets }) => facets),
  );
  await sql`
    with given as (
      select * from jsonb_to_recordset(${rows}::jsonb) as r (kind text, thing_id uuid, version bigint,
        external_key text, name text, provider_id uuid, provider_name text, summary text, body text,
        imported boolean, demo boolean, name_key text, names text, syllables text, pinyin_key text,
        initials_key text, facets jsonb, vector tsvector, tie bigint, hidden_until timestamptz)),
    document as (
      insert into search_document (kind, thing_id, version, external_key, name, provider_id,
        provider_name, summary, body, imported, demo, name_key, names, syllables, pinyin_key,
        initials_key, hidden_until)
      select kind, thing_id, version, external_key, name, provider_id, provider_name, summary, body,
        imported, demo, name_key, names, syllables, pinyin_key, initials_key, hidden_until
      from given
      on conflict (kind, thing_id) do update set
        version = excluded.version, external_key = excluded.external_key, name = excluded.name,
        provider_id = excluded.provider_id, provider_name = excluded.provider_name,
        summary = excluded.summary, body = excluded.body, imported = excluded.imported,
        demo = excluded.demo, name_key = excluded.name_key, names = excluded.names,
        syllables = excluded.syllables, pinyin_key = excluded.pinyin_key,
        initials_key = excluded.initials_key, hidden_until = excluded.hidden_until,
        indexed_at = clock_timestamp()
      where excluded.version >= search_document.version
      returning id, kind, thing_id)
    insert into search_entry as old (document, kind, thing_id, tie, hidden_until, facets, vector)
    select document.id, kind, thing_id, ${toFullTie},
      hidden_until,
      (select string_agg(chr(code), '' order by code)
        from jsonb_array_elements_text(facets) term
        cross join lateral (select min(code) as code from search_facet where token = term) known),
      vector
    from document join given using (kind, thing_id)
    on conflict (document) do update set
      tie = excluded.tie, hidden_until = excluded.hidden_until, facets = excluded.facets,
      vector = excluded.vector
    where (old.tie, old.hidden_until, old.facets, old.vector) is distinct from
      (excluded.tie, excluded.hidden_until, excluded.facets, excluded.vector)
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

/** In the order of their keys those that nobody has written or touched since. */
export async function listUnseen(
  db: Db,
  since: Date,
  { after, limit }: { after: DocumentKey | undefined; limit: number },
): Promise<KeyVersion[]> {
  const { rows } = await sql<KeyVersion>`
    select kind, thing_id as id, version from search_document
    where indexed_at < ${since} and ${beyond(after)}
    order by kind, thing_id limit ${limit}
  `.execute(db);
  return rows;
}

const beyond = (after: DocumentKey | null | undefined) =>
  sql`(kind, thing_id) > (${after?.kind ?? ""}, ${after?.id ?? "00000000-0000-0000-0000-000000000000"}::uuid)`;

export async function listVersions(db: Db, after: DocumentKey | null): Promise<KeyVersion[]> {
  const { rows } = await sql<KeyVersion>`
    select kind, thing_id as id, version from search_document
    where ${beyond(after)} order by kind, thing_id limit 1000
  `.execute(db);
  return rows;
}

export async function countDocuments(db: Db): Promise<number> {
  const { rows } = await sql<{ documents: number }>`
    select count(*)::int as documents from search_document
  `.execute(db);
  return rows[0]?.documents ?? 0;
}
