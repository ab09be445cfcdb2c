import { Kysely } from "kysely";
import { onTestFinished } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import { postgresDialect } from "../../src/db/dialect.ts";
import { createCopyKeeper } from "../../src/search/copy-keeper.ts";
import type { IndexDocument } from "../../src/search/engine.ts";
import { createFacetCodes } from "../../src/search/facet-code-store.ts";
import { postgresEngine } from "../../src/search/postgres.ts";
import { makeDocument } from "./shelf.ts";

export const now = new Date();

/** An engine that keeps a copy, in a process whose time can be moved, and how often the copy had the answer. */
export function keeping(url: string) {
  const state = { time: 0, told: 0, reads: 0 };
  const said: string[] = [];
  const db: Db = new Kysely({
    dialect: postgresDialect(url, 5),
    log: ({ query }) => void said.push(query.sql),
  });
  onTestFinished(async () => await db.destroy());
  const pending = new Set<Promise<unknown>>();
  const background = (work: Promise<unknown>) => {
    state.reads++;
    const done = work.finally(() => pending.delete(done));
    pending.add(done);
  };
  const copy = createCopyKeeper(() => state.time)({ db, background });
  const engine = postgresEngine(db, { codes: createFacetCodes(), copy });
  /** What is read behind an answer is there when the next is asked for. */
  const search: typeof engine.search = async (query) => {
    for (;;) {
      const before = state.reads;
      said.length = 0;
      const found = await engine.search(query);
      const isCounted = said.some((statement) => statement.includes("as lists"));
      await Promise.all(pending);
      if (state.reads > before) continue;
      if (!isCounted) state.told++;
      return found;
    }
  };
  return { state, search };
}

/** One of many, that differ in what they say and in every facet. */
export function documentAt(i: number): IndexDocument {
  return makeDocument(`m${i}`, {
    name: i % 3 === 0 ? `巡检云${i}` : `云上设备${i}`,
    aliases: i % 5 === 0 ? ["巡检"] : [],
    summary: i % 2 === 0 ? "设备巡检与ERP" : "管理与制造执行系统",
    body: i % 7 === 0 ? "也做巡检，能接MES" : "",
    scenes: [i % 4 === 0 ? "quality" : "production"],
    categories: [i % 4 === 1 ? "restore" : "upgrade"],
    regions: i % 3 === 1 ? ["330000"] : [],
    hiddenUntil: i % 11 === 10 ? new Date(now.getTime() + 3_600_000) : null,
  });
}
