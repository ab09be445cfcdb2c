import { numberOf } from "./matching/numerals.ts";

/** What a person types for an amount in 元 ("48000", "48,000.50", "4.8万", "五万", "一万五"), in 分; undefined when it is none. */
export function parseYuan(typed: string): number | undefined {
  const text = plain(typed);
  const found = /^(\d{1,12})(?:\.(\d{1,6}))?(千|万|亿)?$/u.exec(text);
  if (!found) return parseWords(text);
  const [, whole = "", fraction = "", unit] = found;
  const places = { 千: 5, 万: 6, 亿: 10 }[unit ?? ""] ?? 2;
  // More decimals than 分 can hold would be rounded silently.
  if (/[1-9]/.test(fraction.slice(places))) return undefined;
  const fen = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

/** The same where a bare number is so many 万元; who writes a unit means it. */
export function parseWan(typed: string): number | undefined {
  const text = plain(typed);
  return parseYuan(/[千万亿]/u.test(text) || /[元块]/u.test(typed) ? text : `${text}万`);
}

/** For a budget, of a span (3-5万, 三五万, 5万以内) the upper end as an amount; of all else what was typed. */
export function upperEnd(typed: string): string {
  const text = plain(typed)
    .replace(/^(?:不超过|最多|顶多|大概|大约|约|在)+/u, "")
    .replace(/(?:以内|之内|以下|封顶|左右|上下)$/u, "");
  const span = /^[^-~到至]{1,14}[-~到至]([^-~到至]{1,14})$/u.exec(text);
  const upper =
    span?.[1] ?? text.replace(/^[一二两三四五六七八九](?=[二三四五六七八九][百千万])/u, "");
  if (upper === plain(typed)) return typed;
  return /[元块]/u.test(typed) ? `${upper}元` : upper;
}

/** As cheques and contracts have them. */
const formal: Readonly<Record<string, string>> = {
  〇: "零",
  壹: "一",
  贰: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  萬: "万",
  億: "亿",
};

/** One manner of writing: half width, no ornament, 万 for w and 千 for k. */
function plain(typed: string): string {
  return typed
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s,¥]|人民币/gu, "")
    .replaceAll(/[–—－〜～]/gu, "-")
    .replaceAll(/[〇壹贰叁肆伍陆柒捌玖拾佰仟萬億]/gu, (sign) => formal[sign] ?? "")
    .replace(/w(?=$|元|块|-)/u, "万")
    .replace(/k(?=$|元|块|-)/u, "千")
    .replace(/(?:元整?|块钱?)$/u, "");
}

/** 五万, 一万五, 3万5, 两亿; what leaves it open (几万, 三五万) or is twice as much (三万五万) is no amount. */
function parseWords(text: string): number | undefined {
  if (text === "零") return 0;
  const isExact =
    /^[\d零一二两三四五六七八九十百千万亿]{1,20}$/u.test(text) &&
    /[零一二两三四五六七八九十百千]|\d[万亿]/u.test(text.replace(/^[百千]$/u, "")) &&
    !/[一二两三四五六七八九]{2}|\d[零一二两三四五六七八九]|[零一二两三四五六七八九]\d|亿[^百千万]?$|万.*万|亿.*亿/u.test(
      text.replace(/亿$/u, ""),
    );
  if (!isExact) return undefined;
  const [high = "", low] = text.includes("亿") ? text.split("亿") : ["零", text];
  const [hundredMillions, rest] = [high, low === "" ? "零" : (low ?? "")].map((part) =>
    part === "零" ? 0 : numberOf(part),
  );
  if (hundredMillions === undefined || rest === undefined) return undefined;
  const fen = Math.round((hundredMillions * 100_000_000 + rest) * 100);
  return Number.isSafeInteger(fen) && fen > 0 ? fen : undefined;
}
