import { expect, test } from "vitest";
import { up as keepDaysOnly } from "../migrations/20261130T001000-unread-word-days.ts";
import { unreadWords } from "../src/reports/unread-words.ts";
import { read } from "./support/app.ts";
import { type Country, country, typed } from "./support/country.ts";

type Words = { items: { word: string; people: number; isKnown: boolean }[] };
const wordsFor = async ({ city }: Country) =>
  (await read<Words>(await city.send("GET", "/statistics/unread-words"))).items;

test("a word that three people typed and nothing understood is told, one of two is not", async () => {
  const all = await country();
  const words = async () => (await wordsFor(all)).map(({ word }) => word);
  for (let i = 0; i < 2; i++) await typed(all, "我家鹦鹉嗓子哑了");
  // The same person counts once, however often he types it.
  for (let i = 0; i < 3; i++) await typed(all, "我家鹦鹉嗓子哑了", false);
  await expect.poll(words, { timeout: 4000 }).toContain("鹦鹉");
  const rows = await all.db.selectFrom("unread_word").selectAll().execute();
  expect(rows.filter(({ word }) => word === "鹦鹉")).toHaveLength(3);
  // No text can be put together again by when its words came.
  for (const { at } of rows) expect(at.toISOString()).toContain("T16:00:00.000Z");
  for (let i = 0; i < 2; i++) await typed(all, "外星飞船充气");
  const isKept = async () =>
    (await all.db.selectFrom("unread_word").select("word").execute()).filter(
      ({ word }) => word === "飞船",
    ).length;
  await expect.poll(isKept, { timeout: 4000 }).toBe(2);
  expect(await words()).not.toContain("飞船");
  const page = await all.cityPages.open("/official/unread-words");
  expect([page.status, page.text.includes("鹦鹉"), page.text.includes("飞船")]).toEqual([
    200,
    true,
    false,
  ]);
});

test.for([
  "电话13812345678，座机0577-5550 0100",
  "邮箱zhang.san@corp.example.com谢谢",
  "身份证330302199001011234",
  "信用代码91330300MA2ABCDE1X",
  "网址www.zhangsan.cn",
  "微信zhangsan",
  "我叫张三丰",
  "找张三丰经理",
  "全角１３８１２３４５６７８",
])("nothing personal is kept of %s", (text) => {
  const words = unreadWords(text, [], () => false).join(" ");
  expect(words).not.toMatch(/\d|zhang|corp|三丰|example|ma2/u);
});

const isNoParrot = (word: string) => word !== "鹦鹉";

test("only clauses in which nothing was understood leave words", () => {
  const text = "想上扫码报工，我家鹦鹉嗓子哑了";
  expect(unreadWords(text, [{ start: 3, end: 7 }])).toEqual(
    expect.arrayContaining(["嗓子", "鹦鹉", "鹦鹉嗓子"]),
  );
  expect(unreadWords(text, [{ start: 3, end: 7 }]).join()).not.toContain("报工");
  expect(unreadWords(text, [{ start: 0, end: text.length }])).toEqual([]);
  expect(unreadWords(text, [{ start: 0, end: text.length }], isNoParrot)).toEqual(["鹦鹉"]);
  // One character, though two units: the table takes none.
  expect(unreadWords("𠮷。𠮷野家。", [])).toEqual(["野家", "𠮷野家"]);
  for (const odd of ["", "㏘".repeat(10_000), "😀😀", "？？！！", "a", "长".repeat(10_000), "نظام"])
    expect(Array.isArray(unreadWords(odd, []))).toBe(true);
});

const heard = (word: string, at: string) => ({ word, heard_from: "x", at: new Date(at) });

test("of what was heard before only the day is kept too", async () => {
  const { db } = await country();
  await db
    .insertInto("unread_word")
    .values([heard("旧词", "2026-11-20T03:04:05.678Z"), heard("新词", "2026-11-20T16:00:00Z")])
    .execute();
  await keepDaysOnly(db);
  const kept = await db.selectFrom("unread_word").select(["word", "at"]).orderBy("word").execute();
  expect(kept).toEqual([
    { word: "新词", at: new Date("2026-11-20T16:00:00Z") },
    { word: "旧词", at: new Date("2026-11-19T16:00:00Z") },
  ]);
});
