import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { connect } from "../../src/db/connect.ts";
import type { MeilisearchAddress } from "../../src/meilisearch/client.ts";
import { startPostgres, throwawayPostgres } from "../lib/postgres.ts";
import { say } from "../lib/say.ts";
import { capture } from "./capture.ts";
import { type Case, makeCases } from "./cases.ts";
import type { Flags } from "./flags.ts";
import { measure, type Stage } from "./measure.ts";
import {
  dropIndexes,
  dropOlder,
  type Fillings,
  fillOutside,
  type Outside,
  outsideFor,
} from "./outside.ts";
import { takeBackProposals } from "./people.ts";
import { prepare } from "./prepare.ts";
import { type Row, reindexRow, sayHead, sayRow } from "./report.ts";
import { startBaseline, startOurs, startShooter } from "./servers.ts";
import type { Shape } from "./shape.ts";

const authSecret = "a secret for measuring, known to all";
/** As `src/node.ts` has it. */
const poolSize = 10;

type Given = { shape: Shape; meilisearch: MeilisearchAddress | undefined };
type Undo = (() => Promise<void>)[];

/** Everything that is measured on a catalogue of that size. */
export async function benchSize(size: number, flags: Flags, given: Given): Promise<Row[]> {
  const database = `bench_${size}`;
  const { keep } = flags;
  const postgres = keep
    ? await startPostgres(path.join(keep, "postgres"), { throwaway: true, database })
    : await throwawayPostgres(database);
  const undo: Undo = [postgres.stop];
  try {
    say(`\n${size} solutions:`);
    return await benchOn(postgres.url, { size, flags, undo, ...given });
  } finally {
    // One that fails must not leave the others running.
    for (const step of undo.toReversed()) await step().catch(console.error);
  }
}

type Options = Given & { size: number; flags: Flags; undo: Undo };

async function benchOn(url: string, options: Options): Promise<Row[]> {
  const { size, flags, undo, shape, meilisearch } = options;
  const { keep, engines } = flags;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shuqiao-bench-"));
  undo.push(async () => await fs.promises.rm(folder, { recursive: true, force: true }));
  const db = connect(url, 1);
  undo.push(async () => await db.destroy());
  const file = keep && path.join(keep, `bench_${size}.json`);
  const prepared = await prepare(url, { size, shape, authSecret, file });
  // An earlier run on what was kept has used them up.
  await takeBackProposals(db);
  const outside = meilisearch && outsideFor(meilisearch, size, prepared.stamp);
  if (outside && keep) await dropOlder(meilisearch, size, prepared.stamp);
  if (outside && !keep)
    undo.push(async () => await dropIndexes(outside.address, outside.address.prefix));
  const means = { db, databaseUrl: url, folder };
  const filled = outside && (await fillOutside(means, outside, { again: flags.reindex }));
  const cases = makeCases(size, prepared).filter(({ name }) =>
    flags.only.some((wanted) => wanted === name),
  );
  const servers = await startAll(url, { cases, outside, folder, undo, engines });
  return await run({ ...servers, size, outside, db, folder }, cases, flags, filled);
}

type Wanted = {
  cases: Case[];
  outside: Outside | undefined;
  folder: string;
  undo: Undo;
  engines: Flags["engines"];
};

async function startAll(url: string, { cases, outside, folder, undo, engines }: Wanted) {
  const running: { stop: () => Promise<void> }[] = [];
  undo.push(async () => void (await Promise.all(running.map(({ stop }) => stop()))));
  const started = async <T extends { stop: () => Promise<void> }>(starting: Promise<T> | T) => {
    const server = await starting;
    running.push(server);
    return server;
  };
  const startBare = async () => {
    const plan = await capture(url, { authSecret }, cases);
    const planFile = path.join(folder, "plan.json");
    fs.writeFileSync(planFile, JSON.stringify(plan));
    return await startBaseline(url, planFile, poolSize);
  };
  const [bare, postgresql, meilisearch, shooter] = await Promise.all([
    started(startBare()),
    engines.includes("postgresql") ? started(startOurs(url, authSecret)) : undefined,
    outside && started(startOurs(url, authSecret, outside.address)),
    started(startShooter()),
  ]);
  return {
    bare,
    shooter,
    ours: { ...(postgresql && { postgresql }), ...(meilisearch && { meilisearch }) },
  };
}

async function run(
  stage: Stage,
  cases: readonly Case[],
  { concurrency, seconds, rounds, warm }: Flags,
  filled: Fillings | undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  sayHead();
  for (const one of cases)
    for (const each of concurrency ? [concurrency] : one.concurrency) {
      const windows = { concurrency: each, seconds, rounds, warm };
      const measured = await measure(stage, one, windows);
      for (const row of measured) sayRow(row);
      rows.push(...measured);
    }
  if (!filled) return rows;
  const reindexed = reindexRow(stage.size, filled, stage.bare.rssMiB());
  sayRow(reindexed);
  return [...rows, reindexed];
}
