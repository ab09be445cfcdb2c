import { sql } from "kysely";
import { expect, test } from "vitest";
import { listFacts, mostTagged } from "../src/matching/facts-store.ts";
import { mostOfOne } from "../src/matching/weights.ts";
import { testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { matched } from "./support/need-market.ts";

test("who offers the same under a dozen names leaves the others their places", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db, { name: "甲" });
  for (let i = 0; i < 12; i++)
    await makeSolution(db, providerId, {
      name: `扫码报工${i}`,
      summary: "扫码报工，计件工资自动算",
    });
  const other = await makeProvider(db, { name: "乙" });
  await makeSolution(db, other.providerId, { name: "车间管理", summary: "也能扫码报工" });
  const { matches } = await matched(app, { text: "想让工人扫码报工", limit: 8 });
  const names = matches.map(({ provider }) => provider.name);
  expect(names.indexOf("乙")).toBe(mostOfOne);
  expect(names).toHaveLength(8);
});

test("how a need is answered does not hang on how many one asks for", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, {
    name: "扫码报工与设备台账",
    summary: "扫码报工、设备台账、设备保养计划",
    description: "给中小企业用的，设备档案、设备保养、扫码报工",
  });
  // It stands second, and only it does what is asked for most.
  await makeSolution(db, providerId, {
    name: "云桌面",
    description: "大型集团用的云桌面、虚拟桌面，也做设备报修、维修派工",
    scenes: ["cloud", "equipment"],
  });
  const text = "扫码报工，设备报修也想一起管";
  const few = await matched(app, { text, limit: 1 });
  const many = await matched(app, { text });
  expect(many.answers).toMatchObject([{ code: "fits" }]);
  expect([few.answers, few.unmet]).toEqual([many.answers, many.unmet]);
  expect(few.matches).toEqual(many.matches.slice(0, 1));
});

test("of many that are equals the older leave the newer their share of places", async () => {
  const { db } = await testApp();
  const { providerId } = await makeProvider(db);
  const { rows } = await sql<{ id: string }>`
    insert into solution (provider_id, status, published_at, category, name, scenes)
    select ${providerId}, 'published', now(), 'upgrade', '扫码报工' || i, '{production}'
    from generate_series(1, 300) i returning id`.execute(db);
  const ids = rows.map(({ id }) => id).toSorted();
  await sql`insert into solution_tag (solution_id, code, strength)
    select id, 'work-reporting', 0.8 from unnest(${ids}::uuid[]) id`.execute(db);
  const newer = new Set(ids.slice(150));
  for (const each of [200, 300]) {
    const found = await listFacts(
      db,
      [{ code: "work-reporting", weight: 1, each }],
      [],
      new Date(),
    );
    const share = found.filter(({ id }) => newer.has(id)).length / mostTagged;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
  }
});
