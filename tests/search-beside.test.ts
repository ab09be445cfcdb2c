import { expect, test } from "vitest";
import { meaningOf } from "../src/matching/meaning.ts";
import { engines } from "./support/engines.ts";
import { contract, indexAll, lexicon, mes, searcher, shop } from "./support/meaning-shop.ts";

const both = Object.entries(engines);

test("a trade alone leads to what there is for it", async () => {
  const { app, db } = await shop({ 甲软件: [mes] });
  const empty = async () => await (await app.request("/search?q=水泥")).text();
  expect(await empty()).not.toContain("是一个行业");
  await db
    .updateTable("solution")
    .set({ industries: ["C30"] })
    .execute();
  await indexAll(db);
  expect(await empty()).toContain("看适用于非金属矿物制品业的 1 个方案");
});

test.for([
  ["进货", "inventory-basic"],
  ["工程款", "project-cost"],
] as const)("%s may mean several things to whoever asks, but names a subject", ([typed, code]) =>
  expect(meaningOf(lexicon, typed)?.capabilities.map((each) => each.code)).toEqual([code]),
);

test.for(both)(
  "%s: initials of a term find what the term finds, where nothing else is called so",
  async ([, make]) => {
    const stock = { name: "云仓账", summary: "进销存管理：采购入库、销售出库" };
    const till = { name: "云收银", summary: "采购入库、销售出库、库存盘点一起管" };
    const { db } = await shop({ 甲软件: [stock, till] });
    const search = await searcher(make, db);
    for (const filter of [{ type: ["solution"] }, { type: ["solution"], scene: ["production"] }]) {
      const { names, meant: by } = await search("进销存", filter);
      expect(await search("jxc", filter)).toMatchObject({ names, meant: by, spelledAs: "进销存" });
      expect(names[0]).toBe(stock.name);
    }
    expect((await search("zzq")).total).toBe(0);
    const own = await shop({ 甲软件: [stock, { name: "金星尺", summary: "量尺寸" }] });
    const named = await searcher(make, own.db);
    expect(await named("jxc")).toMatchObject({ names: ["金星尺"], meant: null });
  },
);

test.for(both)("%s: a slip of a term finds what the term finds, and says so", async ([, make]) => {
  const clock = { name: "刷脸钟", summary: "考勤打卡：刷脸打卡，排班、请假一起算" };
  const tickets = { name: "工票码", summary: "扫码报工：每道工序扫码报工" };
  const books = { name: "云帐册", summary: "ERP：企业资源计划，采购、生产、财务一套账" };
  const { app, db } = await shop({ 甲软件: [clock, tickets, books] });
  const search = await searcher(make, db);
  for (const [typed, term, name] of [
    ["打咔", "打卡", clock.name],
    ["爆工", "报工", tickets.name],
    ["EPR", "ERP", books.name],
  ] as const) {
    const found = await search(typed);
    expect(found).toMatchObject({ spelledAs: term, reading: "mended" });
    expect(found.names[0]).toBe(name);
  }
  const page = await (await app.request(`/search?q=${encodeURIComponent("打咔")}`)).text();
  expect(page).toContain("没有找到“打咔”，以下是“打卡”的结果。");
  // Where something is called so, or it is a word by itself, it is no slip.
  expect((await search("公式")).total).toBe(0);
  const own = await shop({ 甲软件: [clock, { name: "打咔机", summary: "打标签" }] });
  expect(await (await searcher(make, own.db))("打咔")).toMatchObject({ names: ["打咔机"] });
});

test("a word that had no part in what was found is named, and a trade leads to its filter", async () => {
  const { app } = await shop({ 甲软件: [mes, contract] });
  const page = async (q: string) =>
    (await (await app.request(`/search?q=${encodeURIComponent(q)}`)).text()).replaceAll(
      /<\/?mark>/gu,
      "",
    );
  const wide = await page("报工 五金");
  expect(wide).toContain("“五金”没有用上。");
  expect(wide).toMatch(/href="[^"]*industry=C33[^"]*">只看适用于金属制品业的/u);
  expect(await page("报工 软件")).not.toContain("没有用上");
  const partial = await page("云图 绿萝花");
  expect(partial).toContain("以下是部分符合的。没有一条写到“绿萝花”。");
});
