import { Kysely } from "kysely";
import { onTestFinished } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import { postgresDialect } from "../../src/db/dialect.ts";
import { createCopyKeeper } from "../../src/search/copy-keeper.ts";
import { createFacetCodes } from "../../src/search/facet-code-store.ts";
import { postgresEngine } from "../../src/search/postgres.ts";

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
      // Some of it leads to more.
      while (pending.size > 0) await Promise.all(pending);
      if (state.reads > before) continue;
      if (!isCounted) state.told++;
      return found;
    }
  };
  return { state, search };
}
