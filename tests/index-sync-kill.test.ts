import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { pick, type Random, seeded } from "../scripts/bench/random.ts";
import { startPostgres } from "../scripts/lib/postgres.ts";
import { migrate } from "../scripts/migrate.ts";
import { connect, type Db, inTransaction } from "../src/db/connect.ts";
import { reconcile } from "../src/index-sync/reconcile.ts";
import { findOutboxState } from "../src/index-sync/store.ts";
import { meilisearchEngine } from "../src/meilisearch/engine.ts";
import type { KeyVersion, SearchIndex } from "../src/search/engine.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { listVersions } from "../src/search/postgres-store.ts";
import { indexProviders } from "../src/search/service.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { meilisearchProgram, startMeilisearch } from "./support/meilisearch-process.ts";
import { ownFolder, runProgram } from "./support/program.ts";

const kills = 50;
const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
// Without one a second PostgreSQL stands for the outside engine.
const binary = meilisearchProgram;
if (!binary) console.warn("MEILISEARCH_BIN is not set: no Meilisearch is killed here.");

let server: Awaited<ReturnType<typeof startPostgres>>;
let folder: string;
beforeAll(async () => {
  // A server of its own, which writes to disk what it acknowledges: it is about to be mistreated.
  const ends: (() => void)[] = [];
  folder = ownFolder((end) => void ends.push(end));
  server = await startPostgres(path.join(folder, "postgres"));
  return async () => {
    await server.stop();
    for (const end of ends) end();
  };
});

type Target = { engine: SearchIndex; args: string[]; kill?: () => Promise<void> };

async function databases() {
  const root = connect(server.url, 1);
  const urlOf = (name: string) => server.url.replace(/\/[^/]*$/, `/${name}`);
  for (const name of ["source", "target"]) {
    await sql`create database ${sql.id(name)}`.execute(root);
    const db = connect(urlOf(name), 1);
    await migrate(db, "migrations");
    await db.destroy();
  }
  await root.destroy();
  const db = connect(urlOf("source"), 3);
  onTestFinished(async () => await db.destroy());
  return { db, source: urlOf("source"), target: urlOf("target") };
}

function secondPostgres(url: string): Target {
  const db = connect(url, 2);
  onTestFinished(async () => await db.destroy());
  return { engine: postgresEngine(db), args: [url] };
}

async function ownMeilisearch(program: string): Promise<Target> {
  const { url, key, start, kill } = await startMeilisearch(program, folder);
  const engine = meilisearchEngine({ url, searchKey: key, writeKey: key, prefix: "killed" });
  // eslint-disable-next-line require-yield -- an index with nothing in it
  await engine.rebuild((async function* () {})());
  return { engine, args: [url, key], kill: async () => (await kill(), await start()) };
}

/** Changes of every kind, one after another, whatever dies meanwhile. */
function writer(db: Db, random: Random, providers: readonly string[]) {
  const state = { stopped: false, written: 0 };
  const change = async () => {
    const providerId = pick(random, providers);
    await inTransaction(db, async (trx) => {
      const id = sql`(select id from solution where provider_id = ${providerId} order by random() limit 1)`;
      const what = random();
      if (what < 0.2) await makeSolution(trx, providerId, { name: `新方案${state.written}` });
      else if (what < 0.4)
        await sql`update solution set status = 'withdrawn' where id = ${id}`.execute(trx);
      else if (what < 0.6)
        await sql`update solution set status = 'published' where id = ${id}`.execute(trx);
      else
        await sql`update solution set name = ${`改名${state.written}`} where id = ${id}`.execute(
          trx,
        );
      await indexProviders(trx, [providerId]);
    });
    state.written++;
  };
  const working = (async () => {
    while (!state.stopped) await change().catch(async () => await sleep(20));
  })();
  return async () => {
    state.stopped = true;
    await working;
    return state.written;
  };
}

/** The violent death of one backend makes PostgreSQL end all and recover from its log. */
async function crashDatabase(db: Db) {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = 'source' and pid <> pg_backend_pid() limit 1`.execute(
    db,
  );
  if (rows[0]) process.kill(rows[0].pid, "SIGKILL");
}

/** Those of the drainer and of the writer alike. */
async function cutConnections(db: Db) {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = 'source' and pid <> pg_backend_pid()`.execute(db);
}

/** A lease that nobody gave back: its holder died at work. */
async function isDraining(db: Db): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select held_until > now() as held from search_drainer`.execute(db);
  return rows[0]?.held ?? false;
}

/** When the drainer has something in hand; or after a while, if it finds nothing to do. */
async function atWork(db: Db): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isDraining(db).catch(() => false)) return;
    await sleep(20);
  }
}

/** What takes a minute in life: the lease of the dead ends, what they had in hand is due again. */
async function letTimePass(db: Db) {
  await sql`update search_drainer set held_until = now()`.execute(db);
  await sql`update search_outbox set not_before = now()`.execute(db);
}

async function until<T>(work: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await work().catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error("It does not come true.");
    await sleep(20);
  }
}

async function all(list: (after: KeyVersion | null) => Promise<KeyVersion[]>) {
  const found: KeyVersion[] = [];
  for (;;) {
    const page = await list(found.at(-1) ?? null);
    if (page.length === 0) return found;
    found.push(...page);
  }
}

test(
  `whatever is killed at ${kills} random points, the index ends up true`,
  { timeout: 240_000 },
  async () => {
    console.log(`KILL_SEED=${seed}`);
    const random = seeded(seed);
    const { db, source, target } = await databases();
    const outside = binary ? await ownMeilisearch(binary) : secondPostgres(target);
    const providers = await Promise.all(
      Array.from({ length: 8 }, async () => (await makeProvider(db)).providerId),
    );
    const stop = writer(db, random, providers);
    const drain = async () => {
      const program = runProgram("tests/support/drainer.ts", {}, [source, ...outside.args]);
      await until(async () => await Promise.resolve(program.output() === "" ? undefined : true));
      return program;
    };
    let drainer = await drain();
    let interrupted = 0;
    onTestFinished(() => void drainer.kill("SIGKILL"));
    for (let killed = 0; killed < kills; killed++) {
      await sleep(random() * 250);
      const victim = random();
      if (victim < 0.15) await crashDatabase(db).catch(() => {});
      else if (victim < 0.45 && outside.kill) await outside.kill();
      else if (victim < 0.7) await cutConnections(db).catch(() => {});
      else {
        // Half of them are met at work, however slow the machine is.
        if (random() < 0.5) await atWork(db);
        drainer.kill("SIGKILL");
        await drainer.ended;
        // The database that died before may be recovering still.
        if (await until(async () => await isDraining(db))) interrupted++;
        drainer = await drain();
      }
      await until(async () => (await letTimePass(db), true));
    }
    const written = await until(async () => await stop());
    expect(written).toBeGreaterThan(kills);
    expect(interrupted).toBeGreaterThan(2);
    await until(async () => {
      await letTimePass(db);
      return (await findOutboxState(db)).waiting === 0 || undefined;
    });
    const ours = await until(async () => await all(async (after) => await listVersions(db, after)));
    expect(ours.length).toBeGreaterThan(providers.length);
    const theirs = await all(async (after) => await outside.engine.versions(after));
    expect(theirs).toEqual(ours);
    expect(await reconcile(db, outside.engine, new Date())).toMatchObject({
      missing: 0,
      stale: 0,
      surplus: 0,
    });
  },
);
