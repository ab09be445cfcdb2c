import { expect, test } from "vitest";
import { findDeadline } from "../src/matching/deadline.ts";
import { dueDay } from "../src/matching/due.ts";
import { normalise } from "../src/search/normalise.ts";
import { festivalDay } from "../src/taxonomy/festivals.ts";

/** What a text says of a deadline, and the day it means. */
function read(text: string, today = "2026-11-30") {
  const normal = normalise(text).text;
  const found = findDeadline(normal);
  const words = found && normal.slice(found.start, found.end);
  return [words, words && dueDay(words, today)];
}

test.for([
  ["月底前要弄好", "月底前", "2026-11-30"],
  ["下个月就要用", "下个月就要用", "2026-12-01"],
  ["下个月上线", "下个月上线", "2026-12-31"],
  ["下月底前弄好", "下月底前", "2026-12-31"],
  ["下个月15号前要", "下个月15号前", "2026-12-15"],
  ["春节前上线", "春节前", "2027-02-05"],
  ["年前搞定", "年前", "2027-02-05"],
  ["过年前必须搞定", "过年前", "2027-02-05"],
  ["明年春节前", "明年春节前", "2027-02-05"],
  ["中秋前要", "中秋前", "2027-09-14"],
  ["端午之前弄好", "端午之前", "2027-06-08"],
  ["元旦前", "元旦前", "2026-12-31"],
  ["国庆之前", "国庆之前", "2027-09-30"],
  ["两个月内", "两个月内", "2027-01-30"],
  ["三个月内上线", "三个月内", "2027-02-28"],
  ["两三个月内", "两三个月内", "2027-02-28"],
  ["一个半月内搞好", "一个半月内", "2027-01-14"],
  ["半个月内", "半个月内", "2026-12-15"],
  ["半年内上线", "半年内", "2027-05-30"],
  ["两周以内", "两周以内", "2026-12-14"],
  ["10个工作日内", "10个工作日内", "2026-12-14"],
  ["12月15日前要用", "12月15日前", "2026-12-15"],
  ["１２月１５日前", "12月15日前", "2026-12-15"],
  ["2027年6月30日前上线", "2027年6月30日前", "2027-06-30"],
  ["明年3月前", "明年3月前", "2027-02-28"],
  ["3月份要用", "3月份要用", "2027-03-01"],
  ["3月初前", "3月初前", "2027-02-28"],
  ["片子6月底要交", "6月底要交", "2027-06-30"],
  ["年底前搞好", "年底前", "2026-12-31"],
  ["下周要用", "下周要用", "2026-12-07"],
  ["下周五前要用", "下周五前", "2026-12-11"],
  ["下下周五之前", "下下周五之前", "2026-12-18"],
  ["周末前弄完", "周末前", "2026-12-04"],
  ["15号前要弄好", "15号前", "2026-12-15"],
  ["下季度上线", "下季度上线", "2027-03-31"],
  ["尽快上线，最好年底前", "年底前", "2026-12-31"],
] as const)("%s is until %s: %s", ([text, words, day]) => {
  expect(read(text)).toEqual([words, day]);
});

test.for([
  ["尽快上线", "尽快"],
  ["越快越好", "越快越好"],
  ["开学前装好", "开学前"],
  ["春节后上线", "春节后上线"],
  ["今年国庆前", "今年国庆前"],
  // It has just gone by: of next year only where that is said.
  ["11月15日前", "11月15日前"],
  ["双十一前上线", "双十一前"],
  ["2月30日前", "2月30日前"],
  ["13月底前", "13月底前"],
  ["9999天内", "9999天内"],
] as const)("%s names no day that could be meant", ([text, words]) => {
  expect(read(text)).toEqual([words, undefined]);
});

test.for([
  "去年11月前的数据找不到",
  "最近三个月内丢了两单",
  "一个月内的订单对不上",
  "客户投诉尽快处理不了",
])("%s asks for nothing until then", (text) => {
  expect(read(text)).toEqual([undefined, undefined]);
});

test("the day depends on what day it is: within the month, past it, in a leap year and at its end", () => {
  expect(dueDay("11月15日前", "2026-11-15")).toBe("2026-11-15");
  expect(dueDay("11月15日前", "2026-08-01")).toBe("2026-11-15");
  expect(dueDay("年前", "2027-02-05")).toBe("2027-02-05");
  expect(dueDay("年前", "2027-03-01")).toBe("2028-01-25");
  expect(dueDay("下个月前", "2026-12-31")).toBe("2026-12-31");
  expect(dueDay("一个月内", "2028-01-31")).toBe("2028-02-29");
  expect(dueDay("月底前", "2028-02-10")).toBe("2028-02-29");
  expect(dueDay("周末前", "2026-12-06")).toBe("2026-12-11");
  expect(dueDay("春节前", "2036-03-01")).toBeUndefined();
});

test("every festival of the moon is known to 2035, never more than a day from what Intl has", () => {
  const moon = new Intl.DateTimeFormat("en-u-ca-chinese", {
    timeZone: "Asia/Shanghai",
    month: "numeric",
    day: "numeric",
  });
  const monthDay = (iso: string, shift: number) => {
    const parts = moon.formatToParts(new Date(Date.parse(`${iso}T12:00:00+08:00`) + shift));
    return parts
      .filter(({ type }) => type !== "literal")
      .map(({ value }) => value)
      .join("/");
  };
  const days = [-1, 0, 1].map((n) => n * 86_400_000);
  for (let year = 2026; year <= 2035; year++)
    for (const [name, lunar] of [
      ["春节", "1/1"],
      ["端午", "5/5"],
      ["中秋", "8/15"],
    ] as const) {
      const at = festivalDay(name, year) ?? "";
      expect([name, at, days.map((shift) => monthDay(at, shift))]).toEqual([
        name,
        expect.stringContaining(String(year)),
        expect.arrayContaining([lunar]),
      ]);
    }
  expect(festivalDay("春节", 2036)).toBeUndefined();
});
