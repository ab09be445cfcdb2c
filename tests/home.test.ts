import { expect, test } from "vitest";
import { createFigures } from "../src/home/figures.ts";
import { noFacets } from "../src/search/facets.ts";
import type { Finder } from "../src/search/finder.ts";
import { indexProviders } from "../src/search/service.ts";
import { form, testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

test("the home page counts what there is, as it was within the last minute", async () => {
  const { app, db, clock } = await testApp();
  const began = Date.now();
  clock.now = () => new Date(began);
  const { providerId } = await makeProvider(db);
  const add = async () => {
    await makeSolution(db, providerId);
    await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  };
  const solutions = async () =>
    /<strong>(\d+)<\/strong> 个方案/u.exec(await (await app.request("/")).text())?.[1];
  await add();
  expect(await solutions()).toBe("1");
  await add();
  clock.now = () => new Date(began + 59_000);
  expect(await solutions()).toBe("1");
  clock.now = () => new Date(began + 60_000);
  expect(await solutions()).toBe("2");
});

const refuse = async () => await Promise.reject(new Error("not asked for"));

test("of many who come at once one asks again, and a failure is nobody else's", async () => {
  const found: Awaited<ReturnType<Finder["search"]>> = {
    hits: [],
    total: 0,
    totalIsExact: true,
    facets: noFacets(),
    reading: "exact",
    isWhole: true,
    spelledAs: null,
    engine: "postgresql",
  };
  let asked = 0;
  const search = async () => {
    if (asked++ > 0) throw new Error("down");
    return await Promise.resolve(found);
  };
  const figures = createFigures();
  const at = (seconds: number) => figures({ search, retrieve: refuse }, new Date(seconds * 1000));
  expect(await at(0)).toBe(found.facets);
  const [first, ...others] = await Promise.allSettled([at(60), at(60), at(61)]);
  expect([first?.status, others.map(({ status }) => status), asked]).toEqual([
    "rejected",
    ["fulfilled", "fulfilled"],
    2,
  ]);
});

test("a long story is not cut off where it is typed: what is too long is told, with all of it there", async () => {
  const { app } = await testApp();
  const home = await (await app.request("/")).text();
  expect(/<textarea[^>]*name="text"[^>]*>/u.exec(home)?.[0]).not.toContain("maxlength");
  const text = "我们厂的库存老对不上。".repeat(1000);
  const answer = await app.request("/match", form({ text }));
  expect(answer.status).toBe(400);
  const page = await answer.text();
  expect(page).toContain("请不要超过 10000 个字，您写了 11000 个字。");
  expect(page).toContain(text);
});
