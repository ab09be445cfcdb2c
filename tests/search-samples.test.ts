import { expect, test } from "vitest";
import { postgresEngine } from "../src/search/postgres.ts";
import { recountWhenOld } from "../src/search/service.ts";
import { testApp } from "./support/app.ts";
import { makeDocument } from "./support/shelf.ts";

const many = 3000;

/** Three thousand things of which every one holds one word, a third another, and five a third one. */
async function market() {
  const { db } = await testApp();
  const engine = postgresEngine(db);
  const documents = Array.from({ length: many }, (_, i) =>
    makeDocument(`d${i}`, {
      name: i === 7 ? "巡检" : `设备${i}`,
      summary: "巡检",
      body: `${i % 3 === 0 ? "点检" : ""}${i % 600 === 5 ? "润滑" : ""}`,
      categories: [i % 5 === 0 ? "restore" : "upgrade"],
      scenes: i % 600 === 5 ? ["energy"] : ["production"],
    }),
  );
  await engine.put(documents);
  await recountWhenOld(db, new Date());
  return async (text: string, filter = {}, page = 1) =>
    await engine.search({ text, filter, page, perPage: 50, now: new Date() });
}

test("of very many hits a sample is counted, and says so; of few every one is", async () => {
  const ask = await market();
  const broad = await ask("巡检");
  expect(broad.totalIsExact).toBe(false);
  expect(broad.total).toBeLessThanOrEqual(many);
  expect(broad.total).toBeGreaterThan(many * 0.75);
  const restore = broad.facets.category.find(({ code }) => code === "restore")?.count ?? 0;
  expect(restore).toBeGreaterThan((many / 5) * 0.7);
  expect(restore).toBeLessThan((many / 5) * 1.3);
  expect(broad.hits[0]?.name).toBe("巡检");

  const third = await ask("点检");
  expect(third).toMatchObject({ total: many / 3, totalIsExact: true });

  const rare = await ask("巡检", { scene: ["energy"] });
  expect(rare).toMatchObject({ total: 5, totalIsExact: true });
  expect(rare.hits).toHaveLength(5);
  expect(rare.facets.scene.find(({ code }) => code === "energy")?.count).toBe(5);
  expect((await ask("润滑 巡检")).total).toBe(5);
}, 60_000);

test("pages of a broad search hold nothing twice", async () => {
  const ask = await market();
  const seen: string[] = [];
  for (let page = 1; page <= 14; page++)
    seen.push(...(await ask("巡检", {}, page)).hits.map(({ id }) => id));
  expect(seen).toHaveLength(700);
  expect(new Set(seen).size).toBe(700);
  const nothing = await ask("", {}, 2);
  expect(nothing.hits).toHaveLength(50);
  expect(nothing.totalIsExact).toBe(false);
}, 60_000);
