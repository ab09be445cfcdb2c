import { sql } from "kysely";
import { connect, type Db, inTransaction } from "../../src/db/connect.ts";
import { readEverything } from "../../src/matching/matcher.ts";
import { documentRow } from "../../src/search/document-row.ts";
import type { IndexDocument } from "../../src/search/engine.ts";
import { upsertRows } from "../../src/search/postgres-store.ts";
import { allDocuments, recountWhenOld } from "../../src/search/service.ts";
import { say } from "../lib/say.ts";
import type { Catalogue, Made } from "./catalogue.ts";

const batch = 500;

/** Everything a catalogue of that size brings along: rows, search rows, profiles, statistics. */
export async function load(url: string, catalogue: Catalogue): Promise<void> {
  const db = connect(url, 4);
  try {
    await timed("rows", () => insertAll(db, catalogue));
    const indexes = await dropIndexes(db, ["search_document", "solution_tag"]);
    await timed("search rows", () => indexAll(db));
    await timed("profiles", () => readEverything(db));
    await timed("indexes", () => makeIndexes(db, indexes));
    await timed("statistics", async () => {
      await recountWhenOld(db, new Date());
      await sql`vacuum (analyze)`.execute(db);
    });
  } finally {
    await db.destroy();
  }
}

async function timed(what: string, work: () => Promise<void>) {
  const began = performance.now();
  await work();
  say(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

async function insertAll(db: Db, { providers }: Catalogue) {
  let waiting: Made[] = [];
  for (const made of providers()) {
    waiting.push(made);
    if (waiting.length < batch) continue;
    await insertSome(db, waiting);
    waiting = [];
  }
  await insertSome(db, waiting);
}

async function insertSome(db: Db, made: readonly Made[]) {
  await inTransaction(db, async (trx) => {
    for (const [table, rows] of [
      ["provider", made.map(({ provider }) => provider)],
      ["solution", made.flatMap(({ solutions }) => solutions)],
    ] as const) {
      const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)));
      if (rows.length > 0)
        await sql`insert into ${sql.table(table)} (${columns})
          select ${columns} from jsonb_populate_recordset(null::${sql.table(table)},
            ${JSON.stringify(rows)}::text::jsonb)`.execute(trx);
    }
  });
}

/** Two batches at a time: one is made ready here while the other is written there. */
async function indexAll(db: Db) {
  const documents = allDocuments(db);
  const writing = new Set<Promise<void>>();
  const write = (some: readonly IndexDocument[]) => {
    const rows = some.map(documentRow);
    const done = inTransaction(db, (trx) => upsertRows(trx, rows)).finally(() =>
      writing.delete(done),
    );
    writing.add(done);
  };
  let waiting: IndexDocument[] = [];
  for await (const document of documents) {
    waiting.push(document);
    if (waiting.length < batch) continue;
    if (writing.size > 1) await Promise.race(writing);
    write(waiting);
    waiting = [];
  }
  write(waiting);
  await Promise.all(writing);
}

/** Of all but the keys: an index that is made at the end costs a fraction of one that grows. */
async function dropIndexes(db: Db, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid::regclass::text = any(${tables}::text[])
      and not indisprimary and not indisunique`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  return rows.map(({ definition }) => definition);
}

async function makeIndexes(db: Db, definitions: readonly string[]) {
  await inTransaction(db, async (trx) => {
    await sql`set local maintenance_work_mem = '512MB'`.execute(trx);
    for (const definition of definitions) await sql.raw(definition).execute(trx);
  });
}
