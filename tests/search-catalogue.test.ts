import { describe, expect, test } from "vitest";
import { searchQueries } from "../scripts/relevance/search-queries.ts";
import { createMatching, readEverything } from "../src/matching/matcher.ts";
import { finderOf } from "../src/search/finder.ts";
import { allDocuments } from "../src/search/service.ts";
import { testApp } from "./support/app.ts";
import { hasCatalogue, loadCatalogue } from "./support/catalogue.ts";
import { engines } from "./support/engines.ts";

const files = ["../shared/relevance/search-dev.json", "tests/relevance/search-blind.json"];

describe.for(Object.entries(engines))("%s", ([, make]) => {
  test.skipIf(!hasCatalogue).for(files)(
    "%s holds on the real catalogue",
    { timeout: 60_000 },
    async (file) => {
      const { db } = await testApp();
      await loadCatalogue(db);
      await readEverything(db);
      const engine = await make(db);
      // Our own rows are written with the things.
      if (engine.name !== "postgresql") await engine.rebuild(allDocuments(db));
      const matcher = await createMatching()(db, finderOf(engine));
      expect((await searchQueries(db, matcher, file)).short).toEqual([]);
    },
  );
});
