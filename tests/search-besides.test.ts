import { expect, test } from "vitest";
import { facetNames, type Filter } from "../src/search/engine.ts";
import { read } from "./support/app.ts";
import { engines } from "./support/engines.ts";
import { indexAll, introduce, mes, seal, searcher, shop } from "./support/meaning-shop.ts";

const both = Object.entries(engines);

const names = ["甲", "乙", "丙", "丁", "戊", "己"] as const;

test.for(both)(
  "%s: of what is meant, what holds the words typed besides comes first",
  async ([, make]) => {
    const offers = Object.fromEntries(
      names.map((name) => [`${name}软件`, [{ ...mes, name: `${name}工票执行` }]]),
    );
    const { app, db } = await shop(offers);
    const legal = { 乙: "浙江乙乙工业软件有限公司", 丁: "丁丁（浙江）数字科技有限公司" };
    for (const [name, legal_name] of Object.entries(legal))
      await db
        .updateTable("provider")
        .set({ legal_name })
        .where("name", "=", `${name}软件`)
        .execute();
    await db
      .updateTable("solution")
      .set({ description: "饮料灌装也用" })
      .where("name", "in", ["丁工票执行", "己工票执行"])
      .execute();
    await indexAll(db);
    const search = await searcher(make, db);
    const plain = await search("扫码报工");
    const rows: [typed: string, first: string[], besides: string[], unused: string[]][] = [
      ["浙江 扫码报工", ["乙", "丁"], ["浙江"], []],
      ["扫码报工 饮料", ["丁", "己"], ["饮料"], []],
      ["浙江 饮料 扫码报工", ["丁", "乙", "己"], ["浙江", "饮料"], []],
      ["绿萝 扫码报工", [], [], ["绿萝"]],
      ["绿萝 浙江 扫码报工", ["乙", "丁"], ["浙江"], ["绿萝"]],
    ];
    for (const [typed, first, besides, unused] of rows) {
      const found = await search(typed);
      expect([typed, found.total, found.meant]).toMatchObject([
        typed,
        plain.total,
        { besides, unused, literal: 0 },
      ]);
      const own = found.names.slice(0, first.length);
      expect([typed, own.toSorted()]).toEqual([
        typed,
        first.map((name) => `${name}工票执行`).toSorted(),
      ]);
      // The rest stay as they were.
      const rest = plain.names.filter((name) => !own.includes(name));
      expect([typed, found.names.slice(first.length)]).toEqual([typed, rest]);
    }
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => await search("浙江 扫码报工", {}, page, 2)),
    );
    expect(pages.flatMap((page) => page.names)).toEqual((await search("浙江 扫码报工", {})).names);
    const said = await (await app.request("/search?q=浙江 绿萝 扫码报工")).text();
    expect(said).toContain("写到“浙江”的在前。“绿萝”没有用上。");
  },
);

test.for(both)(
  "%s: the very thing stays before what is only a part of it, wherever that is",
  async ([, make]) => {
    const tickets = { name: "绿萝工票码", summary: "扫码报工：每道工序扫码报工" };
    const { db } = await shop({ 甲软件: [tickets], 乙软件: [mes] });
    const search = await searcher(make, db);
    expect(await search("绿萝 制造执行")).toMatchObject({
      names: [mes.name, tickets.name],
      meant: { besides: [], unused: ["绿萝"], literal: 0 },
    });
  },
);

test.for(both)(
  "%s: a term of the trade is meant beside a word that many needs begin with",
  async ([, make]) => {
    const trace = { name: "一袋查到底", summary: "食品厂追溯：从成品袋查到原料批次" };
    const food = { ...mes, name: "丙工票执行", description: "食品生产也用" };
    const { db } = await shop({ 甲软件: [trace], 乙软件: [mes], 丙软件: [food] });
    const search = await searcher(make, db);
    for (const typed of ["食品 MES", "食品　mes"])
      expect([typed, await search(typed)]).toMatchObject([
        typed,
        { names: [food.name, mes.name], meant: { capabilities: [{ code: "mes" }] } },
      ]);
  },
);

const usedIn = (where: string, name: string, description = "") => ({
  name: `${name}票执行`,
  summary: `${where}用的${mes.summary}`,
  description,
});

test.for(both)(
  "%s: a lone character is held where a name has it or it stands alone, nowhere else",
  async ([, make]) => {
    const { db } = await shop({
      甲软件: ["甲工", "乙工", "丙工"].map((name) => usedIn("工厂", name)),
      丁软件: [usedIn("工地", "丁厂")],
      戊软件: [usedIn("工地", "戊工", "给 厂 用")],
      己厂软件: [usedIn("工地", "己工")],
    });
    const found = await (await searcher(make, db))("厂 扫码报工");
    expect(found.meant).toMatchObject({ besides: ["厂"], unused: [] });
    const first = ["丁厂票执行", "己工票执行", "戊工票执行"];
    expect(found.names.slice(0, 3).toSorted()).toEqual(first.toSorted());
    expect(found.names).toHaveLength(6);
  },
);

test("by API it is said which words typed besides had a part in it", async () => {
  const { app } = await shop({ 甲软件: [mes] });
  const answer = await read(await app.request("/api/v1/search?q=绿萝 扫码报工"));
  expect(answer).toMatchObject({ meant: { besides: [], unused: ["绿萝"] } });
});

test.for(both)(
  "%s: what a named firm has counts the same whatever is chosen, and no choice finds more",
  async ([, make]) => {
    const own = ["云表", "云屏", "云册"].map((name, i) => ({
      name,
      description: "填表",
      scenes: [i === 0 ? "quality" : "finance"],
    }));
    const { db } = await shop({ 右蓝: own, 丁软件: [seal] });
    await introduce(db, "右蓝", "做考勤排班");
    const search = await searcher(make, db);
    const total = async (typed: string, filter: Filter) => (await search(typed, filter)).total;
    for (const typed of ["右蓝排班", "右蓝 排班"]) {
      const all = await search(typed, {});
      expect([typed, all.total]).toEqual([typed, 4]);
      expect(await search(typed, { type: ["provider"] })).toMatchObject({
        total: 1,
        reading: "exact",
      });
      const choices: Filter[] = [
        {},
        { type: ["solution"] },
        { scene: ["finance"] },
        { type: ["solution"], scene: ["quality"] },
        { type: ["solution", "provider"], region: ["330000"], scene: ["finance", "none"] },
        { scene: ["hr"] },
      ];
      for (const chosen of choices) {
        const { facets, total: found } = await search(typed, chosen);
        for (const facet of facetNames)
          for (const { code, count } of facets[facet]) {
            const ticked = await total(typed, { ...chosen, [facet]: [code] });
            expect([typed, chosen, facet, code, ticked]).toEqual([
              typed,
              chosen,
              facet,
              code,
              count,
            ]);
            expect(chosen[facet] ? 0 : ticked).toBeLessThanOrEqual(found);
          }
      }
    }
  },
);
