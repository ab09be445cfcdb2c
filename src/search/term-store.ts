import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { countDocuments } from "./postgres-store.ts";

/** In how many documents each term stands, and how many there are. */
export async function countTerms(db: Db, terms: readonly string[]) {
  const { rows } = await sql<{ term: string; documents: number }>`
    select term, documents from search_term where term = any(${terms}::text[])
    union all select '', documents from search_total
  `.execute(db);
  return new Map(rows.map(({ term, documents }) => [term, documents]));
}

/** When the terms were last counted. */
export async function findCountedAt(db: Db): Promise<Date | undefined> {
  const row = await db.selectFrom("search_total").select("counted_at").executeTakeFirst();
  return row?.counted_at;
}

/** Of what so few in the sample begin with, nothing is kept: such beginnings are many, and they are few. */
const fewest = 10;

/** Counts all terms anew, from a sample where there are many documents. */
export async function recountTerms(trx: Trx, now: Date): Promise<void> {
  // Two machines' jobs may come at once.
  await sql`lock table search_total in exclusive mode`.execute(trx);
  const documents = await countDocuments(trx);
  const share = Math.min(1, 20_000 / Math.max(1, documents));
  const sample =
    share < 1 ? `select vector from search_entry tablesample system (${share * 100})` : allVectors;
  await sql`delete from search_term`.execute(trx);
  await sql`
    insert into search_term (term, documents)
    select word, ceil(ndoc / ${share}::float8) from ts_stat(${sample})
    where word !~ '^[_~#!]' and (word !~ '^<' or ndoc > ${fewest})
  `.execute(trx);
  await sql`
    insert into search_total (documents, counted_at) values (${documents}, ${now})
    on conflict (one) do update set documents = excluded.documents, counted_at = excluded.counted_at
  `.execute(trx);
}

const allVectors = "select vector from search_entry";
