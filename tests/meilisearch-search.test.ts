import { expect, test } from "vitest";
import type { IndexReader } from "../src/meilisearch/index-reader.ts";
import { searchPage } from "../src/meilisearch/search.ts";

const tables = {
  hasHidden: async () => await Promise.resolve(false),
  listNames: async () => await Promise.resolve([]),
  rowsOf: async () => await Promise.resolve([]),
  countTerms: async () => await Promise.resolve(new Map<string, number>()),
};
const query = {
  text: "巡检",
  filter: { scene: ["energy"], category: ["upgrade"] },
  page: 1,
  perPage: 20,
  now: new Date(),
};

const answer = (estimatedTotalHits: number) => ({ hits: [], estimatedTotalHits });

/** Finds nothing of what is chosen, and so many if one choice is taken back. */
function indexWith(otherwise: number) {
  const asked: number[] = [];
  const filters: string[] = [];
  const reader: IndexReader = {
    index: "shuqiao",
    ask: async (questions) => {
      asked.push(questions.length);
      filters.push(...questions.map(({ filter }) => String(filter)));
      return await Promise.resolve(questions.map(() => answer(otherwise)));
    },
    askInTurn: async (turns) => {
      filters.push(...turns.map(({ filter }) => filter));
      return await Promise.resolve(answer(0));
    },
  };
  return { reader, asked, filters };
}

test("what other choices would leave tells that the words are met", async () => {
  const { reader, asked } = indexWith(3);
  expect(await searchPage({ reader, tables }, query)).toMatchObject({ total: 0, reading: "exact" });
  // What each of the two choices would leave, and no question whether anything meets the words.
  expect(asked).toEqual([2]);
});

test("where nothing tells it, it is asked before the words are read otherwise", async () => {
  const { reader, asked } = indexWith(0);
  await searchPage({ reader, tables }, query);
  expect(asked.slice(0, 2)).toEqual([2, 1]);
});

test.each([true, false])("what is hidden is left out while anything is: %s", async (isAny) => {
  const { reader, filters } = indexWith(0);
  const hasHidden = async () => await Promise.resolve(isAny);
  for (const page of [1, 2])
    await searchPage({ reader, tables: { ...tables, hasHidden } }, { ...query, page });
  const leavingOut = filters.filter((filter) =>
    filter.includes(`NOT hidden > ${query.now.getTime()}`),
  );
  expect(filters.length).toBeGreaterThan(10);
  expect(leavingOut).toHaveLength(isAny ? filters.length : 0);
});
