import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { readMeilisearch } from "../../src/config.ts";
import type { Db } from "../../src/db/connect.ts";
import { drainOutbox } from "../../src/index-sync/drain.ts";
import { reconcile } from "../../src/index-sync/reconcile.ts";
import { compileWith } from "../../src/lexicon/compile.ts";
import type { Lexicon } from "../../src/matching/lexicon.ts";
import { type MeilisearchAddress, clientsOf } from "../../src/meilisearch/client.ts";
import { meilisearchEngine } from "../../src/meilisearch/engine.ts";
import { countDocuments } from "../../src/search/postgres-store.ts";
import { allDocuments } from "../../src/search/service.ts";
import { say, StartError } from "../lib/say.ts";
import type { Filled, FillJob } from "./fill.ts";
import { nativeDocument } from "./native.ts";

/** A Meilisearch with both of our indexes: as the app keeps it, and as one would keep it without us. */
export type Outside = {
  address: MeilisearchAddress;
  native: string;
  host: string;
  port: number;
  /** To ask it what the matcher would. */
  lexicon: Lexicon;
};
export type Fillings = { documents: number; ours: Filled; native: Filled };

/** Where `MEILISEARCH_URL` names one, with the two keys of the app or the master key for both. */
export async function outsideAddress(
  env: NodeJS.ProcessEnv,
): Promise<MeilisearchAddress | undefined> {
  const master = env["MEILISEARCH_MASTER_KEY"];
  const address = readMeilisearch({
    ...env,
    MEILISEARCH_SEARCH_KEY: env["MEILISEARCH_SEARCH_KEY"] || master,
    MEILISEARCH_WRITE_KEY: env["MEILISEARCH_WRITE_KEY"] || master,
  });
  if (address && new URL(address.url).protocol !== "http:")
    throw new StartError("MEILISEARCH_URL: the load generator speaks plain http only");
  if (address) await requireEntry(address);
  return address;
}

/** A wrong key is better known before ten minutes of generating than after. */
async function requireEntry(address: MeilisearchAddress) {
  const { reader, writer } = clientsOf(address);
  for (const client of [reader, writer])
    await client.getRawIndexes({ limit: 1 }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new StartError(`Meilisearch at ${address.url} lets us in with no key we have: ${why}`);
    });
}

/** Indexes of one generated catalogue; those of an earlier one of that size are of no use to anybody. */
export function outsideFor(given: MeilisearchAddress, size: number, stamp: string): Outside {
  const { hostname, port } = new URL(given.url);
  const address = { ...given, prefix: `${seriesOf(given, size)}${stamp}` };
  return {
    address,
    native: `${address.prefix}_native`,
    host: hostname,
    port: Number(port || 80),
    lexicon: compileWith([]),
  };
}

const seriesOf = ({ prefix }: MeilisearchAddress, size: number) => `${prefix}_bench_${size}_`;

type Means = { db: Db; databaseUrl: string; folder: string };

/** Fills both, unless both hold everything and need not be filled again. */
export async function fillOutside(
  { db, databaseUrl, folder }: Means,
  outside: Outside,
  { again }: { again: boolean },
): Promise<Fillings | undefined> {
  const { address, native: index } = outside;
  const documents = await countDocuments(db);
  if (!again && (await isFilled(outside, documents))) {
    say("  Meilisearch holds it already");
    await checkDrift(db, address);
    return undefined;
  }
  await dropIndexes(address, address.prefix);
  const file = path.join(folder, "documents.ndjson");
  await writeDocuments(db, file);
  const ours = await fillApart({ how: "ours", databaseUrl, address });
  say(`  our reindex of ${documents} documents: ${spoken(ours)}`);
  const native = await fillApart({ how: "native", address, index, file });
  say(`  the engine alone: ${spoken(native)}`);
  fs.rmSync(file);
  await checkDrift(db, address);
  return { documents, ours, native };
}

function spoken({ seconds, cpuSeconds, peakMiB }: Filled): string {
  const worked = `${cpuSeconds.toFixed(1)} s of it worked by Node`;
  return `${seconds.toFixed(1)} s, ${worked}, ${peakMiB} MiB at most`;
}

async function isFilled({ address, native }: Outside, documents: number): Promise<boolean> {
  const engine = meilisearchEngine(address);
  if (!(await engine.exists())) return false;
  const { writer } = clientsOf(address);
  const alone = await writer
    .index(native)
    .getStats()
    .catch(() => undefined);
  const ours = await engine.health();
  return ours.documents === documents && alone?.numberOfDocuments === documents;
}

/** What the server does at its start and once an hour: done now, it does not come between the windows. */
async function checkDrift(db: Db, address: MeilisearchAddress) {
  const engine = meilisearchEngine({ ...address, patienceMs: 60_000 });
  await drainOutbox(db, engine);
  const { missing, stale, surplus } = await reconcile(db, engine, new Date());
  if (missing + stale + surplus > 0)
    throw new Error(
      `the index is not true: ${missing} missing, ${stale} stale, ${surplus} surplus`,
    );
}

async function writeDocuments(db: Db, file: string) {
  const out = fs.createWriteStream(file);
  for await (const document of allDocuments(db))
    if (!out.write(`${JSON.stringify(nativeDocument(document))}\n`)) await once(out, "drain");
  await new Promise<void>((resolve) => out.end(resolve));
}

async function fillApart(job: FillJob): Promise<Filled> {
  // As `npm run reindex` has it: what is new dies young, and need not fill the memory first.
  const execArgv = [...process.execArgv, "--max-semi-space-size=8"];
  const child = fork(path.join(import.meta.dirname, "fill.ts"), { execArgv });
  const filled = await new Promise<Filled>((resolve, reject) => {
    child.once("message", (told: Filled) => resolve(told));
    child.once("exit", (code) => reject(new Error(`filling the index ended with ${code}`)));
    child.send(job);
  });
  child.disconnect();
  return filled;
}

/** Of an earlier generation of that size, which a kept folder has replaced. */
export async function dropOlder(given: MeilisearchAddress, size: number, stamp: string) {
  const series = seriesOf(given, size);
  await dropIndexes(given, series, `${series}${stamp}`);
}

export async function dropIndexes(address: MeilisearchAddress, begin: string, except?: string) {
  const { writer } = clientsOf(address);
  const { results } = await writer.getRawIndexes({ limit: 1000 });
  for (const { uid } of results)
    if (uid.startsWith(begin) && !(except && uid.startsWith(except)))
      await writer.deleteIndex(uid).waitTask();
}
