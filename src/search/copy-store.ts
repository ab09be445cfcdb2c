import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { indexed, shown, tierOf } from "./postgres-store.ts";
import { lexeme } from "./tsquery.ts";

/** What is not in a copy, or not surely: where it begins, and of which table. */
export type Horizon = {
  /** Whose writing it shows: of whoever was not through when it was read, or came later, it shows nothing. */
  snapshot: string;
  /** After a restore or a failover numbers begin anew, and of what is truncated nothing is noted. */
  origin: string;
};

const origin = sql`concat(extract(epoch from pg_postmaster_start_time()), '/', pg_relation_filenode('search_entry'))`;

export async function findHorizon(db: Db): Promise<Horizon> {
  const { rows } = await sql<Horizon>`
    select pg_current_snapshot()::text as snapshot, ${origin} as origin
  `.execute(db);
  return rows[0] ?? { snapshot: "1:1:", origin: "" };
}

/** How many there are, and how many values of facets in all of them. */
export async function findRoom(db: Db): Promise<{ entries: number; codes: number }> {
  const { rows } = await sql<{ entries: number; codes: number }>`
    select count(*)::int as entries, coalesce(sum(char_length(facets)), 0)::int as codes
    from search_entry
  `.execute(db);
  return rows[0] ?? { entries: 0, codes: 0 };
}

/** As texts, one for all entries: a row for each would cost more than all there is in it. */
export type EntryTexts = { count: number; documents: string; ties: string; facets: string };

/** The next entries in the order of `tie`. */
export async function listEntries(
  db: Db,
  after: { tie: number; document: number } | undefined,
  limit: number,
): Promise<EntryTexts> {
  // As a number a tie would be sent with no more figures than tell it from other numbers.
  const beyond = after
    ? sql`(tie, document) > (${BigInt(after.tie)}::bigint, ${after.document}::bigint)`
    : sql`true`;
  const { rows } = await sql<EntryTexts>`
    select count(*)::int as count, coalesce(string_agg(document::text, ','), '') as documents,
      coalesce(string_agg(tie::text, ','), '') as ties,
      coalesce(string_agg(facets, E'\\n'), '') as facets
    from (
      select document, tie, facets from search_entry
      where ${beyond} order by tie, document limit ${limit}) entry
  `.execute(db);
  return rows[0] ?? { count: 0, documents: "", ties: "", facets: "" };
}

/** What is not to be found before an instant. */
export async function listHidden(db: Db): Promise<{ document: number; until: Date }[]> {
  const { rows } = await sql<{ document: number; until: Date }>`
    select document, hidden_until as until from search_entry where hidden_until is not null
  `.execute(db);
  return rows;
}

/** The documents that hold the term. */
export async function listHolders(db: Db, term: string): Promise<string> {
  const { rows } = await sql<{ documents: string }>`
    select coalesce(string_agg(document::text, ','), '') as documents from search_entry
    where ${indexed(lexeme(term))}
  `.execute(db);
  return rows[0]?.documents ?? "";
}

/** An entry that was written since, as it is now; `tier` is null where it does not meet the query, or no more. */
export type Change =
  | { document: number; tie: number; facets: string; tier: number }
  | { document: number; tie: null; facets: null; tier: null };

/** What has to be met, and what sets the tiers apart from those after them. */
export type Asked = { tsquery: string; insides: readonly string[] };

/** A transaction that takes long keeps the notes of all that came after it from being passed over. */
const mostLookedThrough = 2000;

/**
 * The entries that were written since. Undefined where nobody can tell, and where more than `most` notes
 * do: the last of these may all be of one entry, and those before them of any.
 */
export async function listChanges(
  db: Db,
  { horizon, most }: { horizon: Horizon; most: number },
  { tsquery, insides }: Asked,
  now: Date,
): Promise<Change[] | undefined> {
  const met = tsquery === "" ? sql`true` : sql`terms @@ ${tsquery}::tsquery`;
  const { rows } = await sql<{ isAll: boolean } & (Change | { document: null })>`
    with noted as materialized (
      select document, not pg_visible_in_snapshot(written, ${horizon.snapshot}::pg_snapshot) as is_new
      from search_change where written >= pg_snapshot_xmin(${horizon.snapshot}::pg_snapshot)
      order by written desc limit ${mostLookedThrough + 1}),
    told as materialized (
      select count(*) <= ${mostLookedThrough} and count(*) filter (where is_new) <= ${most}
          and ${origin} = ${horizon.origin} as is_all,
        array_agg(distinct document) filter (where is_new) as documents from noted)
    select told.is_all as "isAll", changed.document, entry.tie, entry.facets, entry.tier
    from told left join lateral unnest(documents) changed (document) on is_all
    left join lateral (
      select tie, facets, ${tierOf(insides)} as tier
      from (
        select tie, facets, strip(vector) as terms from search_entry
        where document = changed.document and ${shown(now)} offset 0) held
      where ${met}) entry on true
  `.execute(db);
  if (rows.some(({ isAll }) => !isAll)) return undefined;
  return rows.filter((row): row is typeof row & Change => row.document !== null);
}

/** Nobody keeps a copy for so long. */
export async function deleteOldChanges(db: Db, before: Date): Promise<void> {
  await db.deleteFrom("search_change").where("at", "<", before).execute();
}
