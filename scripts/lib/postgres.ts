import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { exclusive, type Lock, tryExclusive, tryShared } from "./lock.ts";
import { findBinaries } from "./postgres-binaries.ts";
import { ensureCluster, passwordOf, placeOf, superuser } from "./postgres-cluster.ts";
import { findPostmaster, launch, type Postmaster, stopPostmaster } from "./postgres-process.ts";
import { runAs } from "./postgres-user.ts";
import { afterDeath } from "./after-death.ts";
import { say } from "./say.ts";

export type Postgres = {
  url: string;
  /** It ran already: a killed process left it, or another one uses it too. */
  adopted: boolean;
  /** Ends it, unless another process still uses it. */
  stop: () => Promise<void>;
};

type Options = { database?: string; throwaway?: boolean };

/** Starts the PostgreSQL of `folder`, or adopts the one that runs there; the first time it is made. */
export async function startPostgres(folder: string, options: Options = {}): Promise<Postgres> {
  const { database = "shuqiao", throwaway = false } = options;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const starting = await lockStart(folder);
  let using: Lock | undefined;
  try {
    const user = runAs(folder);
    const data = placeOf(folder, user);
    let server = await adopt(data);
    const adopted = server !== undefined;
    if (!server) {
      const binaries = findBinaries(user, path.dirname(folder));
      await ensureCluster(data, binaries, user);
      server = await launch({ data, binaries, user, throwaway });
    }
    using = tryShared(usersOf(folder));
    await ensureDatabase(urlOf(data, server, "postgres"), database);
    const url = urlOf(data, server, database);
    return { url, adopted, stop: once(() => release(folder, data, using)) };
  } catch (error) {
    using?.release();
    throw error;
  } finally {
    starting.release();
  }
}

/** For tests and measurements: fast, careless, in a folder of its own that goes with it. */
export async function throwawayPostgres(database?: string, where = os.tmpdir()): Promise<Postgres> {
  const home = fs.mkdtempSync(path.join(fs.realpathSync(where), "shuqiao-pg-"));
  fs.chmodSync(home, 0o711);
  const folder = path.join(home, "postgres");
  const server = await startPostgres(folder, {
    throwaway: true,
    ...(database ? { database } : {}),
  });
  const data = fs.realpathSync(folder);
  const gone = [home, path.dirname(data)];
  const forget = afterDeath(
    'kill -QUIT "$(head -n 1 "$1/postgres/postmaster.pid")"; sleep 1; rm -rf "$@"',
    gone.toReversed(),
  );
  return {
    ...server,
    stop: async () => {
      forget();
      await server.stop();
      for (const each of gone) fs.rmSync(each, { recursive: true, force: true });
    },
  };
}

const memory = "/dev/shm";
const enough = 2 * 1024 ** 3;

/**
 * For many small databases that come and go: on a disk of ext4 a new file waits until no inode was
 * freed a moment ago, which took a third of all the time of the tests.
 */
export function quickFolder(): string {
  try {
    fs.accessSync(memory, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(memory);
    if (bavail * bsize > enough) return memory;
  } catch {
    // Not every system has one.
  }
  return os.tmpdir();
}

const usersOf = (folder: string) => `${folder}.users.lock`;

async function lockStart(folder: string) {
  return await exclusive(`${folder}.start.lock`, () =>
    say("另一个进程正在启动或停止同一个数据库,等它完成……"),
  );
}

function urlOf(data: string, { port }: Postmaster, database: string) {
  return `postgres://${superuser}:${passwordOf(data)}@127.0.0.1:${port}/${database}`;
}

/** A server that runs in our folder and lets us in. One that does not answer in time is ended. */
async function adopt(data: string): Promise<Postmaster | undefined> {
  let found = findPostmaster(data);
  for (let waited = 0; found && waited < 600; waited++) {
    if (found.ready && (await answers(urlOf(data, found, "postgres")))) return found;
    await sleep(100);
    found = findPostmaster(data);
  }
  if (found) await stopPostmaster(found);
  return undefined;
}

async function answers(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function ensureDatabase(admin: string, name: string) {
  const sql = postgres(admin, { max: 1, connect_timeout: 30, onnotice: () => {} });
  try {
    const known = await sql`select 1 from pg_database where datname = ${name}`;
    if (known.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function release(folder: string, data: string, using: Lock | undefined) {
  const stopping = await lockStart(folder);
  try {
    using?.release();
    const last = tryExclusive(usersOf(folder));
    const server = last && findPostmaster(data);
    if (server) await stopPostmaster(server);
    last?.release();
  } finally {
    stopping.release();
  }
}

function once(body: () => Promise<void>) {
  let running: Promise<void> | undefined;
  return () => (running ??= body());
}
