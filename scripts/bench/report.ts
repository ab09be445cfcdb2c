import type { EngineName } from "../../src/search/engine.ts";
import { say } from "../lib/say.ts";
import type { Fillings } from "./outside.ts";
import type { Shot } from "./shooter.ts";

/**
 * One line of the result, medians over the windows. The baseline of our PostgreSQL engine is the
 * bare server, that of our Meilisearch engine is Meilisearch itself.
 */
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
  baselineP95: number;
  ratio: number;
  rssMiB: number;
  /** Always the bare server's. */
  baselineRssMiB: number;
  /** Meilisearch itself, asked the same in the same windows. */
  nativePerSecond?: number;
  nativeP95?: number;
  /** What share of the answers came from PostgreSQL, because Meilisearch was too slow. */
  fellBack?: number;
};

type Of = Pick<Row, "name" | "engine" | "size" | "concurrency" | "rssMiB" | "baselineRssMiB">;
type Shots = { own: Shot[]; baseline: Shot[]; native: Shot[] | undefined };

export function rowOf(of: Of, { own, baseline, native }: Shots): Row {
  const { name, engine, size, concurrency, rssMiB, baselineRssMiB } = of;
  const [perSecond, baselinePerSecond] = [rateOf(own), rateOf(baseline)];
  const lacking = own.reduce((sum, shot) => sum + shot.lacking, 0);
  const answered = own.reduce((sum, shot) => sum + shot.answered, 0);
  return {
    name,
    engine,
    size,
    concurrency,
    perSecond: round(perSecond, 1),
    p50: timeOf(own, "p50"),
    p95: timeOf(own, "p95"),
    p99: timeOf(own, "p99"),
    baselinePerSecond: round(baselinePerSecond, 1),
    baselineP95: timeOf(baseline, "p95"),
    ratio: round(perSecond / baselinePerSecond, 3),
    rssMiB,
    baselineRssMiB,
    ...(native && {
      nativePerSecond: round(rateOf(native), 1),
      nativeP95: timeOf(native, "p95"),
    }),
    ...(lacking > 0 && { fellBack: round(lacking / answered, 3) }),
  };
}

/** Documents a second, and the whole of it in ms; ours beside what the engine alone needs. */
export function reindexRow(
  size: number,
  { documents, ours, native }: Fillings,
  baselineRssMiB: number,
): Row {
  const [time, alone] = [round(ours.seconds * 1000, 0), round(native.seconds * 1000, 0)];
  return {
    name: "reindex",
    engine: "meilisearch",
    size,
    concurrency: 1,
    perSecond: round(documents / ours.seconds, 1),
    p50: time,
    p95: time,
    p99: time,
    baselinePerSecond: round(documents / native.seconds, 1),
    baselineP95: alone,
    ratio: round(native.seconds / ours.seconds, 3),
    rssMiB: ours.peakMiB,
    baselineRssMiB,
  };
}

function rateOf(shots: readonly Shot[]): number {
  return median(shots.map((shot) => shot.answered / shot.seconds));
}

function timeOf(shots: readonly Shot[], of: "p50" | "p95" | "p99"): number {
  return round(median(shots.map((shot) => shot[of])), 2);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}

const columns = [
  ["case", 16],
  ["engine", 12],
  ["size", 8],
  ["c", 4],
  ["req/s", 9],
  ["p50", 9],
  ["p95", 9],
  ["p99", 9],
  ["base/s", 9],
  ["base p95", 10],
  ["ratio", 7],
  ["meili/s", 9],
  ["MiB", 7],
  ["bare MiB", 9],
] as const;

export function sayHead(): void {
  say(columns.map(([name, width], i) => pad(name, width, i)).join(""));
}

export function sayRow(row: Row): void {
  const { name, engine, size, concurrency, perSecond, p50, p95, p99 } = row;
  const { baselinePerSecond, baselineP95, ratio, nativePerSecond, rssMiB, baselineRssMiB } = row;
  const cells = [name, engine, size, concurrency, perSecond, p50, p95, p99];
  cells.push(baselinePerSecond, baselineP95, ratio, nativePerSecond ?? "", rssMiB, baselineRssMiB);
  const line = cells.map((cell, i) => pad(`${cell}`, columns[i]?.[1] ?? 8, i)).join("");
  const aside = row.fellBack ? `  (${row.fellBack * 100} % answered by PostgreSQL)` : "";
  say(`${line}${aside}`);
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}
