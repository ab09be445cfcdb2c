import type { EngineName } from "../../src/search/engine.ts";
import { say } from "../lib/say.ts";
import type { Shot } from "./shooter.ts";

/** One line of the result: ours beside the bare server, medians over the windows. */
export type Row = {
  name: string;
  engine: EngineName;
  size: number;
  concurrency: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  baselinePerSecond: number;
  ratio: number;
  rssMiB: number;
  baselineRssMiB: number;
};

type Side = { shots: Shot[]; rssMiB: number };

export function rowOf(
  { name, engine, size, concurrency }: Pick<Row, "name" | "engine" | "size" | "concurrency">,
  ours: Side,
  bare: Side,
): Row {
  const rate = ({ shots }: Side) => median(shots.map((shot) => shot.answered / shot.seconds));
  const time = (of: "p50" | "p95" | "p99") => round(median(ours.shots.map((shot) => shot[of])), 2);
  const [perSecond, baselinePerSecond] = [rate(ours), rate(bare)];
  return {
    name,
    engine,
    size,
    concurrency,
    perSecond: round(perSecond, 1),
    p50: time("p50"),
    p95: time("p95"),
    p99: time("p99"),
    baselinePerSecond: round(baselinePerSecond, 1),
    ratio: round(perSecond / baselinePerSecond, 3),
    rssMiB: ours.rssMiB,
    baselineRssMiB: bare.rssMiB,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}

const columns = [
  ["case", 16],
  ["engine", 12],
  ["size", 7],
  ["c", 4],
  ["req/s", 9],
  ["p50", 8],
  ["p95", 8],
  ["p99", 8],
  ["bare/s", 9],
  ["ratio", 7],
  ["MiB", 7],
  ["bare MiB", 9],
] as const;

export function sayHead(): void {
  say(columns.map(([name, width], i) => pad(name, width, i)).join(""));
}

export function sayRow(row: Row): void {
  const { name, engine, size, concurrency, perSecond, p50, p95, p99 } = row;
  const { baselinePerSecond, ratio, rssMiB, baselineRssMiB } = row;
  const cells = [name, engine, size, concurrency, perSecond, p50, p95, p99];
  cells.push(baselinePerSecond, ratio, rssMiB, baselineRssMiB);
  say(cells.map((cell, i) => pad(`${cell}`, columns[i]?.[1] ?? 8, i)).join(""));
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}
