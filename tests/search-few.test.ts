import { assert, asyncProperty, constantFrom, record } from "fast-check";
import { expect, test } from "vitest";
import { createFacetCodes } from "../src/search/facet-code-store.ts";
import { choicePatterns, countLists } from "../src/search/facet-lists.ts";
import { filterQueries } from "../src/search/facets.ts";
import { listFew, listTiers } from "../src/search/page-store.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { hasHit, listFacets, listNames } from "../src/search/postgres-store.ts";
import { type Vocabulary, readingsOf } from "../src/search/reading.ts";
import { countTerms } from "../src/search/term-store.ts";
import { tiersOf } from "../src/search/tiers.ts";
import { testApp } from "./support/app.ts";
import { choices, documentAt, shelf } from "./support/shelf.ts";

const now = new Date();
const asked = record({
  text: constantFrom(
    "巡检",
    "设备巡检",
    "erp",
    "MES",
    "云 巡检",
    "巡检 云9",
    "巡检的云管理",
    "金禾",
  ),
  filter: choices,
  page: constantFrom(1, 2, 3),
});

test("a page of few hits is the page that looking tier by tier finds", async () => {
  const { db } = await testApp();
  const many = Array.from({ length: 60 }, (_, i) => documentAt(i, now));
  await postgresEngine(db).put([...shelf, ...many]);
  const codes = createFacetCodes();
  const { lists } = await listFacets(db, { queries: [], level: 0 }, now);
  await countLists(db, codes, lists, {});
  const vocabulary: Vocabulary = {
    listNames: async (guess) => await listNames(db, guess, now),
    hasHit: async (tsquery) => await hasHit(db, tsquery, now),
    countTerms: async (terms) => await countTerms(db, terms),
  };
  let found = 0;
  await assert(
    asyncProperty(asked, async ({ text, filter, page }) => {
      const query = { text, filter, page, perPage: 7, now };
      const slice = { now, limit: 7, offset: 7 * (page - 1) };
      for await (const understood of readingsOf(vocabulary, text, now)) {
        const tiers = tiersOf(query, understood);
        const insides = tiers.map(({ inside }) => inside).filter((inside) => inside !== "");
        const patterns = choicePatterns(codes, filter);
        const few = await listFew(db, { tsquery: understood.tsquery, patterns }, insides, slice);
        const walked = await listTiers(
          db,
          tiers.map(({ queries }) => ({ queries, level: 0 })),
          slice,
        );
        expect({ text, filter: filterQueries(filter), few }).toEqual({
          text,
          filter: filterQueries(filter),
          few: walked,
        });
        found += few.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(100);
});

test("what no document has is met by none", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put(shelf);
  const patterns = choicePatterns(createFacetCodes(), { scene: ["energy"] });
  const slice = { now, limit: 7, offset: 0 };
  expect(await listFew(db, { tsquery: "'erp'", patterns: [] }, ["'x'"], slice)).not.toEqual([]);
  expect(await listFew(db, { tsquery: "'erp'", patterns }, ["'x'"], slice)).toEqual([]);
});
