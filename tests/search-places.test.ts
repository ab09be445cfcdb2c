import { expect, test } from "vitest";
import { facetNames, type Filter } from "../src/search/engine.ts";
import { findPage } from "../src/search/find.ts";
import { finderOf } from "../src/search/finder.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { placeIn } from "../src/search/typed-place.ts";
import { read } from "./support/app.ts";
import { engines } from "./support/engines.ts";
import { searcher, serve, shop } from "./support/meaning-shop.ts";

const both = Object.entries(engines);

const told: [typed: string, words: string, codes: string, rest: string][] = [
  ["浙江 MES", "浙江", "330000", "MES"],
  ["MES 广东", "广东", "440000", "MES"],
  ["MES广东", "广东", "440000", "MES"],
  ["浙江MES", "浙江", "330000", "MES"],
  ["广东　ＭＥＳ", "广东", "440000", "ＭＥＳ"],
  ["廣東 MES", "廣東", "440000", "MES"],
  ["浙江,MES", "浙江", "330000", "MES"],
  ["苏州 ERP", "苏州", "320500", "ERP"],
  ["苏州工业园区 MES", "苏州工业园区", "320571", "MES"],
  ["温州鞋厂 报工", "温州", "330300", "鞋厂 报工"],
  ["杭州的财务软件", "杭州", "330100", "财务软件"],
  ["报工温州", "温州", "330300", "报工"],
  ["重庆 电子发票", "重庆", "500000", "电子发票"],
  ["温州本地 ERP", "温州", "330300", "ERP"],
  ["我们在温州 报工", "温州", "330300", "报工"],
  ["有没有温州的报工软件", "温州", "330300", "报工软件"],
  ["能服务浙江的 MES", "浙江", "330000", "MES"],
  ["有没有适合温州小厂的报工软件", "温州", "330300", "小厂的报工软件"],
  ["浙江 温州 报工", "浙江 温州", "330300", "报工"],
  ["浙江省温州市 报工", "浙江省温州市", "330300", "报工"],
  ["浙江 广东 MES", "浙江 广东", "330000 440000", "MES"],
  ["浙江 浙江 MES", "浙江", "330000", "MES"],
  ["中山装 广东", "广东", "440000", "中山装"],
  ["浙江", "浙江", "330000", ""],
  ["浙江 软件", "浙江", "330000", ""],
  ["杭州软件公司", "杭州", "330100", ""],
];
test.for(told)("in %s the place is told from the rest", ([typed, words, codes, rest]) =>
  expect(placeIn(typed)).toMatchObject({ words: words.split(" "), codes: codes.split(" "), rest }),
);

test.for([
  "MES",
  "全国 MES",
  "重庆火锅",
  "兰州拉面",
  "山东大厦",
  "北京东路",
  "南京路 门店",
  "云南白药",
  "中山装",
  "长春花",
  "新浙江",
  "阿里云",
  "宁德时代",
  "大理石 切割",
  "朝阳 ERP",
  "苏州工业园",
  "吉林大学",
  "北京时间",
  "杭州语忆科技有限公司",
  "云智慧（北京）科技",
  "北京 上海 广州 深圳 MES",
])("%s speaks of no place", (typed) => expect(placeIn(typed)).toBeUndefined());

const line = (name: string, more = "") => ({
  name,
  summary: `车间 MES：工单、派工`,
  description: more,
});

/** Where each firm serves; whose list is empty does not say. */
const serving: Record<string, string[]> = {
  越工: ["330000"],
  粤工: ["440000"],
  国工: ["000000"],
  未言: [],
  沪客: ["440000"],
  浙江大华: ["440000"],
  甬仓: ["000000"],
};

async function market() {
  const made = await shop({
    越工: [line("越工单")],
    粤工: [line("粤工单")],
    国工: [line("国工单")],
    未言: [line("未工单")],
    沪客: [line("沪工单", "上海的车间在用")],
    浙江大华: [{ name: "大华眼", summary: "视频监控：看护厂区大门" }],
    甬仓: ["一", "二", "三", "四", "五"].map((no) => ({
      name: `巡更${no}`,
      summary: "宁波港在用",
    })),
    夜班: [{ name: "巡更灯", summary: "夜里照明" }],
  });
  await serve(made.db, { ...serving, 夜班: ["000000"] });
  return made;
}

type Row = [typed: string, first: string[], rest: string[], use: string | null, filter?: Filter];

const inZhejiang = ["越工单", "国工单", "未工单"];
const inGuangdong = ["粤工单", "国工单", "未工单", "沪工单"];

const rows: Row[] = [
  ["浙江 MES", [], inZhejiang, "served"],
  ["浙江MES", [], inZhejiang, "served"],
  ["MES 浙江", [], inZhejiang, "served"],
  ["浙江省的MES", [], inZhejiang, "served"],
  // Who serves the province serves its cities.
  ["温州 MES", [], inZhejiang, "served"],
  ["浙江 温州 MES", [], inZhejiang, "served"],
  // What is said around it changes nothing, where nothing holds all of the rest.
  ["浙江 MES 报价", [], inZhejiang, "served"],
  ["浙江MES价格", [], inZhejiang, "served"],
  ["MES 广东", [], inGuangdong, "served"],
  ["浙江 广东 MES", [], [...new Set([...inZhejiang, ...inGuangdong])], "served"],
  ["西藏 MES", [], ["国工单", "未工单"], "served"],
  // What holds all the words stays, and first, wherever it serves.
  ["上海 MES", ["沪工单"], ["国工单", "未工单"], "served"],
  ["上海的车间 MES", ["沪工单"], ["国工单", "未工单"], "served"],
  ["上海工单派工", [], ["国工单", "未工单"], "served"],
  // Two characters may be the rest of a name, where something is meant by all of it; else they are not.
  ["广东大门", [], ["大华眼"], "served"],
  ["宁波夜里", [], ["巡更灯"], "served"],
  ["广东海康", [], ["大华眼"], null],
  // What is called so is found as it is called.
  ["浙江大华", ["大华眼"], [], null],
  ["浙江 大华", ["大华眼"], [], null],
  // Nothing besides is found there.
  ["上海 沪客", ["沪工单"], [], null],
  ["巡更灯", ["巡更灯"], [], null],
  // Enough holds all the words.
  ["宁波 巡更", [], ["巡更一", "巡更二", "巡更三", "巡更四", "巡更五"], "held"],
  // A region that was chosen counts, not the one that was typed.
  ["浙江 MES", [], inGuangdong, "chosen", { region: ["440000"] }],
  ["上海 MES", ["沪工单"], ["粤工单", "国工单", "未工单"], "chosen", { region: ["440000"] }],
  ["上海 MES", [], inZhejiang, "chosen", { region: ["330000"] }],
  ["浙江 MES", [], [], "served", { scene: ["hr"] }],
  // No place, or nothing that it could belong to.
  ["重庆火锅", [], [], null],
  ["兰州拉面", [], [], null],
  ["山东大厦", [], [], null],
  ["中山装", [], [], null],
  ["长春花", [], [], null],
  ["浙江 绿萝", [], ["大华眼"], null],
  ["全国 MES", [], ["越工单", "粤工单", "国工单", "未工单", "沪工单"], null],
];

test.for(both)("%s: a place among the words is where it is to serve", async ([, make]) => {
  const { db } = await market();
  const search = await searcher(make, db);
  for (const [typed, first, rest, use, filter] of rows) {
    const { names, total, place } = await search(typed, { type: ["solution"], ...filter });
    const said = [typed, filter, place?.use ?? null];
    expect([...said, names.slice(0, first.length)]).toEqual([typed, filter, use, first]);
    expect([...said, names.slice(first.length).toSorted()]).toEqual([...said, rest.toSorted()]);
    expect([...said, total]).toEqual([...said, names.length]);
  }
});

test.for(both)(
  "%s: a place alone finds what is written of it, and what serves there",
  async ([, make]) => {
    const { db } = await market();
    const search = await searcher(make, db);
    const alone = await search("上海");
    expect(alone.names[0]).toBe("沪工单");
    expect(alone).toMatchObject({ total: 9, place: { use: "served", rest: "", literal: 1 } });
    expect(alone.place?.otherwise).toEqual({ total: 12, totalIsExact: true });
    const held = await search("宁波");
    expect(held).toMatchObject({ total: 5, place: { use: "held", literal: 5, rest: "" } });
    expect(held.place?.otherwise).toEqual({ total: 9, totalIsExact: true });
  },
);

test.for(both)("%s: with a place too each count is what choosing it leaves", async ([, make]) => {
  const { db } = await market();
  const search = await searcher(make, db);
  for (const typed of ["浙江 MES", "上海 MES", "上海", "西藏 巡更"])
    for (const chosen of [{}, { type: ["solution"] }, { type: ["provider"] }] as Filter[]) {
      const { facets, place, total } = await search(typed, chosen);
      expect([typed, place?.use]).toEqual([typed, "served"]);
      for (const facet of facetNames)
        for (const { code, count } of facets[facet]) {
          const ticked = await search(typed, { ...chosen, [facet]: [code] });
          expect([typed, chosen, facet, code, ticked.total]).toEqual([
            typed,
            chosen,
            facet,
            code,
            count,
          ]);
        }
      const pages = [];
      for (let page = 1; (page - 1) * 2 < total; page++)
        pages.push(...(await search(typed, chosen, page, 2)).hits.map(({ id }) => id));
      expect([typed, chosen, pages]).toEqual([
        typed,
        chosen,
        (await search(typed, chosen)).hits.map(({ id }) => id),
      ]);
      expect(pages).toHaveLength(total);
    }
});

const meansNothing = async () => await Promise.resolve(undefined);

test.for(both)(
  "%s: how much there is anywhere is what is found there, and is told where it is more",
  async ([, make]) => {
    const { db } = await market();
    const search = await searcher(make, db);
    for (const [typed, rest, filter, otherwise] of [
      ["浙江 MES", "MES", {}, 5],
      ["西藏 MES", "MES", {}, 5],
      ["宁波 巡更", "巡更", { region: ["330200"] }, 6],
      ["浙江 广东 MES", "MES", {}, undefined],
      ["西藏 巡更灯", "巡更灯", {}, undefined],
    ] as const) {
      const { place } = await search(typed);
      const other = await search(rest, { type: ["solution"], ...filter });
      const said = place?.otherwise ?? other;
      expect([typed, place?.otherwise?.total]).toEqual([typed, otherwise]);
      expect([typed, said.total]).toEqual([typed, other.total]);
    }
  },
);

test("nothing more is asked where no place is named", async () => {
  const { db } = await market();
  const engine = postgresEngine(db);
  let asked = 0;
  const counting = finderOf({
    ...engine,
    search: async (query) => {
      asked++;
      return await engine.search(query);
    },
  });
  const query = { filter: { type: ["solution"] }, page: 1, perPage: 20, now: new Date() };
  for (const [text, least, most] of [
    ["MES", 1, 1],
    ["浙江大", 1, 1],
    ["浙江 MES", 2, 8],
  ] as const) {
    asked = 0;
    await findPage(db, counting, { ...query, text }, meansNothing);
    expect([text, asked >= least && asked <= most, asked]).toEqual([text, true, asked]);
  }
});

test("the page says what was done with the place, and leads back; the API says the same", async () => {
  const { app } = await market();
  const page = async (query: string) =>
    (await (await app.request(`/search?${query}`)).text()).replaceAll(/<\/?mark>/gu, "");
  const served = await page("q=浙江 MES");
  expect(served).toContain("“浙江”是地区，已按“能服务浙江省”筛选（没写明服务地区的也在内）。");
  expect(served).toContain(
    '<a href="/search?q=MES&amp;type=solution">不限地区，看全部 5 个方案</a>',
  );
  expect(served).not.toContain("没有用上");
  expect(await page("q=上海 MES")).toContain("写到“上海 MES”的排在前面。");
  expect(await page("q=浙江 MES&type=case")).toContain("已按“在浙江省”筛选");
  const held = await page("q=宁波 巡更");
  expect(held).toMatch(
    /以下都写到了“宁波”。<a href="[^"]*q=%E5%B7%A1%E6%9B%B4[^"]*region=330200">看能服务浙江省宁波市的全部 6 个方案/u,
  );
  const chosen = await page("q=浙江 MES&region=440000");
  expect(chosen).toContain("地区按您选的筛选，您写的“浙江”没有另外用上。");
  expect(await page("q=浙江 MES&region=330000")).not.toContain("没有另外用上");
  const answer = await read(await app.request("/api/v1/search?q=浙江 MES&type=solution"));
  expect(answer).toMatchObject({
    total: 3,
    place: {
      codes: ["330000"],
      words: ["浙江"],
      rest: "MES",
      use: "served",
      literal: 0,
      otherwise: { total: 5, totalIsExact: true },
    },
  });
  expect(await read(await app.request("/api/v1/search?q=MES"))).toMatchObject({ place: null });
});
