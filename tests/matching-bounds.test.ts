import { expect, test } from "vitest";
import { createMatching } from "../src/matching/matcher.ts";
import type { MatchesView } from "../src/matching/schema.ts";
import { finderOf } from "../src/search/finder.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { json, read, testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

async function shop() {
  const made = await testApp();
  const { providerId } = await makeProvider(made.db);
  await makeSolution(made.db, providerId, { name: "扫码报工", summary: "手机扫码报工" });
  return { ...made, providerId };
}

async function matched({ app }: Awaited<ReturnType<typeof shop>>, body: object) {
  const answer = await app.request("/api/v1/matches", json(body));
  expect(answer.status).toBe(200);
  return await read<MatchesView>(answer);
}

test("a code that is named many times counts once", async () => {
  const all = await shop();
  const text = "想上扫码报工";
  const heard = await matched(all, { text });
  const [capability] = heard.needs[0]?.capabilities ?? [];
  const [scene] = heard.needs[0]?.scenes ?? [];
  const asked = async (times: number) => {
    const capabilities = Array.from({ length: times }, () => ({ code: capability?.code }));
    const scenes = Array.from({ length: times }, () => ({ code: scene?.code }));
    return await matched(all, { text, needs: [{ capabilities, scenes }] });
  };
  const [once, often] = [await asked(1), await asked(24)];
  expect(often.needs).toEqual(once.needs);
  expect(once.needs[0]?.capabilities).toHaveLength(1);
  expect(often.matches.map(({ score }) => score)).toEqual(once.matches.map(({ score }) => score));
});

test("codes that are not ours get nowhere", async () => {
  const all = await shop();
  const words = "=HYPERLINK(1)";
  const answer = await matched(all, {
    text: "想上扫码报工",
    needs: [{ capabilities: [{ code: words }, { code: "__proto__" }], scenes: [] }],
  });
  expect(answer.needs[0]?.capabilities).toEqual([]);
  expect(JSON.stringify(answer)).not.toContain("HYPERLINK");
  for (const constraints of [
    { industryCode: "constructor" },
    { regionCode: "999999" },
    { deployment: "__proto__" },
  ]) {
    const refused = await all.app.request(
      "/api/v1/matches",
      json({ text: "想上扫码报工", needs: [{ constraints }] }),
    );
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { errors: [{ code: "unknown_code" }] },
    ]);
  }
});

test("those who come first after a publishing share one lexicon", async () => {
  const { db } = await shop();
  const matcherOf = createMatching();
  const finder = finderOf(postgresEngine(db));
  const matchers = await Promise.all(
    Array.from({ length: 5 }, async () => await matcherOf(db, finder)),
  );
  expect(new Set(matchers.map(({ lexicon }) => lexicon)).size).toBe(1);
});

test("who asks while a whole catalogue waits to be read reads only some of it", async () => {
  const all = await shop();
  const { db, providerId } = all;
  for (let i = 0; i < 30; i++) await makeSolution(db, providerId, { name: `扫码报工${i}` });
  const unread = async () =>
    (await db.selectFrom("solution_unread").select("solution_id").execute()).length;
  const before = await unread();
  expect(before).toBeGreaterThanOrEqual(30);
  await matched(all, { text: "想上扫码报工" });
  expect(await unread()).toBe(before - 20);
});
