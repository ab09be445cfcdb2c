import fs from "node:fs";
import readline from "node:readline";
import { connect } from "../../src/db/connect.ts";
import { reindexOutside } from "../../src/index-sync/reindex.ts";
import { type MeilisearchAddress, clientsOf } from "../../src/meilisearch/client.ts";
import { meilisearchEngine } from "../../src/meilisearch/engine.ts";
import { nativeSettings } from "./native.ts";

/** One of the two ways to fill an index, in a process of its own so that its memory is its own. */
export type FillJob = { address: MeilisearchAddress } & (
  | { how: "ours"; databaseUrl: string }
  /** Documents ready to be sent, one a line: what the engine alone needs for them. */
  | { how: "native"; index: string; file: string }
);
export type Filled = {
  seconds: number;
  /** What our process worked of it; the rest is the engine's and the database's. */
  cpuSeconds: number;
  peakMiB: number;
};

async function fill(job: FillJob): Promise<Filled> {
  const began = performance.now();
  await (job.how === "ours" ? fillOurs(job) : fillNative(job));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage();
  return { seconds, cpuSeconds: (user + system) / 1_000_000, peakMiB: peakMiB() };
}

async function fillOurs({ databaseUrl, address }: FillJob & { how: "ours" }) {
  const db = connect(databaseUrl, 4);
  await reindexOutside(db, meilisearchEngine(address));
  await db.destroy();
}

const batch = 5000;

async function fillNative({ address, index, file }: FillJob & { how: "native" }) {
  const { writer } = clientsOf(address);
  const made = [
    await writer.createIndex(index, { primaryKey: "id" }),
    await writer.index(index).updateSettings(nativeSettings),
  ];
  let waiting: string[] = [];
  const send = async () => {
    if (waiting.length === 0) return;
    const text = waiting.join("\n");
    waiting = [];
    made.push(await writer.index(index).addDocumentsFromString(text, "application/x-ndjson"));
  };
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    waiting.push(line);
    if (waiting.length === batch) await send();
  }
  await send();
  for (const task of made) {
    const { status, error } = await writer.tasks.waitForTask(task, {
      timeout: 4 * 3_600_000,
      interval: 50,
    });
    if (status !== "succeeded") throw new Error(error?.message ?? status);
  }
}

/** What Linux says was the most; elsewhere nothing is said. */
function peakMiB(): number {
  const file = "/proc/self/status";
  const kib = fs.existsSync(file) && /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(file, "utf8"))?.[1];
  return Math.round(Number(kib || 0) / 102.4) / 10;
}

process.on("message", (job: FillJob) => {
  void fill(job).then((filled) => process.send?.(filled));
});
process.once("disconnect", () => process.exit());
