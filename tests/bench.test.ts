import { expect, test } from "vitest";
import { runProgram } from "./support/program.ts";

test("the bench loads both servers with every kind of case and prints its table and JSON", async () => {
  const names = ["detail-solution", "search-rare", "match", "desk", "propose"];
  const args = [
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
  const bench = runProgram("scripts/bench.ts", {}, [...args, "--only", names.join(",")]);
  const code = await bench.ended;
  expect(code === 0 ? "" : bench.output()).toBe("");
  const rows: unknown = JSON.parse(bench.output().trim().split("\n").at(-1)!);
  const number = expect.any(Number);
  expect(rows).toEqual(
    names.map((name) => ({
      name,
      engine: "postgresql",
      size: 200,
      concurrency: 2,
      perSecond: number,
      p50: number,
      p95: number,
      p99: number,
      baselinePerSecond: number,
      ratio: number,
      rssMiB: number,
      baselineRssMiB: number,
    })),
  );
}, 120_000);

test.for([
  [["--size", "ten"], "--size"],
  [["--only", "search"], "--only"],
  [["--concurrency", "0"], "--concurrency"],
] as const)("%s is refused in words", async ([args, said]) => {
  const bench = runProgram("scripts/bench.ts", {}, [...args]);
  expect(await bench.ended).toBe(1);
  expect(bench.output()).toContain(said);
  expect(bench.output()).not.toContain("    at ");
});
