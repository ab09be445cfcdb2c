import { expect, test } from "vitest";
import { readFlags } from "../scripts/bench/flags.ts";
import { StartError } from "../scripts/lib/say.ts";
import { runProgram } from "./support/program.ts";

const number = expect.any(Number);
const quick = [
  "--size",
  "200",
  "--seconds",
  "0.2",
  "--rounds",
  "1",
  "--concurrency",
  "2",
  "--json",
];

/** What it prints, and the rows of its last line. */
async function bench(names: readonly string[], env: Record<string, string> = {}) {
  const program = runProgram("scripts/bench.ts", env, [...quick, "--only", names.join(",")]);
  const code = await program.ended;
  expect(code === 0 ? "" : program.output()).toBe("");
  const rows: unknown = JSON.parse(program.output().trim().split("\n").at(-1)!);
  return { rows, said: program.output() };
}

function rowOf(name: string, engine: string) {
  return {
    name,
    engine,
    size: 200,
    concurrency: name === "reindex" ? 1 : 2,
    perSecond: number,
    p50: number,
    p95: number,
    p99: number,
    baselinePerSecond: number,
    baselineP95: number,
    ratio: number,
    rssMiB: number,
    baselineRssMiB: number,
  };
}

test("the bench loads both servers with every kind of case and prints its table, goals and JSON", async () => {
  const names = ["detail-solution", "search-rare", "match", "desk", "propose", "leads", "exposure"];
  const { rows, said } = await bench(names);
  expect(rows).toEqual(names.map((name) => rowOf(name, "postgresql")));
  expect(said).toContain("ONLY POSTGRESQL IS MEASURED");
  expect(said).toMatch(/^(met|MISSED) +detail-solution/m);
}, 120_000);

const url = process.env["MEILISEARCH_URL"] ?? "";
const key = process.env["MEILISEARCH_MASTER_KEY"] ?? "";

test.skipIf(url === "")(
  "beside Meilisearch itself it loads our server on it, and leaves no index behind",
  async () => {
    const own = `bench${process.pid}`;
    const env = {
      MEILISEARCH_URL: url,
      MEILISEARCH_MASTER_KEY: key,
      MEILISEARCH_INDEX: own,
    };
    const names = ["list-solutions", "search-faceted"];
    const { rows } = await bench(names, env);
    const native = { nativePerSecond: number, nativeP95: number };
    expect(rows).toEqual([
      rowOf("list-solutions", "postgresql"),
      { ...rowOf("search-faceted", "postgresql"), ...native },
      { ...rowOf("search-faceted", "meilisearch"), ...native },
      rowOf("reindex", "meilisearch"),
    ]);
    const left = await fetch(`${url}/indexes?limit=1000`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(await left.text()).not.toContain(own);
  },
  120_000,
);

test.for([
  [["--size", "ten"], "--size"],
  [["--only", "search"], "--only"],
  [["--engine", "lucene"], "--engine"],
  [["--concurrency", "0"], "--concurrency"],
  [["results.json"], "--json"],
] as const)("%s is refused in words", ([args, said]) => {
  expect(() => readFlags([...args])).toThrow(StartError);
  expect(() => readFlags([...args])).toThrow(said);
});

test.for([
  ["a wrong size", "--size", ["--size", "ten"], {}],
  [
    "a Meilisearch that is away",
    "at http://127.0.0.1:1",
    [],
    { MEILISEARCH_URL: "http://127.0.0.1:1" },
  ],
] as const)("%s is said without a stack, before any work", async ([, said, args, env]) => {
  const program = runProgram("scripts/bench.ts", env, [...args]);
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain(said);
  expect(program.output()).not.toContain("    at ");
});
