import fs from "node:fs";
import path from "node:path";
import type { Db } from "../../src/db/connect.ts";
import type { EngineName } from "../../src/search/engine.ts";
import { type Ask, type Case, type CaseName } from "./cases.ts";
import { requestOf } from "./capture.ts";
import { takeBackProposals } from "./people.ts";
import { type Row, rowOf } from "./report.ts";
import type { Server, Shooter } from "./servers.ts";
import type { Shot } from "./shooter.ts";

type Measured = { engine: EngineName; size: number; concurrency: number };
export type Windows = { seconds: number; rounds: number };
type Sides = { ours: Server; bare: Server; shooter: Shooter; db: Db; folder: string };

/** Windows of one and of the other in turn, after a short one to warm each up. */
export async function measure(
  { ours, bare, shooter, db, folder }: Sides,
  one: Case,
  { engine, size, concurrency, seconds, rounds }: Measured & Windows,
): Promise<Row> {
  const sides = [
    { server: ours, file: path.join(folder, `${one.name}-ours.json`), at: 0, shots: [] as Shot[] },
    { server: bare, file: path.join(folder, `${one.name}-bare.json`), at: 0, shots: [] as Shot[] },
  ];
  writeRequests(sides[0]!.file, ours.port, one.asks);
  writeRequests(
    sides[1]!.file,
    bare.port,
    one.asks.map((ask, at) => bareAsk(one.name, ask, at)),
  );
  for (let round = 0; round <= rounds; round++)
    for (const side of sides) {
      const once = one.fills !== undefined;
      if (once) await takeBackProposals(db);
      const shot = await shooter.shoot({
        port: side.server.port,
        requestsFile: side.file,
        concurrency,
        seconds: round === 0 ? Math.min(1, seconds) : seconds,
        status: one.status,
        from: once ? 0 : side.at,
        once,
      });
      side.at = shot.next;
      requireGood(one.name, side.server === ours ? "our server" : "the bare server", shot);
      if (round > 0) side.shots.push(shot);
    }
  const [a, b] = sides.map(({ server, shots }) => ({ shots, rssMiB: server.rssMiB() }));
  return rowOf({ name: one.name, engine, size, concurrency }, a!, b!);
}

function requireGood(name: string, whose: string, { answered, wrong }: Shot) {
  if (Object.keys(wrong).length > 0)
    throw new Error(`${name}: ${whose} gave wrong answers: ${JSON.stringify(wrong)}`);
  if (answered === 0) throw new Error(`${name}: ${whose} gave no answer in time`);
}

function bareAsk(name: string, ask: Ask, at: number): Ask {
  return { ...ask, path: `/${name}/${at}` };
}

function writeRequests(file: string, port: number, asks: readonly Ask[]) {
  const texts = asks.map((ask) => {
    const { method, headers, body = "" } = { body: undefined, ...requestOf(ask) };
    const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}\r\n`);
    const length = body === "" ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    return `${method} ${ask.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join("")}${length}\r\n${body}`;
  });
  fs.writeFileSync(file, JSON.stringify(texts));
}

export function chosen(cases: readonly Case[], only: readonly CaseName[]): Case[] {
  return cases.filter(({ name }) => only.some((wanted) => wanted === name));
}
