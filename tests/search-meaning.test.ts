import { expect, test } from "vitest";
import { meaningOf } from "../src/matching/meaning.ts";
import { facetNames } from "../src/search/engine.ts";
import { read } from "./support/app.ts";
import { engines } from "./support/engines.ts";
import {
  contract,
  indexAll,
  introduce,
  lexicon,
  mes,
  seal,
  searcher,
  shop,
} from "./support/meaning-shop.ts";

const both = Object.entries(engines);

const inOtherWords = [
  ["报工", "work-reporting", mes.name],
  ["工票", "work-reporting", mes.name],
  ["报工系统多少钱", "work-reporting", mes.name],
  ["baogong", "work-reporting", mes.name],
  ["公章管理", "seal-control", seal.name],
] as const;

test.for(both)("%s: what nothing holds is found by what it means", async ([, make]) => {
  const { db } = await shop({ 甲软件: [seal, mes] });
  const search = await searcher(make, db);
  for (const [text, code, first] of inOtherWords) {
    const found = await search(text);
    const codes = found.meant?.capabilities.map((each) => each.code);
    expect([text, found.names[0], codes, found.meant?.literal]).toEqual([text, first, [code], 0]);
  }
  // For these the lexicon has nothing, or nobody here offers it, or they are only near to what owners say.
  // Most of a short name is what it is about.
  for (const text of ["豆腐", "绿萝", "驾校", "蛋糕", "馄饨铺公章"])
    expect([text, (await search(text)).total]).toEqual([text, 0]);
});

test.for(both)(
  "%s: what holds the words comes before what only means them, and is told apart",
  async ([, make]) => {
    const { db } = await shop({ 甲软件: [seal, mes], 乙软件: [contract] });
    const search = await searcher(make, db);
    expect(await search("用印管理")).toMatchObject({
      names: [contract.name, seal.name],
      total: 2,
      reading: "exact",
      meant: { literal: 1, capabilities: [{ code: "seal-control" }] },
    });
    // A provider's page lists what it offers, so that its words are found there too.
    const everything = await search("用印管理", {});
    expect(everything.hits.map(({ type, name }) => [type, name])).toEqual([
      ["solution", contract.name],
      ["provider", "乙软件"],
      ["solution", seal.name],
    ]);
    expect(everything.meant?.literal).toBe(2);
  },
);

test.for(both)(
  "%s: beside what holds the words nothing is named that is only a part of more",
  async ([, make]) => {
    const held = { name: "小表单", summary: "也能报工", scenes: ["collaboration"] };
    const { db } = await shop({ 甲软件: [held, mes] });
    expect(await (await searcher(make, db))("报工")).toMatchObject({
      names: [held.name],
      meant: null,
    });
  },
);

test.for(both)(
  "%s: a handful is enough, and a filter that leaves less of it changes nothing",
  async ([, make]) => {
    const many = Array.from({ length: 5 }, (_, i) => ({
      name: `表单${i}`,
      summary: "填表、用印管理",
      scenes: [i === 0 ? "quality" : "finance"],
    }));
    const { db } = await shop({ 甲软件: [...many, seal] });
    const search = await searcher(make, db);
    expect(await search("用印管理")).toMatchObject({ total: 5, meant: null });
    const quality = { type: ["solution"], scene: ["quality"] };
    expect(await search("用印管理", quality)).toMatchObject({ names: ["表单0"], meant: null });
    const none = { type: ["solution"], scene: ["hr"] };
    expect(await search("用印管理", none)).toMatchObject({ total: 0, meant: null });
  },
);

const namedSo = [
  ["收银", "收银星", { name: "云店", summary: "开店" }],
  ["打卡", "丙软件", { name: "打卡通", summary: "手机打卡" }],
] as const;
test.for(both.flatMap(([name, make]) => namedSo.map((row) => ({ name, make, row }))))(
  "$name: who names a firm or a product is shown no rival ($row.0)",
  async ({ make, row }) => {
    const [text, by, own] = row;
    const rivals = [
      { name: "连锁门店管理", summary: "门店会员与聚合支付" },
      { name: "人脸考勤", summary: "考勤与排班" },
    ];
    const offers = { [by]: [own], 丁软件: rivals };
    expect(meaningOf(lexicon, text)).toBeDefined();
    const { db } = await shop(offers);
    expect(await (await searcher(make, db))(text)).toMatchObject({
      names: [own.name],
      meant: null,
    });
  },
);

test.for(both)(
  "%s: a firm that is named with what is wanted of it stands first",
  async ([, make]) => {
    const own = { name: "业务云", description: "还能签到打卡" };
    const rivals = ["大屏", "红包", "年会", "桌牌", "投票", "弹幕"].map((name) => ({
      name,
      description: "现场抽签",
    }));
    const { db } = await shop({ 右蓝: [own], 丁软件: rivals });
    await introduce(db, "右蓝", "做考勤排班");
    const search = await searcher(make, db);
    // Its own holds the rest too, nobody's does, or only the firm itself.
    expect(await search("右蓝打卡")).toMatchObject({ names: [own.name], reading: "exact" });
    for (const text of ["右蓝抽签", "右蓝 抽签"])
      expect([text, (await search(text)).names[0]]).toEqual([text, own.name]);
    expect(await search("右蓝排班")).toMatchObject({ names: [own.name], reading: "partial" });
  },
);

test.for(both)("%s: a word of the trade is no slip of another", async ([, make]) => {
  const finance = { name: "财务管理云", summary: "总账与报表", scenes: ["finance"] };
  const school = { name: "培训机构排课消课", summary: "培训学校排课、课消、家校沟通" };
  const { db } = await shop({ 甲软件: [finance] });
  const search = await searcher(make, db);
  expect(await search("财物管理")).toMatchObject({ names: [finance.name], reading: "mended" });
  const more = await shop({ 甲软件: [finance, school] });
  expect(await (await searcher(make, more.db))("教务管理")).toMatchObject({
    names: [school.name],
    reading: "exact",
    spelledAs: null,
    meant: { literal: 0 },
  });
});

test.for(both)(
  "%s: what only holds pieces of the words gives way, but not a firm that was named",
  async ([, make]) => {
    const pieces = { name: "小表单", description: "用印留痕，也能审批", scenes: ["quality"] };
    const { db } = await shop({ 丙丙科技: [pieces], 乙软件: [mes] });
    const search = await searcher(make, db);
    expect(await search("用印审批")).toMatchObject({ names: [pieces.name], reading: "partial" });
    expect(await search("丙丙 报工")).toMatchObject({ names: [pieces.name], meant: null });
    const more = await shop({ 丙丙科技: [pieces], 乙软件: [mes, seal] });
    expect(await (await searcher(make, more.db))("用印审批")).toMatchObject({
      names: [seal.name],
      reading: "exact",
      meant: { literal: 0 },
    });
  },
);

test.for(both)(
  "%s: counts agree with the list, and its pages hold everything once",
  async ([, make]) => {
    const offers = Array.from({ length: 5 }, (_, i) => ({
      ...mes,
      name: `${i}号${mes.name}`,
      scenes: i % 2 === 0 ? ["production"] : ["production", "quality"],
    }));
    const { db } = await shop({ 甲软件: offers, 乙软件: [contract] });
    const search = await searcher(make, db);
    const all = await search("报工", {});
    expect(all.total).toBe(5);
    const ids: string[] = [];
    for (const page of [1, 2, 3])
      ids.push(...(await search("报工", {}, page, 2)).hits.map(({ id }) => id));
    expect(ids).toEqual(all.hits.map(({ id }) => id));
    await expect(search("报工", {}, 4, 2)).rejects.toThrow("not_found");
    for (const chosen of [{}, { scene: ["quality"] }, { type: ["provider"], region: ["330300"] }]) {
      const { facets } = await search("报工", chosen);
      for (const facet of facetNames)
        for (const { code, count } of facets[facet])
          expect([
            facet,
            code,
            (await search("报工", { ...chosen, [facet]: [code] })).total,
          ]).toEqual([facet, code, count]);
    }
  },
);

test.for(both)(
  "%s: what may not be seen is not found by what it means either",
  async ([, make]) => {
    const { db } = await shop({ 甲软件: [mes] });
    const search = await searcher(make, db);
    expect((await search("报工")).total).toBe(1);
    const suspended_until = new Date(Date.now() + 86_400_000);
    await db
      .updateTable("provider")
      .set({ status: "suspended", suspended_reason: "核查中", suspended_until })
      .execute();
    await indexAll(db);
    expect((await search("报工")).total).toBe(0);
  },
);

test("by API and on the page it is said what was found by its meaning", async () => {
  const { app } = await shop({ 甲软件: [seal, mes], 乙软件: [contract] });
  const answer = await read(await app.request("/api/v1/search?q=用印管理&type=solution"));
  expect(answer).toMatchObject({ total: 2, meant: { literal: 1 } });
  const page = await (await app.request("/search?q=用印管理")).text();
  const places = [contract.name, "是按意思找的：可以解决“公章管理与用印”", seal.name].map((said) =>
    page.replaceAll(/<\/?mark>/gu, "").indexOf(said),
  );
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(page.match(/拿来比较/gu)).toHaveLength(2);
  expect(page).toContain("按意思找的排在最后");
  const plain = await (await app.request("/search?q=云图")).text();
  expect(plain).not.toContain("按意思找的");
});
