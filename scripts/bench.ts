import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { connect } from "../src/db/connect.ts";
import { capture } from "./bench/capture.ts";
import { type CaseName, caseNames, makeCases } from "./bench/cases.ts";
import { chosen, measure } from "./bench/measure.ts";
import { prepare } from "./bench/prepare.ts";
import { type Row, sayHead, sayRow } from "./bench/report.ts";
import { startBaseline, startOurs, startShooter } from "./bench/servers.ts";
import { measureShape } from "./bench/shape.ts";
import { build } from "./build.ts";
import { projectRoot } from "./lib/project.ts";
import { onEnd } from "./lib/ending.ts";
import { startPostgres, throwawayPostgres } from "./lib/postgres.ts";
import { say, StartError } from "./lib/say.ts";

const authSecret = "a secret for measuring, known to all";
/** As `src/node.ts` has it. */
const poolSize = 10;

type Flags = {
  sizes: number[];
  only: CaseName[];
  seconds: number;
  /** Windows for each side, of which the median counts. */
  rounds: number;
  concurrency: number | undefined;
  json: boolean;
  /** A folder where what was generated stays for the next run; without it all goes again. */
  keep: string | undefined;
};

/** Our server beside a bare one, on one database, in one run: only the ratios mean anything. */
async function main() {
  const flags = readFlags();
  const rows: Row[] = [];
  await build();
  const { shape, measured } = measureShape(path.join(projectRoot, "../shared/data/products.json"));
  const cores = os.availableParallelism();
  say(`${cores} cores for both servers, PostgreSQL and the load: absolute figures are low.`);
  say(`Texts are as long and words as frequent as ${measured ? "measured" : "we remember them"}.`);
  for (const size of flags.sizes) rows.push(...(await benchSize(size, flags, shape)));
  say("");
  sayHead();
  for (const row of rows) sayRow(row);
  if (flags.json) say(JSON.stringify(rows));
}

async function benchSize(
  size: number,
  flags: Flags,
  shape: ReturnType<typeof measureShape>["shape"],
): Promise<Row[]> {
  const database = `bench_${size}`;
  const { keep } = flags;
  const postgres = keep
    ? await startPostgres(path.join(keep, "postgres"), { throwaway: true, database })
    : await throwawayPostgres(database);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shuqiao-bench-"));
  const undo: (() => Promise<void>)[] = [postgres.stop];
  const db = connect(postgres.url, 1);
  try {
    say(`\n${size} solutions:`);
    const file = keep && path.join(keep, `${database}.json`);
    const prepared = await prepare(postgres.url, { size, shape, authSecret, file });
    const cases = chosen(makeCases(size, prepared), flags.only);
    const plan = await capture(postgres.url, { authSecret }, cases);
    const planFile = path.join(folder, "plan.json");
    fs.writeFileSync(planFile, JSON.stringify(plan));
    const ours = await startOurs(postgres.url, authSecret);
    undo.push(ours.stop);
    const bare = await startBaseline(postgres.url, planFile, poolSize);
    undo.push(bare.stop);
    const shooter = startShooter();
    undo.push(shooter.stop);
    sayHead();
    const rows: Row[] = [];
    for (const one of cases)
      for (const concurrency of flags.concurrency ? [flags.concurrency] : one.concurrency) {
        const { seconds, rounds } = flags;
        const windows = { engine: "postgresql" as const, size, concurrency, seconds, rounds };
        rows.push(await measure({ ours, bare, shooter, db, folder }, one, windows));
        sayRow(rows.at(-1)!);
      }
    return rows;
  } finally {
    await db.destroy();
    for (const step of undo.toReversed()) await step();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function readFlags(): Flags {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "10000,100000" },
      only: { type: "string", default: caseNames.join(",") },
      seconds: { type: "string", default: "3" },
      rounds: { type: "string", default: "3" },
      concurrency: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "string" },
    },
  });
  const only = values.only.split(",").map((name) => {
    const known = caseNames.find((one) => one === name);
    if (!known) throw new StartError(`--only: ${name} is none of ${caseNames.join(", ")}`);
    return known;
  });
  return {
    sizes: values.size.split(",").map((size) => number("--size", size, 100)),
    only,
    seconds: number("--seconds", values.seconds, 0.05),
    rounds: number("--rounds", values.rounds, 1),
    concurrency: values.concurrency ? number("--concurrency", values.concurrency, 1) : undefined,
    json: values.json,
    keep: values.keep && path.resolve(values.keep),
  };
}

function number(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least)) throw new StartError(`${flag}: ${text} is no number from ${least} on`);
  return value;
}

onEnd(() => process.exit(130));
try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
