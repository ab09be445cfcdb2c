import path from "node:path";
import { parseArgs } from "node:util";
import type { EngineName } from "../../src/search/engine.ts";
import { StartError } from "../lib/say.ts";
import { type CaseName, caseNames } from "./cases.ts";

export type Flags = {
  sizes: number[];
  only: CaseName[];
  engines: EngineName[];
  seconds: number;
  /** Windows for each side, of which the median counts. */
  rounds: number;
  /** Seconds that each side is asked before it is measured. */
  warm: number;
  concurrency: number | undefined;
  /** Fill both indexes of Meilisearch again, though they hold everything. */
  reindex: boolean;
  json: boolean;
  /** Where all that was measured goes, the goals included. */
  jsonFile: string | undefined;
  /** A folder where what was generated stays for the next run; without it all goes again. */
  keep: string | undefined;
};

const engineNames: readonly EngineName[] = ["postgresql", "meilisearch"];

export function readFlags(args: string[]): Flags {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      size: { type: "string", default: "10000,100000" },
      only: { type: "string", default: caseNames.join(",") },
      engine: { type: "string", default: engineNames.join(",") },
      seconds: { type: "string", default: "3" },
      rounds: { type: "string", default: "3" },
      warm: { type: "string", default: "1" },
      concurrency: { type: "string" },
      reindex: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      keep: { type: "string" },
    },
  });
  const [jsonFile, ...others] = positionals;
  const stray = values.json ? others[0] : jsonFile;
  if (stray !== undefined) throw new StartError(`${stray}: only --json takes a file`);
  return {
    sizes: values.size.split(",").map((size) => number("--size", size, 100)),
    only: values.only.split(",").map((name) => oneOf("--only", name, caseNames)),
    engines: values.engine.split(",").map((name) => oneOf("--engine", name, engineNames)),
    seconds: number("--seconds", values.seconds, 0.05),
    rounds: number("--rounds", values.rounds, 1),
    warm: number("--warm", values.warm, 0),
    concurrency: values.concurrency ? number("--concurrency", values.concurrency, 1) : undefined,
    reindex: values.reindex,
    json: values.json,
    jsonFile,
    keep: values.keep && path.resolve(values.keep),
  };
}

function oneOf<T extends string>(flag: string, name: string, known: readonly T[]): T {
  const found = known.find((one) => one === name);
  if (!found) throw new StartError(`${flag}: ${name} is none of ${known.join(", ")}`);
  return found;
}

function number(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!(value >= least)) throw new StartError(`${flag}: ${text} is no number from ${least} on`);
  return value;
}
