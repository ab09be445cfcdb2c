import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { allDocuments } from "../src/search/service.ts";
import { testApp } from "./support/app.ts";
import { hasCatalogue, loadCatalogue } from "./support/catalogue.ts";
import { engines } from "./support/engines.ts";

const judged = z.array(
  z.object({
    q: z.string(),
    top5_any: z.array(z.string()),
    top10_all: z.array(z.string()),
    never_top10: z.array(z.string()),
    empty: z.boolean(),
  }),
);

const files = ["../shared/relevance/search-dev.json", "tests/relevance/search-blind.json"];

describe.for(Object.entries(engines))("%s", ([, make]) => {
  test.skipIf(!hasCatalogue).for(files)(
    "%s holds on the real catalogue",
    { timeout: 60_000 },
    async (file) => {
      const { db } = await testApp();
      await loadCatalogue(db);
      const engine = await make(db);
      // Our own rows are written with the things.
      if (engine.name !== "postgresql") await engine.rebuild(allDocuments(db));
      const queries = judged.parse(JSON.parse(readFileSync(file, "utf8")));
      const short: string[] = [];
      for (const query of queries) {
        const { hits, total } = await engine.search({
          text: query.q,
          filter: { type: ["solution"] },
          page: 1,
          perPage: 10,
          now: new Date(),
        });
        const keys = hits.map((hit) => hit.externalKey ?? "");
        const held =
          (query.top5_any.length === 0 ||
            keys.slice(0, 5).some((key) => query.top5_any.includes(key))) &&
          query.top10_all.every((key) => keys.includes(key)) &&
          !keys.some((key) => query.never_top10.includes(key)) &&
          query.empty === (total === 0);
        if (!held)
          short.push(`${query.q}: ${hits.map((h) => `${h.externalKey} ${h.name}`).join("; ")}`);
      }
      expect(short).toEqual([]);
    },
  );
});
