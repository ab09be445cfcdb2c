import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readFlags } from "./bench/flags.ts";
import { goalsOf, sayGoals } from "./bench/goals.ts";
import { outsideAddress } from "./bench/outside.ts";
import { type Row, sayHead, sayRow } from "./bench/report.ts";
import { measureShape } from "./bench/shape.ts";
import { benchSize } from "./bench/size.ts";
import { build } from "./build.ts";
import { onEnd } from "./lib/ending.ts";
import { projectRoot } from "./lib/project.ts";
import { say, StartError } from "./lib/say.ts";

/**
 * Our server beside a bare one on one database, and on Meilisearch beside Meilisearch itself, in one
 * run: only the ratios mean anything.
 */
async function main() {
  const flags = readFlags(process.argv.slice(2));
  const { engines } = flags;
  const meilisearch = engines.includes("meilisearch")
    ? await outsideAddress(process.env)
    : undefined;
  const rows: Row[] = [];
  await build();
  const { shape, measured } = measureShape(path.join(projectRoot, "../shared/data/products.json"));
  const cores = os.availableParallelism();
  say(`${cores} cores for the servers, both engines and the load: absolute figures are low.`);
  say(`Texts are as long and words as frequent as ${measured ? "measured" : "we remember them"}.`);
  if (!meilisearch) say("MEILISEARCH_URL is not set or not wanted: ONLY POSTGRESQL IS MEASURED.");
  for (const size of flags.sizes)
    rows.push(...(await benchSize(size, flags, { shape, meilisearch })));
  say("");
  sayHead();
  for (const row of rows) sayRow(row);
  const goals = goalsOf(rows);
  say("");
  sayGoals(goals);
  if (flags.jsonFile) fs.writeFileSync(flags.jsonFile, JSON.stringify({ rows, goals }, null, 2));
  if (flags.json) say(JSON.stringify(rows));
}

onEnd(() => process.exit(130));
try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
