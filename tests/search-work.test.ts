import { expect, test } from "vitest";
import { normalise } from "../src/search/normalise.ts";
import { readingsOf } from "../src/search/reading.ts";

const characters = Array.from({ length: 64 }, (_, i) => String.fromCodePoint(0x4e00 + i * 37));

test.for([
  characters.join(""),
  characters.join("").replaceAll(/(..)/gu, "$1 "),
  "abcd efgh ijkl mnop qrst uvwx yzab cdef ghij klmn opqr stuv",
  "abcdefghijklmnopqrstuvwx yzabcdefghijklmnopqrstuvw",
  "xian ".repeat(40),
  "guan li shu ju ping tai xi tong ".repeat(4),
])("little is asked of an index that knows nothing of %s", async (text) => {
  const asked: string[] = [];
  const index = {
    listNames: async ({ tsquery }: { tsquery: string }) => {
      asked.push(tsquery);
      return await Promise.resolve([]);
    },
    hasHit: async (tsquery: string) => {
      asked.push(tsquery);
      return await Promise.resolve(false);
    },
    countTerms: async () => await Promise.resolve(new Map<string, number>()),
  };
  for await (const { tsquery } of readingsOf(index, text, new Date())) asked.push(tsquery);
  expect(asked.length).toBeLessThan(64);
  expect(Math.max(...asked.map((tsquery) => tsquery.length))).toBeLessThan(8000);
});

test.for([
  ["ﷺ", "ﷺ"],
  ["㍿", "株式会社"],
  ["㎡㈠", "m2(一)"],
] as const)("%s is written out only where that makes no long text of it", ([sign, read]) => {
  const { text, cased, starts, ends } = normalise(sign);
  expect([text, cased]).toEqual([read, read]);
  expect([starts.length, ends.length]).toEqual([read.length, read.length]);
  expect(normalise(sign.repeat(1000)).text).toHaveLength(1000 * read.length);
});
