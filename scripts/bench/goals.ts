import type { EngineName } from "../../src/search/engine.ts";
import { say } from "../lib/say.ts";
import { type Row, round } from "./report.ts";

/** What we promise, and how near this run came to it. */
export type Goal = {
  goal: string;
  bound: string;
  /** The worst of what was measured; without one this run did not measure it. */
  value?: number;
  met?: boolean;
};

/** The size that most promises are made for. */
const promised = 100_000;
const engines = ["postgresql", "meilisearch"] as const;

/** Judged at the size of the promise, or at the largest of the run. */
export function goalsOf(all: readonly Row[]): Goal[] {
  const largest = Math.max(...all.map(({ size }) => size));
  const size = all.some((row) => row.size === promised) ? promised : largest;
  const of = (name: string, engine: EngineName, concurrency?: number) =>
    all
      .filter((row) => row.name === name && row.engine === engine && row.size === size)
      .filter((row) => row.concurrency === (concurrency ?? row.concurrency));
  return [
    ...["list-solutions", "detail-solution"].map((name) =>
      atLeast(0.6, `${name}, of the bare server's rate`, of(name, "postgresql"), ratio),
    ),
    ...["search-rare", "search-some"].flatMap((name) =>
      engines.map((engine) => growth(2.5, `${name} on ${engine}`, all, { name, engine })),
    ),
    ...["search-faceted", "search-choices"].flatMap((name) =>
      engines.map((engine) => {
        const bound = engine === "meilisearch" ? 0.7 : 1;
        return atLeast(
          bound,
          `${name} on ${engine}, of the native rate`,
          of(name, engine),
          rateToNative,
        );
      }),
    ),
    ...engines.flatMap((engine) => [
      atMost(30, `match on ${engine} at c = 1, p95 in ms`, of("match", engine, 1), p95),
      atMost(
        1.3,
        `match on ${engine} at c = 8, p95 to the bare multi-search's`,
        of("match", engine, 8),
        timeToNative,
      ),
      atMost(20, `suggest on ${engine}, p95 in ms`, of("suggest", engine), p95),
    ]),
    atMost(
      1.3,
      "reindex, time to the engine's own",
      of("reindex", "meilisearch"),
      (row) => 1 / row.ratio,
    ),
    atMost(1.5, "memory to the bare server's, reindex included", besideLoaded(all), memory),
  ];
}

type Value = (row: Row) => number | undefined;
const ratio: Value = (row) => row.ratio;
const p95: Value = (row) => row.p95;
const rateToNative: Value = ({ perSecond, nativePerSecond }) =>
  nativePerSecond && perSecond / nativePerSecond;
const timeToNative: Value = ({ p95: ours, nativeP95 }) => nativeP95 && ours / nativeP95;
const memory: Value = ({ rssMiB, baselineRssMiB }) =>
  baselineRssMiB > 0 ? rssMiB / baselineRssMiB : undefined;

/** Where the bare server was under load in the same run. */
function besideLoaded(rows: readonly Row[]): Row[] {
  const loaded = rows.filter(({ engine }) => engine === "postgresql").map(({ size }) => size);
  return rows.filter(({ size }) => loaded.includes(size));
}

/** What has the same hits at every size should take about the same time. */
function growth(
  bound: number,
  goal: string,
  all: readonly Row[],
  { name, engine }: { name: string; engine: EngineName },
): Goal {
  const same = all.filter((row) => row.name === name && row.engine === engine);
  const [first, ...others] = same.toSorted((a, b) => a.size - b.size);
  const larger = others.filter(({ size }) => first && size > first.size);
  return atMost(bound, `${goal}, p95 to the smallest size's`, larger, (row) =>
    first ? row.p95 / first.p95 : undefined,
  );
}

function atMost(bound: number, goal: string, rows: readonly Row[], value: Value): Goal {
  const values = rows.flatMap((row) => value(row) ?? []);
  const worst = Math.max(...values);
  return judged(goal, `≤ ${bound}`, rows, { values, worst, isWithin: worst <= bound });
}

function atLeast(bound: number, goal: string, rows: readonly Row[], value: Value): Goal {
  const values = rows.flatMap((row) => value(row) ?? []);
  const worst = Math.min(...values);
  return judged(goal, `≥ ${bound}`, rows, { values, worst, isWithin: worst >= bound });
}

type Verdict = { values: readonly number[]; worst: number; isWithin: boolean };

function judged(
  goal: string,
  bound: string,
  rows: readonly Row[],
  { values, worst, isWithin }: Verdict,
): Goal {
  if (values.length === 0) return { goal, bound };
  // What another engine answered in its place says nothing of this one.
  const isItsOwn = rows.every(({ fellBack = 0 }) => fellBack < 0.01);
  return { goal, bound, value: round(worst, 2), met: isWithin && isItsOwn };
}

export function sayGoals(goals: readonly Goal[]): void {
  for (const { goal, bound, value, met } of goals)
    if (met !== undefined) say(`${(met ? "met" : "MISSED").padEnd(8)}${goal} ${bound}: ${value}`);
  const unmeasured = goals.filter(({ met }) => met === undefined);
  if (unmeasured.length > 0) say(`not measured: ${unmeasured.map(({ goal }) => goal).join("; ")}`);
}
