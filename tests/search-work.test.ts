import { expect, test } from "vitest";
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
