import { expect, test } from "vitest";
import { readEverything } from "../src/matching/matcher.ts";
import { createReadings } from "../src/matching/readings.ts";
import { testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

test("a lexicon made ready ahead is made in slices, once, and kept", async () => {
  const { db } = await testApp();
  const readings = createReadings();
  let rests = 0;
  const rest = async () => ++rests > 0;
  await readings.prepare(db, rest);
  expect(rests).toBeGreaterThan(5);
  rests = 0;
  await readings.prepare(db, rest);
  expect(rests).toBe(0);
  const { lexicon, number } = await readings.current(db);
  expect([number, lexicon.capabilities.size > 150]).toEqual([0, true]);
});

test("who needs it meanwhile has it made at once, and what was begun is not made again", async () => {
  const { db } = await testApp();
  const readings = createReadings();
  const met: unknown[] = [];
  await readings.prepare(db, async () => {
    if (met.length < 2) met.push((await readings.current(db)).lexicon);
    return true;
  });
  expect(met).toHaveLength(1);
  expect((await readings.current(db)).lexicon).toBe(met[0]);
});

test("told to stop it stops, and the next who needs it gets all of it", async () => {
  const { db } = await testApp();
  const readings = createReadings();
  let rests = 0;
  await readings.prepare(db, async () => ++rests < 3);
  expect(rests).toBe(3);
  const { lexicon } = await readings.current(db);
  expect(lexicon.topics.codes.length).toBeGreaterThan(lexicon.capabilities.size);
});

test("while every solution is read others get their turn", async () => {
  const { db } = await testApp();
  const { providerId } = await makeProvider(db);
  const description = "扫码报工，计件工资自动算，设备点检，仓库盘点，客户对账。".repeat(60);
  for (let i = 0; i < 40; i++) await makeSolution(db, providerId, { description });
  const began = performance.now();
  let [last, longest] = [began, 0];
  const others = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  await readEverything(db);
  clearInterval(others);
  expect(longest).toBeLessThan((performance.now() - began) / 4);
});
