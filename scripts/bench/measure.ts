import fs from "node:fs";
import path from "node:path";
import type { Db } from "../../src/db/connect.ts";
import type { EngineName } from "../../src/search/engine.ts";
import { requestOf } from "./capture.ts";
import { type Ask, type Case, onBothEngines } from "./cases.ts";
import { nativeAsk } from "./native.ts";
import type { Outside } from "./outside.ts";
import { takeBackProposals } from "./people.ts";
import { type Row, rowOf } from "./report.ts";
import type { Server, Shooter } from "./servers.ts";
import type { Shot } from "./shooter.ts";

export type Windows = { concurrency: number; seconds: number; rounds: number; warm: number };
/** Our server on each engine, what each is measured against, and who asks them. */
export type Stage = {
  size: number;
  ours: Partial<Record<EngineName, Server>>;
  bare: Server;
  outside: Outside | undefined;
  shooter: Shooter;
  db: Db;
  folder: string;
};
type Side = {
  whose: string;
  host: string;
  port: number;
  asks: readonly Ask[];
  status: number;
  /** What stands in every answer that was meant: another engine may have answered instead. */
  holds?: string;
};
type SideName = EngineName | "bare" | "native";

/** A line for each engine that the case is asked of. */
export async function measure(stage: Stage, one: Case, windows: Windows): Promise<Row[]> {
  const { size, ours, bare } = stage;
  const { name } = one;
  const shots = await shootInTurn(stage, one, sidesOf(stage, one), windows);
  const { concurrency } = windows;
  const rows: Row[] = [];
  for (const engine of ["postgresql", "meilisearch"] as const) {
    const own = shots.get(engine);
    const baseline = shots.get(engine === "postgresql" ? "bare" : "native");
    if (!own || !baseline) continue;
    const rss = { rssMiB: ours[engine]?.rssMiB() ?? 0, baselineRssMiB: bare.rssMiB() };
    const native = shots.get("native");
    rows.push(rowOf({ name, engine, size, concurrency, ...rss }, { own, baseline, native }));
  }
  return rows;
}

function sidesOf({ ours, bare, outside }: Stage, one: Case): Map<SideName, Side> {
  const { name, asks, status } = one;
  const sides = new Map<SideName, Side>();
  const add = (side: SideName, { port }: { port: number }, more: Omit<Side, "host" | "port">) =>
    sides.set(side, { host: "127.0.0.1", port, ...more });
  if (ours.postgresql) {
    const bareAsks = asks.map((ask, at) => ({ ...ask, path: `/${name}/${at}` }));
    add("postgresql", ours.postgresql, { whose: "our server", asks, status });
    add("bare", bare, { whose: "the bare server", asks: bareAsks, status });
  }
  if (!outside || !ours.meilisearch || !onBothEngines(name)) return sides;
  const holds = name === "suggest" ? {} : { holds: `"engine":"meilisearch"` };
  add("meilisearch", ours.meilisearch, {
    whose: "our server on Meilisearch",
    asks,
    status,
    ...holds,
  });
  sides.set("native", {
    whose: "Meilisearch itself",
    host: outside.host,
    port: outside.port,
    status: 200,
    asks: asks.map((ask) => nativeAsk(outside, ask, { everyChoice: name === "search-choices" })),
  });
  return sides;
}

/** Windows of each side in turn, after a short one to warm each up. */
async function shootInTurn(
  { shooter, db, folder }: Stage,
  one: Case,
  sides: ReadonlyMap<SideName, Side>,
  { concurrency, seconds, rounds, warm }: Windows,
): Promise<Map<SideName, Shot[]>> {
  const shots = new Map<SideName, Shot[]>();
  const files = new Map<SideName, string>();
  for (const [name, side] of sides) {
    const file = path.join(folder, `${one.name}-${name}.json`);
    writeRequests(file, side);
    files.set(name, file);
    shots.set(name, []);
  }
  const next = new Map<SideName, number>();
  const once = one.fills !== undefined;
  for (let round = 0; round <= rounds; round++)
    for (const [name, side] of sides) {
      if (once) await takeBackProposals(db);
      const { host, port, status, holds, whose } = side;
      const shot = await shooter.shoot({
        host,
        port,
        concurrency,
        status,
        holds,
        once,
        requestsFile: files.get(name) ?? "",
        seconds: round === 0 ? warm : seconds,
        from: once ? 0 : (next.get(name) ?? 0),
      });
      next.set(name, shot.next);
      requireGood(one.name, whose, shot);
      if (round > 0) shots.get(name)?.push(shot);
    }
  return shots;
}

function requireGood(name: string, whose: string, { answered, wrong }: Shot) {
  if (Object.keys(wrong).length > 0)
    throw new Error(`${name}: ${whose} gave wrong answers: ${JSON.stringify(wrong)}`);
  if (answered === 0) throw new Error(`${name}: ${whose} gave no answer in time`);
}

function writeRequests(file: string, { host, port, asks }: Side) {
  const texts = asks.map((ask) => {
    const { method, headers, body = "" } = { body: undefined, ...requestOf(ask) };
    const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}\r\n`);
    const length = body === "" ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    return `${method} ${ask.path} HTTP/1.1\r\nhost: ${host}:${port}\r\n${lines.join("")}${length}\r\n${body}`;
  });
  fs.writeFileSync(file, JSON.stringify(texts));
}
