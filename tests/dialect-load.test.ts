import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { startPostgres } from "../scripts/lib/postgres.ts";
import { connect, type Db, inTransaction } from "../src/db/connect.ts";
import { ownFolder } from "./support/program.ts";

let server: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  // A server of its own, which writes to disk what it acknowledges: it is about to be mistreated.
  const folders: (() => void)[] = [];
  const folder = ownFolder((end) => void folders.push(end));
  server = await startPostgres(path.join(folder, "postgres"));
  return async () => {
    await server.stop();
    for (const end of folders) end();
  };
});

/** Readers and writers at work until told to stop; each transaction writes two rows or none. */
function underLoad(db: Db) {
  const acknowledged: string[] = [];
  const counts = { done: 0, failed: 0 };
  const state = { stopped: false };
  const again = async (work: () => Promise<unknown>) => {
    while (!state.stopped) {
      const ok = await work().then(
        () => true,
        () => false,
      );
      counts[ok ? "done" : "failed"]++;
      // A refused connection fails at once; without a pause the count would tell of nothing else.
      if (!ok) await sleep(5);
    }
  };
  const write = async () => {
    const id = crypto.randomUUID();
    await inTransaction(db, async (trx) => {
      await sql`insert into pair values (${id}, 1)`.execute(trx);
      await sql`insert into pair values (${id}, 2)`.execute(trx);
    });
    acknowledged.push(id);
  };
  const workers = [
    ...Array.from({ length: 12 }, () =>
      again(async () => await sql`select count(*) from pair`.execute(db)),
    ),
    ...Array.from({ length: 4 }, () => again(write)),
  ];
  return {
    counts,
    stop: async () => {
      state.stopped = true;
      await Promise.all(workers);
      return acknowledged;
    },
  };
}

async function prepared(): Promise<{ db: Db; root: Db }> {
  const db = connect(server.url);
  const root = connect(server.url, 1);
  onTestFinished(async () => {
    await db.destroy();
    await root.destroy();
  });
  await sql`drop table if exists pair`.execute(root);
  await sql`create table pair (id uuid, n integer, primary key (id, n))`.execute(root);
  return { db, root };
}

async function expectWhole(db: Db, acknowledged: readonly string[]) {
  const { rows } = await sql<{ id: string; n: number }>`
    select id, count(*) as n from pair group by id`.execute(db);
  expect(rows.filter(({ n }) => n !== 2)).toEqual([]);
  const kept = new Set(rows.map(({ id }) => id));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
}

/** Answers again, and how long that took in milliseconds. */
async function untilHealthy(db: Db): Promise<number> {
  const began = performance.now();
  for (;;) {
    const ok = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );
    if (ok) return performance.now() - began;
    if (performance.now() - began > 20_000) throw new Error("It does not recover.");
    await sleep(10);
  }
}

test("backends that are killed under load cost a few requests, no acknowledged write and no half one", async () => {
  const { db, root } = await prepared();
  const load = underLoad(db);
  for (let i = 0; i < 3; i++) {
    await sleep(400);
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(root);
    await untilHealthy(db);
  }
  await sleep(300);
  const acknowledged = await load.stop();
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(load.counts.failed).toBeGreaterThan(0);
  expect(load.counts.failed).toBeLessThan(load.counts.done / 10);
  await expectWhole(db, acknowledged);
});

test(
  "a server that crashes and comes back under load is answered again, with nothing lost",
  { timeout: 60_000 },
  async () => {
    const { db, root } = await prepared();
    const load = underLoad(db);
    await sleep(400);
    const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() limit 1`.execute(root);
    // PostgreSQL answers the violent death of one backend by ending all and recovering from its log.
    process.kill(rows[0]!.pid, "SIGKILL");
    await sleep(100);
    await untilHealthy(db);
    await sleep(300);
    const before = load.counts.done;
    await sleep(300);
    expect(load.counts.done).toBeGreaterThan(before);
    await expectWhole(db, await load.stop());
  },
);
