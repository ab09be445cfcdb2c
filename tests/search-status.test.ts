import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { rowMake } from "../src/index-sync/make.ts";
import { noteFirstMake, reindexOwn } from "../src/index-sync/reindex.ts";
import { findOutboxState } from "../src/index-sync/store.ts";
import { indexProviders } from "../src/search/service.ts";
import { read, testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

/** Nobody listens there; how search stands is asked of the database alone. */
const meilisearch = { url: "http://127.0.0.1:9", searchKey: "", writeKey: "", prefix: "none" };

async function office(given: Parameters<typeof testApp>[0] = {}) {
  const made = await testApp(given);
  const { providerId } = await makeProvider(made.db);
  await makeSolution(made.db, providerId);
  await inTransaction(made.db, async (trx) => await indexProviders(trx, [providerId]));
  const { headers } = await makeMember(made.db, "authority");
  const page = async () =>
    await (await made.app.request("/official/search-status", { headers })).text();
  const ready = async () => {
    const answer = await made.app.request("/readyz");
    expect(answer.status).toBe(200);
    return await read<{ status: string; warnings: object[] }>(answer);
  };
  const status = async () =>
    await (await made.app.request("/api/v1/search-status", { headers })).json();
  const metrics = async () => await (await made.app.request("/metrics")).text();
  const setMake = async (make: string) =>
    await made.db.updateTable("search_make").set({ make }).execute();
  return { ...made, page, ready, status, metrics, setMake };
}

test("rows that this version writes into an empty database are of its make", async () => {
  const { page, ready, status, metrics } = await office();
  expect(await ready()).toMatchObject({ status: "ok", warnings: [] });
  expect(await status()).toMatchObject({ rowsOutdated: false });
  expect(await metrics()).toContain("shuqiao_search_rows_outdated 0");
  expect(await page()).not.toContain("npm run reindex");
});

test.for(["another version", "nobody knows who"])(
  "rows that %s wrote are told of, and a reindex puts it right",
  async (who) => {
    const { db, page, ready, status, metrics, setMake } = await office();
    if (who === "another version") await setMake("00000000");
    else await db.deleteFrom("search_make").execute();
    expect(await ready()).toMatchObject({
      status: "ok",
      warnings: [{ code: "search_rows_outdated" }],
    });
    expect(await status()).toMatchObject({ rowsOutdated: true });
    expect(await metrics()).toContain("shuqiao_search_rows_outdated 1");
    expect(await page()).toContain("npm run reindex");
    // A migration does not claim what it has not written.
    await noteFirstMake(db, new Date());
    expect(await status()).toMatchObject({ rowsOutdated: true });
    expect(await reindexOwn(db, new Date())).toMatchObject({ documents: 2 });
    expect(await status()).toMatchObject({ rowsOutdated: false });
    expect((await ready()).warnings).toEqual([]);
  },
);

test("where nothing stands nothing is outdated, and the next migration takes it for its own", async () => {
  const { db, status, setMake } = await office();
  await db.deleteFrom("search_document").execute();
  await setMake("00000000");
  expect(await status()).toMatchObject({ rowsOutdated: false });
  await noteFirstMake(db, new Date());
  expect(await db.selectFrom("search_make").select("make").execute()).toEqual([
    { make: rowMake() },
  ]);
});

test("of a long outbox no more is counted than is told, for anybody who asks", async () => {
  const { db, page, ready, metrics } = await office({ meilisearch });
  await sql`
    insert into search_outbox (kind, thing_id, version, created_at, poisoned_at)
    select 'case', uuidv7(), 1, now() - interval '1 hour', case when i > 12000 then now() end
    from generate_series(1, 24000) i`.execute(db);
  const { oldestSeconds, ...counts } = await findOutboxState(db);
  expect(counts).toEqual({ waiting: 10_001, poisoned: 10_001 });
  expect(Math.round(oldestSeconds / 60)).toBe(60);
  expect(await ready()).toMatchObject({ search: { outside: { waiting: 10_001 } } });
  expect(await metrics()).toContain("shuqiao_search_outbox_waiting 10001");
  expect(await page()).toContain("1 万条以上，最早的一条是1 小时前");
  // What was to be told before anything else, however much came after it.
  await sql`update search_outbox set created_at = now() - interval '2 hours' where id = (
    select id from search_outbox where poisoned_at is null order by id desc limit 1)`.execute(db);
  expect(Math.round((await findOutboxState(db)).oldestSeconds / 60)).toBe(120);
});

const lookups = (copy: number, tables: number) => ({
  'lookups_total{by="copy"}': copy,
  'lookups_total{by="tables"}': tables,
});

test("what a process keeps of the entries is told to collectors and, in a line, to officials", async () => {
  const made = await office({ keepsEntries: true });
  const { app, settled, metrics, page, status } = made;
  const copyIn = async () =>
    Object.fromEntries(
      [...(await metrics()).matchAll(/^shuqiao_search_copy_(\S+) (\S+)$/gmu)].map(
        ([, name = "", value]) => [name, Number(value)],
      ),
    );
  expect(await copyIn()).toEqual({ kept: 0, ...lookups(0, 0) });
  expect(await page()).toContain("内存里现在没有检索数据");
  const search = async () => {
    expect((await app.request("/api/v1/search?q=扫码报工&type=solution")).status).toBe(200);
    await settled();
  };
  // The first has it read, the second lets it learn the words, the third is told by it.
  for (let i = 0; i < 3; i++) await search();
  const told = await copyIn();
  expect(told).toMatchObject({ kept: 1, entries: 2, ...lookups(1, 2) });
  expect(told["age_seconds"]).toBeLessThan(60);
  expect(told["terms"]).toBeGreaterThan(1);
  expect(told["terms_bytes"]).toBeGreaterThan(1024);
  expect(await metrics()).toContain("# TYPE shuqiao_search_copy_lookups_total counter");
  const said = await page();
  expect(said).toContain("在内存里留了一份检索数据（2 条，刚刚读入）");
  expect(said).toContain("内存回答了 1 次查询，数据库回答了 2 次");
  // The world reads how search stands, and nothing of what a process remembers.
  expect(JSON.stringify(await made.ready())).not.toContain("terms");
  expect(await status()).toMatchObject({ engine: "postgresql" });
});

test("where a process keeps nothing of the entries, as on a Worker, nothing is told of it", async () => {
  const { metrics, page } = await office();
  expect(await metrics()).not.toContain("copy");
  expect(await page()).not.toContain("内存");
});
