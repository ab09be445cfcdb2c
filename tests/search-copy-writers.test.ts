import { sql } from "kysely";
import { expect, onTestFinished, test, vi } from "vitest";
import { holdersOf, learnHolders } from "../src/search/copy-holders.ts";
import { createCopyKeeper } from "../src/search/copy-keeper.ts";
import { listEntries } from "../src/search/copy-store.ts";
import { copyEntries } from "../src/search/entry-copy.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { testApp } from "./support/app.ts";
import { keeping } from "./support/copy.ts";
import { documentAt } from "./support/shelf.ts";

const ask = { text: "巡检", filter: {}, page: 1, perPage: 50, now: new Date() };

test("what is written time and again hides nothing else that was written", async () => {
  const { db, url } = await testApp();
  const engine = postgresEngine(db);
  const [gone, busy] = [documentAt(0), documentAt(3)];
  await engine.put([gone, busy]);
  const { search } = keeping(url);
  expect((await search(ask)).total).toBe(2);
  await engine.drop([gone]);
  for (let version = 2; version < 220; version++)
    await engine.put([{ ...busy, version, scenes: [version % 2 === 0 ? "energy" : "quality"] }]);
  expect(await search(ask)).toMatchObject({ total: 1, hits: [{ externalKey: "m3" }] });
});

test("where one part of the entries ends the next begins, with none twice", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put(Array.from({ length: 40 }, (_, i) => documentAt(i)));
  const { ties, documents } = await listEntries(db, undefined, 50);
  const allDocuments = documents.split(",").map(Number);
  for (const [place, tie] of ties.split(",").map(Number).entries()) {
    const last = { tie, document: allDocuments[place] ?? 0 };
    const { documents: next } = await listEntries(db, last, 50);
    expect(next).toBe(allDocuments.slice(place + 1).join(","));
  }
});

test("what gets another place while a copy is read is not in it twice", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put(Array.from({ length: 30 }, (_, i) => documentAt(i)));
  let parts = 0;
  const reading = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (result.rows.some((row) => "ties" in row) && ++parts === 2)
        await sql`update search_entry set tie = -tie`.execute(db);
      return result;
    },
  });
  const { documents } = await copyEntries(reading, 10);
  expect(parts).toBe(3);
  expect(new Set(documents).size).toBe(30);
  expect(documents).toHaveLength(30);
});

test("a copy of what was emptied is used no more", async () => {
  const { db, url } = await testApp();
  await postgresEngine(db).put([documentAt(0), documentAt(3)]);
  const { search } = keeping(url);
  expect((await search(ask)).total).toBe(2);
  await sql`truncate search_document cascade`.execute(db);
  expect((await search(ask)).total).toBe(0);
});

test("a copy grows old while the machine sleeps, and another is read when its clock was set back", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put([documentAt(0)]);
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const reading: Promise<unknown>[] = [];
  const keeper = createCopyKeeper()({ db, background: (work) => void reading.push(work) });
  const renewed = async () => {
    keeper.renew();
    await Promise.all(reading);
    return keeper.current();
  };
  const first = await renewed();
  expect(first).toBeDefined();
  vi.setSystemTime(Date.now() + 3 * 3_600_000);
  expect(keeper.current()).toBeUndefined();
  const second = await renewed();
  expect(second).not.toBe(first);
  vi.setSystemTime(Date.now() - 2 * 3_600_000);
  expect(keeper.current()).toBe(second);
  expect(await renewed()).not.toBe(second);
});

test("another copy knows what was asked for last, and what nobody asks for is kept no longer", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put([documentAt(0)]);
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const work: Promise<unknown>[] = [];
  const done = async () => {
    while (work.length > 0) await work.shift();
  };
  const background = (one: Promise<unknown>) => void work.push(one);
  const keeperFor = createCopyKeeper();
  const keeper = keeperFor({ db, background });
  keeper.renew();
  await done();
  const first = keeper.current();
  keeper.learn(first!, ["巡检", "设备"]);
  await done();
  vi.setSystemTime(Date.now() + 3_700_000);
  expect(keeper.current()).toBe(first);
  await done();
  const second = keeper.current();
  expect(second).not.toBe(first);
  expect(holdersOf(second!, ["巡检", "设备"]).missing).toEqual([]);
  vi.setSystemTime(Date.now() + 3 * 3_600_000);
  keeperFor({ db, background });
  vi.setSystemTime(Date.now() - 3 * 3_600_000);
  expect(keeperFor({ db, background }).current()).toBeUndefined();
});

test("terms that nothing holds take room too, and of what has none nothing is read", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put([documentAt(0)]);
  const copy = await copyEntries(db);
  const learn = async (terms: string[], room: number) =>
    await learnHolders(db, copy, terms, { room: room * 1024 });
  await learn(["巡检"], 10);
  for (let i = 0; i < 30; i++) {
    await learn([`!x${i}`], 10);
    holdersOf(copy, ["巡检"]);
  }
  expect(copy.holders.size).toBeLessThan(10);
  expect(holdersOf(copy, ["巡检", "!x29"]).missing).toEqual([]);
  await learn(
    Array.from({ length: 6 }, (_, i) => `!y${i}`),
    10,
  );
  expect(copy.holders.has("!y5")).toBe(false);
});

test("what takes long to learn is learned in several goes", async () => {
  const { db } = await testApp();
  await postgresEngine(db).put([documentAt(0)]);
  const copy = await copyEntries(db);
  for (const left of [2, 1, 0]) {
    const { missing } = holdersOf(copy, ["巡检", "设备", "管理"]);
    await learnHolders(db, copy, missing, { time: 0 });
    expect(holdersOf(copy, ["巡检", "设备", "管理"]).missing).toHaveLength(left);
  }
});
