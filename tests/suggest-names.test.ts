import { expect, test } from "vitest";
import { postgresEngine } from "../src/search/postgres.ts";
import { suggestNames } from "../src/search/suggest.ts";
import { tieOf } from "../src/search/tie.ts";
import type { IndexDocument } from "../src/search/engine.ts";
import { testApp } from "./support/app.ts";
import { makeDocument, shelf } from "./support/shelf.ts";

/** The shelf and what else is put on it. */
async function filled(more: readonly IndexDocument[] = []) {
  const { db } = await testApp();
  await postgresEngine(db).put([...shelf, ...more]);
  return async (typed: string, limit = 8) =>
    await suggestNames(db, typed, { limit, now: new Date() });
}

test.for([
  ["三右", "三右云星图企业管理"],
  ["sany", "三右云星图企业管理"],
  ["tfh", "腾飞会议"],
  ["wps3", "金石WPS365数智办公"],
  ["星图", "三右云星图企业管理"],
  ["腾飞", "腾飞会议"],
  ["金", "金禾财务云"],
] as const)("%s suggests %s", async ([typed, name]) => {
  const suggested = await filled();
  expect((await suggested(typed)).map((one) => one.name)).toContain(name);
});

const named = (name: string, kind: "provider" | "solution") => makeDocument(name, { name, kind });

test("names that begin so come before those that hold it, providers first, then the shortest", async () => {
  const suggested = await filled([
    named("鲸浪云排产", "solution"),
    named("鲸浪云", "solution"),
    named("鲸浪软件集团", "provider"),
    named("鲸浪", "provider"),
    named("大鲸浪云", "solution"),
    named("大鲸浪", "provider"),
  ]);
  const found = await suggested("鲸浪", 5);
  expect(found.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "provider 鲸浪",
    "provider 鲸浪软件集团",
    "solution 鲸浪云",
    "solution 鲸浪云排产",
    "provider 大鲸浪",
  ]);
});

const lengthOf = ({ name }: { name: string }) => Array.from(name).length;

test("among names of one length nobody chooses a place", async () => {
  const documents = Array.from({ length: 40 }, (_, at) =>
    named(`鲸浪${at % 2 === 0 ? "𠮷" : "云"}${at < 30 ? "" : "好"}${at % 10}`, "solution"),
  );
  const suggested = await filled(documents);
  const first = documents
    .toSorted((a, b) => lengthOf(a) - lengthOf(b) || tieOf(a.id) - tieOf(b.id))
    .slice(0, 20);
  const found = await suggested("鲸浪", 20);
  expect(found.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
});

test("what only the summary holds is no name to suggest", async () => {
  const suggested = await filled();
  expect(await suggested("扫码报工")).toEqual([]);
});

test("a character of two units that nobody can say is suggested whole", async () => {
  const suggested = await filled([makeDocument("rare", { name: "吉𠮷野家点餐𠮷" })]);
  expect((await suggested("吉𠮷")).map(({ name }) => name)).toEqual(["吉𠮷野家点餐𠮷"]);
});
