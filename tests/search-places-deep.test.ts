import { expect, test } from "vitest";
import type { SearchQuery } from "../src/search/engine.ts";
import { engines } from "./support/engines.ts";
import { searcher, serve, shop } from "./support/meaning-shop.ts";

const line = (name: string, description = "") => ({
  name,
  summary: "车间 MES：工单、派工",
  description,
});

test.for(Object.entries(engines))(
  "%s: deep down in the list for a place no more is read than a few pages",
  async ([, make]) => {
    const lines = Array.from({ length: 230 }, (_, i) => line(`云工单${i}`));
    const first = line("沪工单 MES", "上海的车间在用");
    const made = await shop({ 国工: [...lines, first], 粤工: [line("粤工单", "上海的车间在用")] });
    await serve(made.db, { 国工: ["000000"], 粤工: ["440000"] });
    let most = 0;
    const search = await searcher(async (db) => {
      const engine = await make(db);
      const counting = async (query: SearchQuery) => {
        most = Math.max(most, query.perPage);
        return await engine.search(query);
      };
      return { ...engine, search: counting };
    }, made.db);
    const pages = [];
    for (const page of [1, 2, 3, 4, 5]) {
      const { hits, total, place } = await search("上海 MES", undefined, page, 50);
      expect([page, total, place?.literal]).toEqual([page, 232, 2]);
      pages.push(...hits.map(({ name }) => name));
    }
    expect(pages.slice(0, 2).toSorted()).toEqual(["沪工单 MES", "粤工单"]);
    expect(new Set(pages).size).toBe(232);
    expect([pages.length, most]).toEqual([232, 200]);
  },
);
