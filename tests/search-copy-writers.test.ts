import { expect, test } from "vitest";
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
