import { normalise } from "../search/normalise.ts";
import { festivalDay } from "../taxonomy/festivals.ts";
import * as day from "./days.ts";
import { numberOf } from "./numerals.ts";

/** What the words name, first and last day; 11月15日前 holds that day still, 春节前 does not. */
type Span = { from: number; to: number; isWithin?: true };
/** The words that name it, and what they may mean, the nearest first. */
type Reading = { pattern: RegExp; spans: (words: RegExpExecArray, today: number) => Span[] };

/** A month or festival that has just gone by is hardly meant of next year, unless that is said. */
const mostGuessed = 330;

/** The day by which it is wanted, in China, for words of a deadline; nothing for vague ones (尽快, 开学前). */
export function dueDay(words: string, today: string): string | undefined {
  const { text } = normalise(words);
  const now = Date.parse(today);
  for (const { pattern, spans } of readings) {
    const found = pattern.exec(text);
    if (!found) continue;
    const rest = text.slice(found.index + found[0].length);
    if (/^(?:以|之)?后/u.test(rest)) return undefined;
    const isGuessed = !found.groups?.["year"];
    const due = spans(found, now)
      .map((span) => settle(span, rest, now))
      .find((at) => at >= now && (!isGuessed || at <= day.shift(now, mostGuessed)));
    return due === undefined ? undefined : day.iso(due);
  }
  return undefined;
}

/** What begins then has to be ready when it begins; what is to be done then may take until its end. */
const begins =
  /^(?:就|来|有|办|[^,，。]{0,6}?(?:要[用开]|要上(?!线)|开|验|审|检|考|换证|到期|截止|交))/u;
/** The day before it, or that very day, where the words say before. */
const before = /^(?:[^,，。]{0,6}?(?:之前|以前|前))/u;

function settle({ from, to, isWithin }: Span, rest: string, today: number): number {
  if (before.test(rest)) return isWithin ? to : day.shift(from, -1);
  if (isWithin) return to;
  return begins.test(rest) && to >= today ? Math.max(from, today) : to;
}

const number = String.raw`\d{1,4}|[一二两三四五六七八九十半]{1,3}`;
const small = String.raw`\d{1,2}|[一二三四五六七八九十]{1,3}`;
const dayInMonth = String.raw`(?:(?<day>${small})(?:[号日]|(?=[之以]?前))|(?<part>底|初|上旬|中旬|下旬))?`;

const readings: readonly Reading[] = [
  {
    pattern: new RegExp(
      String.raw`(?<count>${number})\s{0,2}个?(?<half>半)?(?<unit>工作日|天|周|星期|礼拜|月|年)(?<more>半)?(?=之?内|以内|里|后|就)`,
      "u",
    ),
    spans: ({ groups = {} }, today) => {
      const end = endOf(groups, today);
      return end === undefined ? [] : [{ from: today, to: end, isWithin: true }];
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<year>今年|明年|20\d\d年)?(?<month>${small})月份?${dayInMonth}`,
      "u",
    ),
    spans: ({ groups = {} }, today) => {
      const month = numberOf(groups["month"] ?? "") ?? 0;
      if (month > 12) return [];
      return yearsOf(groups, today).flatMap((year) => inMonth(year, month - 1, groups));
    },
  },
  {
    pattern: new RegExp(String.raw`(?<which>下{1,3}|这|本)个?月${dayInMonth}`, "u"),
    spans: ({ groups = {} }, today) => {
      const at = new Date(today);
      return inMonth(at.getUTCFullYear(), at.getUTCMonth() + stepsIn(groups), groups);
    },
  },
  {
    pattern: /(?<which>下{1,3}|这|本)个?(?:周|星期|礼拜)(?<day>[一二三四五六日天])?/u,
    spans: ({ groups = {} }, today) => {
      const monday = day.shift(day.mondayOf(today), 7 * stepsIn(groups));
      const place = "一二三四五六日".indexOf((groups["day"] ?? "").replace("天", "日"));
      if (!groups["day"]) return [{ from: monday, to: day.shift(monday, 6) }];
      const to = day.shift(monday, place);
      return [{ from: to, to, isWithin: true }];
    },
  },
  {
    pattern: /(?<which>下{1,3}|这|本)?个?季度(?<end>末|底)?/u,
    spans: ({ groups = {} }, today) => {
      const { from, to } = day.quarter(today, stepsIn(groups));
      return groups["end"] ? [{ from: to, to, isWithin: true }] : [{ from, to }];
    },
  },
  {
    pattern: /(?<year>今年|明年)?年(?<end>底|中)/u,
    spans: ({ groups = {} }, today) =>
      yearsOf(groups, today).map((year) => {
        const to = groups["end"] === "底" ? day.of(year, 11, 31) : day.of(year, 5, 30);
        return { from: to, to, isWithin: true };
      }),
  },
  {
    pattern:
      /(?<year>今年|明年)?(?<name>春节|过年|年(?=前)|元旦|五一|端午|中秋|国庆|十一|双十一|双11|双十二|双12|618)/u,
    spans: ({ groups = {} }, today) =>
      yearsOf(groups, today).flatMap((year) => {
        const name = groups["name"] === "年" ? "春节" : groups["name"];
        const at = festivalDay(name ?? "", year);
        return at === undefined ? [] : [{ from: Date.parse(at), to: Date.parse(at) }];
      }),
  },
  {
    pattern: /月底|周末|明天|后天/u,
    spans: ([word], today) => {
      if (word === "周末")
        return [0, 7].map((on) => {
          const saturday = day.shift(day.mondayOf(today), 5 + on);
          return { from: saturday, to: day.shift(saturday, 1) };
        });
      const to =
        word === "月底" ? day.endOfMonth(today) : day.shift(today, word === "明天" ? 1 : 2);
      return [{ from: to, to, isWithin: true }];
    },
  },
  {
    pattern: new RegExp(String.raw`(?<day>${small})[号日]`, "u"),
    spans: ({ groups = {} }, today) => {
      const at = new Date(today);
      return [0, 1].flatMap((on) => inMonth(at.getUTCFullYear(), at.getUTCMonth() + on, groups));
    },
  },
];

type Groups = Readonly<Record<string, string | undefined>>;

/** 下下周 is two weeks on, 这周 none. */
function stepsIn({ which = "" }: Groups): number {
  return which.startsWith("下") ? which.length : 0;
}

/** The year that is said, or this one and the next. */
function yearsOf({ year }: Groups, today: number): number[] {
  const current = new Date(today).getUTCFullYear();
  if (year === undefined) return [current, current + 1];
  return [year === "今年" ? current : year === "明年" ? current + 1 : Number.parseInt(year, 10)];
}

/** The whole month, a part of it, or a day that it has. */
function inMonth(year: number, month: number, { day: said, part = "" }: Groups): Span[] {
  const [first, last] = [day.of(year, month, 1), day.endOfMonth(day.of(year, month, 1))];
  const days = new Date(last).getUTCDate();
  const on = (from: number, to: number) => ({
    from: day.shift(first, from - 1),
    to: day.shift(first, to - 1),
  });
  if (said !== undefined) {
    const nth = numberOf(said) ?? 0;
    return nth < 1 || nth > days ? [] : [{ ...on(nth, nth), isWithin: true }];
  }
  const parts: Readonly<Record<string, Span>> = {
    底: { ...on(days, days), isWithin: true },
    初: on(1, 10),
    上旬: on(1, 10),
    中旬: on(11, 20),
    下旬: on(21, days),
  };
  return [parts[part] ?? on(1, days)];
}

/** Nobody plans further. */
const mostDays = 3660;

/** 两个月, 一个半月, 半年, 10个工作日 from today on. */
function endOf({ count = "", half, unit = "", more }: Groups, today: number): number | undefined {
  const whole = count === "半" ? 0.5 : (numberOf(count.replace("半", "")) ?? 0);
  const amount = whole + (half || more ? 0.5 : 0);
  const end =
    unit === "工作日"
      ? day.workdaysOn(today, Math.min(Math.ceil(amount), mostDays))
      : unit === "月" || unit === "年"
        ? day.monthsOn(today, amount * (unit === "年" ? 12 : 1))
        : day.shift(today, Math.floor(amount * (unit === "天" ? 1 : 7)));
  return amount > 0 && end <= day.shift(today, mostDays) ? end : undefined;
}
