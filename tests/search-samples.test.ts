import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Db, inTransaction } from "../src/db/connect.ts";
import { hasHit, listNames } from "../src/search/postgres-store.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { any, lexeme } from "../src/search/tsquery.ts";
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
  const ask = async (text: string, filter = {}, page = 1) =>
    await engine.search({ text, filter, page, perPage: 50, now: new Date() });
  return { db, ask };
}

test("up to ten thousand every hit is counted, and every facet", async () => {
  const { ask } = await market();
  const broad = await ask("巡检");
  expect(broad).toMatchObject({ total: many, totalIsExact: true });
  const restore = broad.facets.category.find(({ code }) => code === "restore")?.count;
  expect(restore).toBe(many / 5);
  expect(broad.hits[0]?.name).toBe("巡检");
  expect(await ask("点检")).toMatchObject({ total: many / 3, totalIsExact: true });
  const rare = await ask("巡检", { scene: ["energy"] });
  expect(rare).toMatchObject({ total: 5, totalIsExact: true });
  expect(rare.hits).toHaveLength(5);
  expect(rare.facets.scene.find(({ code }) => code === "energy")?.count).toBe(5);
  expect((await ask("润滑 巡检")).total).toBe(5);
}, 60_000);

test("of more a sample is counted, and says so; of what a filter leaves every one is", async () => {
  const { db, ask } = await market();
  await copyFirst(db, 15_000);
  await recountWhenOld(db, new Date(Date.now() + 7_200_000));
  const broad = await ask("巡检");
  expect(broad).toMatchObject({ total: 10_000, totalIsExact: false });
  const restore = broad.facets.category.find(({ code }) => code === "restore")?.count ?? 0;
  expect(restore).toBeGreaterThan(15_600 * 0.85);
  expect(restore).toBeLessThan(15_600 * 1.1);
  const rare = await ask("巡检", { scene: ["energy"] });
  expect(rare).toMatchObject({ total: 5, totalIsExact: true });
  expect(await ask("设备")).toMatchObject({ totalIsExact: false });
  expect(await ask("巡检", { category: ["upgrade"] })).toMatchObject({
    total: (many * 4) / 5,
    totalIsExact: true,
  });
  await sql`vacuum (analyze) search_document, search_entry`.execute(db);
  // Many terms make the index look dear where only a few rows are wanted.
  const unheard = Array.from({ length: 200 }, (_, i) => lexeme(`^q${i}`));
  expect(await scansFor(db, any(unheard))).toBe(0);
}, 60_000);

test("what is chosen is counted exactly where a few more are found than are counted", async () => {
  const { db, ask } = await market();
  await copyFirst(db, 8000);
  await recountWhenOld(db, new Date(Date.now() + 7_200_000));
  expect(await ask("巡检")).toMatchObject({ total: 10_000, totalIsExact: false });
  const restore = await ask("巡检", { category: ["restore"] });
  expect(restore).toMatchObject({ total: many / 5 + 8000, totalIsExact: true });
}, 60_000);

/** How often the whole table is read to find that nothing meets the query. */
async function scansFor(db: Db, tsquery: string) {
  return await inTransaction(db, async (trx) => {
    expect(await hasHit(trx, tsquery, new Date())).toBe(false);
    expect(await listNames(trx, { tsquery, sound: "", contains: "" }, new Date())).toEqual([]);
    const { rows } = await sql<{ scans: number }>`
      select sum(seq_scan)::int as scans from pg_stat_xact_user_tables
      where relname in ('search_document', 'search_entry')`.execute(trx);
    return rows[0]?.scans;
  });
}

/** More of the same by other ids, each in the samples where its own tie puts it. */
async function copyFirst(db: Db, copies: number) {
  await sql`
    with copy as (
      insert into search_document (kind, thing_id, version, name, provider_name, summary, body,
        name_key, names)
      select kind, gen_random_uuid(), version, name, provider_name, summary, body, name_key, names
      from search_document, generate_series(1, ${copies}::int) where external_key = 'd0'
      returning id, kind, thing_id)
    insert into search_entry (document, kind, thing_id, tie, facets, vector)
    select copy.id, copy.kind, copy.thing_id, hashtextextended(copy.thing_id::text, 7), facets, vector
    from copy, search_document d join search_entry e on e.document = d.id
    where d.external_key = 'd0'`.execute(db);
  await sql`analyze search_document, search_entry`.execute(db);
}

test("pages of a broad search hold nothing twice", async () => {
  const { ask } = await market();
  const seen: string[] = [];
  for (let page = 1; page <= 14; page++)
    seen.push(...(await ask("巡检", {}, page)).hits.map(({ id }) => id));
  expect(seen).toHaveLength(700);
  expect(new Set(seen).size).toBe(700);
  const nothing = await ask("", {}, 2);
  expect(nothing.hits).toHaveLength(50);
  expect(nothing.total).toBe(many);
}, 60_000);

test("a value that no document had before is counted at once, also by who has searched already", async () => {
  const { db, ask } = await market();
  await ask("巡检");
  const engine = postgresEngine(db);
  await engine.put([makeDocument("new", { name: "巡检", industries: ["C33"], sizes: ["micro"] })]);
  const { facets } = await ask("巡检", { type: ["solution"], size: ["micro"] });
  expect(facets.size.find(({ code }) => code === "micro")?.count).toBe(1);
  expect(facets.industry).toEqual([
    { code: "C", count: 1 },
    { code: "C33", count: 1 },
  ]);
}, 60_000);
