import { assert, asyncProperty, constantFrom, record, subarray } from "fast-check";
import { expect, test } from "vitest";
import type { Filter, SearchEngine } from "../src/search/engine.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { recountWhenOld } from "../src/search/service.ts";
import { tieOf } from "../src/search/tie.ts";
import { testApp } from "./support/app.ts";
import { engines } from "./support/engines.ts";
import { makeDocument, shelf } from "./support/shelf.ts";

const both = Object.entries(engines);

async function ask(engine: SearchEngine, text: string, filter: Filter = {}, page = 1) {
  return await engine.search({ text, filter, page, perPage: 20, now: new Date() });
}

test.for(both)("%s: what the words say of a thing decides what comes first", async ([, make]) => {
  const engine = await make((await testApp()).db);
  const rows: [string, Parameters<typeof makeDocument>[1]][] = [
    ["is the name", { name: "巡检" }],
    ["begins it", { name: "巡检宝" }],
    ["in its own name", { name: "设备巡检云" }],
    ["in a name it goes by", { name: "点点", aliases: ["好巡检"] }],
    ["in what it says first", { summary: "给工厂做巡检" }],
    ["deeper down", { body: "也能做巡检" }],
  ];
  await engine.put(rows.map(([key, values]) => makeDocument(key, values)));
  const { hits } = await ask(engine, "巡检");
  expect(hits.map(({ externalKey }) => externalKey)).toEqual(rows.map(([key]) => key));
});

test.for(both)("%s: as it was typed comes before what stands for it", async ([, make]) => {
  const engine = await make((await testApp()).db);
  await engine.put([
    ...Array.from({ length: 8 }, (_, i) => makeDocument(`meant${i}`, { summary: "制造执行系统" })),
    makeDocument("typed", { summary: "装备厂的MES" }),
    makeDocument("typed deep down", { body: "能接MES" }),
  ]);
  const { hits } = await ask(engine, "MES");
  const first = hits.slice(0, 2).map(({ externalKey }) => externalKey);
  expect(first).toEqual(["typed", "typed deep down"]);
});

test.for(both)("%s: equals stand in an order that nobody can choose", async ([, make]) => {
  const engine = await make((await testApp()).db);
  const documents = Array.from({ length: 50 }, (_, i) => makeDocument(`巡检${i}`));
  await engine.put(documents);
  const expected = documents.map(({ id }) => id).toSorted((a, b) => tieOf(a) - tieOf(b));
  for (const text of ["巡检", ""])
    for (const page of [1, 2, 3]) {
      const { hits } = await ask(engine, text, {}, page);
      expect(hits.map(({ id }) => id)).toEqual(expected.slice(20 * (page - 1), 20 * page));
    }
});

test.for(both)(
  "%s: equals that match are cut in that order too, not by their age",
  async ([, make]) => {
    const engine = await make((await testApp()).db);
    const documents = Array.from({ length: 40 }, (_, i) => makeDocument(`巡检${i}`));
    await engine.put(documents);
    const expected = documents.map(({ id }) => id).toSorted((a, b) => tieOf(a) - tieOf(b));
    const asked = { limit: 10, now: new Date() };
    const found = await engine.retrieve([{ text: "巡检", weight: 1 }], {}, asked);
    expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 10));
  },
);

test.for(both)("%s: what is shown is as our tables have it now", async ([, make]) => {
  const { db } = await testApp();
  const engine = await make(db);
  const keys = ["renamed", "gone", "hidden", "same"] as const;
  const documents = keys.map((key) =>
    makeDocument(key, { name: `巡检${key}`, body: "也管台账", version: 1 }),
  );
  await engine.put(documents);
  const [renamed, gone, hidden] = documents;
  const tables = postgresEngine(db);
  await tables.put([
    { ...renamed!, name: "巡检新名", version: 2 },
    { ...hidden!, hiddenUntil: new Date(Date.now() + 60_000), version: 2 },
  ]);
  await tables.drop([gone!]);
  for (const text of ["巡检", "台账", ""]) {
    const { hits } = await ask(engine, text);
    const names = hits.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(["巡检same", "巡检新名"]));
    expect(hits.every(({ excerpt }) => (excerpt !== null) === (text === "台账"))).toBe(true);
  }
});

/** Whoever turns the page while one engine takes over from the other must not notice. */
test.runIf(both.length > 1)("both engines show the same pages", { timeout: 120_000 }, async () => {
  const { db } = await testApp();
  const many = Array.from({ length: 90 }, (_, i) =>
    makeDocument(`m${i}`, {
      name: i % 3 === 0 ? `巡检云${i}` : `设备${i}`,
      summary: i % 2 === 0 ? "设备巡检与ERP" : "管理",
      scenes: [i % 4 === 0 ? "quality" : "production"],
    }),
  );
  const all = await Promise.all(both.map(async ([, make]) => await make(db)));
  for (const engine of all) await engine.put([...shelf, ...many]);
  await recountWhenOld(db, new Date());
  const texts = [
    "",
    "巡检",
    "云",
    "管理",
    "erp",
    "设备 巡检",
    "sbxj",
    "金禾",
    "制造执行系统",
    "腾飞会仪",
    "巡检 金禾",
    "巡检 云 会议",
  ];
  const asked = record({
    text: constantFrom(...texts),
    scene: subarray(["production", "quality", "none"]),
    category: subarray(["upgrade", "restore"]),
    page: constantFrom(1, 2, 3),
  });
  await assert(
    asyncProperty(asked, async ({ text, page, ...filter }) => {
      const pages = await Promise.all(
        all.map(async (engine) => await ask(engine, text, filter, page)),
      );
      for (const each of pages) expect({ text, ...each }).toEqual({ text, ...pages[0] });
    }),
    { numRuns: 60 },
  );
});
