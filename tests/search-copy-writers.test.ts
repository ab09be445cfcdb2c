import { expect, test } from "vitest";
import { listEntries } from "../src/search/copy-store.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { testApp } from "./support/app.ts";
import { documentAt, keeping, now } from "./support/copy.ts";

const ask = { text: "巡检", filter: {}, page: 1, perPage: 50, now };

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
  const { ties, documents } = await listEntries(db, undefined);
  const allDocuments = documents.split(",").map(Number);
  for (const [place, tie] of ties.split(",").map(Number).entries()) {
    const { documents: next } = await listEntries(db, { tie, document: allDocuments[place] ?? 0 });
    expect(next).toBe(allDocuments.slice(place + 1).join(","));
  }
});
