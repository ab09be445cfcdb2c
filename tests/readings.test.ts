import { expect, test } from "vitest";
import { createReadings } from "../src/matching/readings.ts";
import { testApp } from "./support/app.ts";

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
