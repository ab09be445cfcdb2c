import { assert, asyncProperty, constantFrom, record, subarray } from "fast-check";
import { expect, test } from "vitest";
import { type Filter, type SearchPage, facetNames } from "../src/search/engine.ts";
import { allDocuments, recountWhenOld } from "../src/search/service.ts";
import { weighByRarity } from "../src/search/rarity.ts";
import { testApp } from "./support/app.ts";
import { type EngineMaker, engines } from "./support/engines.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { makeDocument, shelf } from "./support/shelf.ts";

const sorted = (keys: string[]) => keys.toSorted((a, b) => a.localeCompare(b));
const keysOf = ({ hits }: SearchPage) => sorted(hits.map(({ externalKey }) => externalKey ?? ""));

const both = Object.entries(engines);

async function filled(make: EngineMaker) {
  const made = await testApp();
  const engine = await make(made.db);
  await engine.put(shelf);
  const ask = async (text: string, filter: Filter = {}, page = 1, perPage = 50) =>
    await engine.search({ text, filter, page, perPage, now: new Date() });
  return { ...made, engine, ask };
}
test.for(both)(
  "%s: every count says what choosing that value would leave",
  { timeout: 60_000 },
  async ([, make]) => {
    const { ask } = await filled(make);
    const filters = record({
      category: subarray(["upgrade", "restore", "none"]),
      scene: subarray(["production", "quality", "finance", "none"]),
      region: subarray(["330000", "330300", "440000", "none"]),
      industry: subarray(["C", "C34", "F", "none"]),
      size: subarray(["small", "medium", "none"]),
    });
    const texts = constantFrom("", "管理", "云", "erp");
    await assert(
      asyncProperty(filters, texts, constantFrom(...facetNames), async (filter, text, facet) => {
        const page = await ask(text, filter);
        for (const { code, count } of page.facets[facet]) {
          const chosen = await ask(text, { ...filter, [facet]: [code] });
          expect([facet, code, chosen.total]).toEqual([facet, code, count]);
          expect(chosen.hits).toHaveLength(count);
        }
        const all = page.facets[facet].map(({ code }) => code);
        const open = await ask(text, { ...filter, [facet]: [] });
        expect(open.total).toBeGreaterThanOrEqual(page.total);
        const ticked = await ask(text, { ...filter, [facet]: all });
        expect(keysOf(ticked)).toEqual(keysOf(open));
      }),
      { numRuns: 15 },
    );
  },
);

test.for(both)(
  "%s: who serves a province or does not say serves its cities; a case lies in all that contain it",
  async ([, make]) => {
    const { ask, engine } = await filled(make);
    await engine.put([makeDocument("case", { kind: "case", regions: ["330302"] })]);
    const inWenzhou = keysOf(await ask("", { region: ["330300"], type: ["solution"] }));
    expect(inWenzhou).toEqual(expect.arrayContaining(["sanyou", "fenran", "jinhe", "huiyi"]));
    expect(inWenzhou).not.toContain("mes");
    const inZhejiang = keysOf(await ask("", { region: ["330000"] }));
    expect(inZhejiang).toContain("case");
    expect(inZhejiang).not.toContain("jinhe");
    expect(keysOf(await ask("", { region: ["330100"], type: ["case"] }))).toEqual([]);
  },
);

test.for(both)("%s: pages of one search hold everything once", async ([, make]) => {
  const { ask } = await filled(make);
  const seen: string[] = [];
  for (let page = 1; page <= 4; page++)
    seen.push(...(await ask("云", {}, page, 3)).hits.map((hit) => hit.externalKey ?? ""));
  const whole = await ask("云");
  expect(sorted(seen)).toEqual(keysOf(whole));
});

test.for(both)(
  "%s: more hits than are ranked are still all there, page by page",
  async ([, make]) => {
    const { ask, engine } = await filled(make);
    const many = Array.from({ length: 420 }, (_, i) => makeDocument(`m${i}`, { name: `巡检${i}` }));
    await engine.put(many);
    const seen = new Set<string | null>();
    for (let page = 1; page <= 9; page++)
      for (const hit of (await ask("巡检", {}, page, 50)).hits) seen.add(hit.externalKey);
    expect(seen.size).toBe(420);
    expect((await ask("巡检")).totalIsExact).toBe(true);
  },
);

test.for([
  ["ERP", "面向装备厂的ＥＲＰ系统", ["ＥＲＰ"]],
  ["质量", "品質與質量管理", ["質量"]],
  ["软件", "這套軟體", ["軟體"]],
  ["报工", "😀扫码报工<b>报工</b>", ["报工", "报工"]],
  ["wps", "金石WPS365", ["WPS"]],
  ["MES", "面向制造业：ＭＥＳ是执行层的系统", ["ＭＥＳ"]],
  ["MES", "制造业的制造执行系统", ["制造执行系统"]],
  ["制造执行系统", "制造业用的MES，系统简单", ["制造", "MES"]],
  ["e-HR", "人力和资源都缺，要做人力资源管理", ["人力资源管理"]],
] as const)("%s is marked in %s as it was written", async ([text, summary, marked]) => {
  for (const [name, make] of both) {
    const { engine, ask } = await filled(make);
    await engine.put([makeDocument("marked", { summary })]);
    const hit = (await ask(text)).hits.find(({ externalKey }) => externalKey === "marked");
    const ranges = hit?.matches.summary ?? [];
    const found = ranges.map(([start, end]) => summary.slice(start, end));
    expect([name, ...found]).toEqual([name, ...marked]);
  }
});

test.for(both)(
  "%s: a hit deep in the text comes with the piece that holds it",
  async ([, make]) => {
    const { engine, ask } = await filled(make);
    const body = `${"前面是别的话。".repeat(40)}可以自动套裁板材。${"后面也是别的话。".repeat(40)}`;
    await engine.put([makeDocument("deep", { body })]);
    const [hit] = (await ask("套裁")).hits;
    const [range] = hit?.matches.excerpt ?? [];
    expect(hit?.excerpt?.slice(range?.[0], range?.[1])).toBe("套裁");
    expect(hit?.excerpt?.length).toBeLessThan(120);
  },
);

test.for(both)(
  "%s: an older version never overwrites a newer, and what is dropped is gone",
  async ([, make]) => {
    const { engine, ask } = await filled(make);
    const newer = makeDocument("one", { name: "新名排班", version: 7 });
    await engine.put([newer]);
    await engine.put([{ ...newer, name: "旧名排班", version: 6 }]);
    expect((await ask("新名")).total).toBe(1);
    expect((await ask("旧名")).total).toBe(0);
    await engine.drop([{ kind: newer.kind, id: newer.id }]);
    expect((await ask("新名")).total).toBe(0);
  },
);

test.for(both)("%s: a rebuild leaves what is true and nothing else", async ([, make]) => {
  const { db } = await testApp();
  const engine = await make(db);
  await engine.put(shelf);
  const { providerId } = await makeProvider(db);
  const solutionId = await makeSolution(db, providerId);
  await engine.rebuild(allDocuments(db));
  const versions = await engine.versions(null);
  expect(versions.map(({ kind, id }) => [kind, id])).toEqual([
    ["provider", providerId],
    ["solution", solutionId],
  ]);
  expect(await engine.health()).toEqual({ ok: true, documents: 2 });
});

test.for(both)(
  "%s: many short queries come back as one list, the rarer worth more",
  async ([, make]) => {
    const { db, engine } = await filled(make);
    await recountWhenOld(db, new Date());
    const queries = await weighByRarity(db, [
      { text: "扫码报工", weight: 1 },
      { text: "质量管理", weight: 1 },
      { text: "云", weight: 0.1 },
      { text: "火锅", weight: 1 },
    ]);
    const found = await engine.retrieve(
      queries,
      { type: ["solution"] },
      { limit: 5, now: new Date() },
    );
    const [first] = found;
    const mes = shelf.find(({ externalKey }) => externalKey === "mes");
    expect(first?.id).toBe(mes?.id);
    expect(first?.parts.map(({ query }) => query).toSorted()).toEqual([0, 1]);
    expect(first?.score).toBeCloseTo(first?.parts.reduce((sum, { score }) => sum + score, 0) ?? 0);
    expect(found.length).toBeLessThanOrEqual(5);
    const none = await engine.retrieve([], {}, { limit: 5, now: new Date() });
    expect(none).toEqual([]);
  },
);

test.for(both)(
  "%s: a few things meet the same queries when only they are looked at",
  async ([, make]) => {
    const { engine } = await filled(make);
    const texts = ["扫码报工", "质量管理", "云", "erp", "MES 排产", "WPS", "财务", "火锅"];
    const queries = texts.map((text) => ({ text, weight: 1 }));
    const options = { limit: 100, now: new Date() };
    const all = await engine.retrieve(queries, { type: ["solution"] }, options);
    const among = all.slice(1, 9).map(({ id }) => id);
    const few = await engine.retrieve(queries, { type: ["solution"] }, { ...options, among });
    const met = (list: typeof all) =>
      new Map(list.map(({ id, parts }) => [id, sorted(parts.map(({ query }) => `${query}`))]));
    const expected = all.filter(({ id }) => among.includes(id));
    expect(few.length).toBeGreaterThan(3);
    expect(met(few)).toEqual(met(expected));
  },
);

test.for(both)(
  "%s: a character of two units that nobody can say is kept whole, wherever it stands",
  async ([, make]) => {
    const { engine, ask } = await filled(make);
    const body = `${"长".repeat(19_999)}𠮷`;
    await engine.put([makeDocument("rare", { name: "吉𠮷野家点餐𠮷", body })]);
    for (const text of ["𠮷野家", "𠮷", "点餐𠮷"])
      expect(keysOf(await ask(text))).toEqual(["rare"]);
  },
);
