import { fork } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { connect, type Db, inTransaction } from "../../src/db/connect.ts";
import { recountWhenOld } from "../../src/search/service.ts";
import { say } from "../lib/say.ts";
import type { Catalogue, Made } from "./catalogue.ts";
import type { LoadJob } from "./loader.ts";

const batch = 500;

/** Everything a catalogue of that size brings along: rows, search rows, profiles, statistics. */
export async function load(url: string, size: number, catalogue: Catalogue): Promise<void> {
  const db = connect(url, 4);
  const count = Math.min(os.availableParallelism(), Math.ceil(size / batch));
  const hands = await Promise.all(Array.from({ length: count }, async () => await startHand(url)));
  try {
    const indexes = await dropIndexes(db, ["search_document", "search_entry", "solution_tag"]);
    await timed("rows and search rows", () => insertAll(db, catalogue, hands));
    // The largest index keeps one core busy, what the matcher reads all of them.
    const [large, small] = [indexes.filter(isLarge), indexes.filter((one) => !isLarge(one))];
    await timed("profiles and indexes", async () => {
      const read = async () => {
        await Promise.all(hands.map(async (hand) => await hand.give({ do: "read" })));
        await makeIndexes(url, small);
      };
      await Promise.all([makeIndexes(url, large), read()]);
    });
    await timed("statistics", async () => {
      await recountWhenOld(db, new Date());
      await sql`vacuum (analyze)`.execute(db);
    });
  } finally {
    for (const hand of hands) hand.stop();
    await db.destroy();
  }
}

export async function timed(what: string, work: () => Promise<void>) {
  const began = performance.now();
  await work();
  say(`  ${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** A process that works for us: one job after the other. */
type Hand = { give: (job: LoadJob) => Promise<void>; stop: () => void };

async function startHand(url: string): Promise<Hand> {
  const child = fork(path.join(import.meta.dirname, "loader.ts"));
  const hand = {
    give: async (job: LoadJob) =>
      await new Promise<void>((resolve, reject) => {
        const died = (code: number | null) => reject(new Error(`loading ended with ${code}`));
        child.once("exit", died);
        child.once("message", () => {
          child.off("exit", died);
          resolve();
        });
        child.send(job);
      }),
    stop: () => child.disconnect(),
  };
  await hand.give({ do: "connect", url });
  return hand;
}

/** While the next rows are made here, those that stand are indexed there. */
async function insertAll(db: Db, { providers }: Catalogue, hands: readonly Hand[]) {
  const free = [...hands];
  const busy = new Set<Promise<void>>();
  const done = { provider: 0, solution: 0 };
  const insert = async (made: readonly Made[]) => {
    await insertSome(db, made);
    const stretches = (["provider", "solution"] as const).map((kind) => {
      const from = done[kind];
      done[kind] += kind === "provider" ? made.length : sum(made);
      return { kind, from, to: done[kind] };
    });
    while (free.length === 0) await Promise.race(busy);
    const hand = free.pop()!;
    const work = hand.give({ do: "index", stretches }).finally(() => {
      busy.delete(work);
      free.push(hand);
    });
    busy.add(work);
  };
  let waiting: Made[] = [];
  for (const made of providers()) {
    waiting.push(made);
    if (waiting.length < batch) continue;
    await insert(waiting);
    waiting = [];
  }
  await insert(waiting);
  await Promise.all(busy);
}

function sum(made: readonly Made[]): number {
  return made.reduce((count, { solutions }) => count + solutions.length, 0);
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

/** Of all but the keys: an index that is made at the end costs a fraction of one that grows. */
async function dropIndexes(db: Db, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid::regclass::text = any(${tables}::text[])
      and not indisprimary and not indisunique`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  return rows.map(({ definition }) => definition);
}

/** What does not fit into memory is written into the index again and again, at thrice the time. */
function indexMemory(): string {
  return `${Math.max(512, Math.floor(os.freemem() / 2 ** 20 / 3))}MB`;
}

const isLarge = (definition: string) => definition.includes("search_terms");

async function makeIndexes(url: string, definitions: readonly string[]) {
  const memory = indexMemory();
  const db = connect(url, 1);
  try {
    await inTransaction(db, async (trx) => {
      await sql`select set_config('maintenance_work_mem', ${memory}, true)`.execute(trx);
      for (const definition of definitions) await sql.raw(definition).execute(trx);
    });
  } finally {
    await db.destroy();
  }
}
