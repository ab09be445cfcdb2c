import { expect, test } from "vitest";
import { sayPercent } from "../src/reports/say.ts";
import { parseCount } from "../src/counts.ts";
import { parseWan, parseYuan, upperEnd } from "../src/money.ts";
import { applicationMoves } from "../src/applications/schema.ts";
import { caseMoves } from "../src/cases/own-schema.ts";
import { states } from "../src/db/states.ts";
import { engagementMoves } from "../src/engagements/schema.ts";
import { proposalMoves } from "../src/proposals/schema.ts";
import { standingMoves } from "../src/providers/standing-schema.ts";
import { requestMoves } from "../src/requests/schema.ts";
import { solutionMoves } from "../src/solutions/own-schema.ts";
import { sayState, sayVerbs } from "../src/state-words.ts";
import {
  sayAgo,
  sayBand,
  sayCount,
  sayDate,
  sayDeadline,
  sayMoney,
  sayPhone,
  sayTime,
  sayExact,
  sayYuan,
} from "../src/web/say.ts";

test.for([
  [0, "0 元"],
  [80_000, "800 元"],
  [123_450, "1,234.5 元"],
  [999_999, "9,999.99 元"],
  [4_800_000, "4.8 万元"],
  [12_345_600, "12.35 万元"],
  [99_999_900, "100 万元"],
  [123_456_700, "123.5 万元"],
  [9_999_999_900, "1 亿元"],
  [12_000_000_000, "1.2 亿元"],
  [-4_800_000, "-4.8 万元"],
] as const)("%i 分 is said as %s", ([fen, said]) => {
  expect(sayMoney(fen)).toBe(said);
});

test("tables show the exact amount, beyond what a float holds too", () => {
  expect(sayYuan(4_800_000)).toBe("48,000");
  expect(sayYuan(4_800_050)).toBe("48,000.50");
  expect(sayYuan(0)).toBe("0");
  expect(sayExact(1_740_000)).toBe("17,400 元（1.74 万元）");
  expect(sayExact(780_000)).toBe("7,800 元");
  expect(sayYuan(-5)).toBe("-0.05");
  expect(sayYuan(900_719_925_474_099_301n)).toBe("9,007,199,254,740,993.01");
});

test.for([
  [null, null, "没有公布价格"],
  [null, 5_000_000, "5 万元以内"],
  [0, 5_000_000, "5 万元以内"],
  [3_000_000, null, "3 万元起"],
  [3_000_000, 5_000_000, "3–5 万元"],
  [80_000, 5_000_000, "800 元–5 万元"],
  [0, 0, "免费"],
  [3_000_000, 3_000_000, "3 万元"],
] as const)("a band from %s to %s is %s", ([min, max, said]) => {
  expect(sayBand(min, max)).toBe(said);
});

test.for([
  ["48000", 4_800_000],
  ["48,000.50", 4_800_050],
  ["４８０００元", 4_800_000],
  ["4.8万", 4_800_000],
  ["4.8 万元", 4_800_000],
  ["3千", 300_000],
  ["1.5亿", 15_000_000_000],
  ["0.1", 10],
  ["1.005", undefined],
  ["-1", undefined],
  ["1e5", undefined],
  ["", undefined],
  ["四万八", 4_800_000],
  ["五万", 5_000_000],
  ["5w", 5_000_000],
  ["一万五", 1_500_000],
  ["1万5", 1_500_000],
  ["5万3千元", 5_300_000],
  ["十二万块", 12_000_000],
  ["伍万元整", 5_000_000],
  ["一亿两千万", 12_000_000_000],
  ["零", 0],
  ["万", undefined],
  ["几万", undefined],
  ["三五万", undefined],
  ["3-5万", undefined],
  ["三万五万", undefined],
  ["一亿二", undefined],
  ["五万块左右吧", undefined],
  ["999999999999亿", undefined],
] as const)("an owner who types %s means %s 分", ([typed, fen]) => {
  expect(parseYuan(typed)).toBe(fen);
});

test.for([
  ["五", 5_000_000],
  ["三十", 30_000_000],
  ["48000元", 4_800_000],
  ["5万", 5_000_000],
  ["", undefined],
] as const)("where 万元 stand, %s means %s 分", ([typed, fen]) => {
  expect(parseWan(typed)).toBe(fen);
});

test.for([
  ["3-5万", 5_000_000],
  ["3～5 万元", 5_000_000],
  ["三到五万", 5_000_000],
  ["三五万", 5_000_000],
  ["5万以内", 5_000_000],
  ["不超过五万", 5_000_000],
  ["3000-5000元", 500_000],
  ["二十五万", 25_000_000],
  ["看情况", undefined],
] as const)("a budget of %s goes up to %s 分", ([typed, fen]) => {
  expect(parseYuan(upperEnd(typed))).toBe(fen);
});

test("a count is of its own unit", () => {
  expect([parseCount("两周", "周"), parseCount("3 个星期", "周")]).toEqual([2, 3]);
  expect([parseCount("一个月", "周"), parseCount("2 周", "天")]).toEqual([undefined, undefined]);
  expect(parseCount("2015年", "年")).toBe(2015);
});

test.for([
  ["60", 60],
  ["60来号人", 60],
  ["大概 60 人", 60],
  ["六十", 60],
  ["一百二", 120],
  ["3 周", undefined],
  ["一个月", undefined],
  ["", null],
  ["人", undefined],
  ["五六十", undefined],
  ["很多", undefined],
  ["-3", undefined],
  ["1.5", undefined],
] as const)("who types %s counts %s", ([typed, count]) => {
  expect(parseCount(typed)).toBe(count);
});

test("dates are those of the clock in China", () => {
  expect(sayDate("2026-11-23T02:00:00Z")).toBe("2026年11月23日（周一）");
  expect(sayDate("2026-11-22T16:00:00Z")).toBe("2026年11月23日（周一）");
  expect(sayDate("2026-11-23")).toBe("2026年11月23日（周一）");
  expect(sayTime(new Date("2026-12-31T16:05:00Z"))).toBe("2027年1月1日（周五）00:05");
});

const now = "2026-11-23T02:00:00Z";
test.for([
  ["2026-11-26T02:00:00Z", "2026年11月26日（周四）10:00，还剩 3\u00a0天"],
  ["2026-11-26T01:59:59Z", "2026年11月26日（周四）09:59，还剩 2\u00a0天"],
  ["2026-11-24T07:00:00Z", "2026年11月24日（周二）15:00，还剩 1\u00a0天 5\u00a0小时"],
  ["2026-11-23T16:00:00Z", "2026年11月23日（周一）24:00，还剩 14\u00a0小时"],
  ["2026-11-23T02:20:00Z", "2026年11月23日（周一）10:20，还剩 20\u00a0分钟"],
  ["2026-11-23T02:00:30Z", "2026年11月23日（周一）10:00，还剩不到 1\u00a0分钟"],
  ["2026-11-23T02:00:00Z", "2026年11月23日（周一）10:00，已截止"],
] as const)("the deadline %s reads %s", ([deadline, said]) => {
  expect(sayDeadline(deadline, now)).toBe(said);
});

test.for([
  ["2026-11-23T01:59:30Z", "刚刚"],
  ["2026-11-23T01:30:00Z", "30 分钟前"],
  ["2026-11-22T22:00:00Z", "4 小时前"],
  ["2026-11-22T15:00:00Z", "昨天"],
  ["2026-11-20T02:00:00Z", "3 天前"],
  ["2026-10-01T02:00:00Z", "2026年10月1日（周四）"],
  ["2026-11-24T02:00:00Z", "2026年11月24日（周二）"],
] as const)("%s was %s", ([instant, said]) => {
  expect(sayAgo(instant, now)).toBe(said);
});

test("counts and phone numbers", () => {
  expect([999, 1_234, 9_999, 12_999, 10_000].map((count) => sayCount(count))).toEqual([
    "999",
    "1,234",
    "9,999",
    "1.2 万",
    "1 万",
  ]);
  expect(sayCount(10_000, false)).toBe("1 万以上");
  expect(
    ["13812345678", "+86 138-1234-5678", "057188881234", "01088881234", "4001234567", "12345"].map(
      sayPhone,
    ),
  ).toEqual([
    "138 1234 5678",
    "138 1234 5678",
    "0571-8888 1234",
    "010-8888 1234",
    "400 123 4567",
    "12345",
  ]);
});

test("whatever a refusal can name is said in words", () => {
  const things = ["provider", "solution", "application", "request", "outcome"] as const;
  const more = ["proposal", "engagement", "case", "import"] as const;
  for (const state of [...things, ...more].flatMap((thing) => states[thing]))
    expect(sayState(state)).not.toBe(state);
  const moves = { ...applicationMoves, ...caseMoves, ...engagementMoves, ...proposalMoves };
  const others = { ...standingMoves, ...requestMoves, ...solutionMoves };
  for (const verb of Object.keys({ ...moves, ...others })) expect(sayVerbs(verb)).not.toBe(verb);
});

test.for([
  [0, "0%"],
  [0.0004, "不到 0.1%"],
  [0.001, "0.1%"],
  [0.25, "25.0%"],
  [0.9996, "99.9% 以上"],
  [1, "100%"],
] as const)("a share of %s is %s", ([share, said]) => expect(sayPercent(share)).toBe(said));
