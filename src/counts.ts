import { numberOf } from "./matching/numerals.ts";

type Unit = "人" | "年" | "周" | "天";

const endings: Record<Unit, RegExp> = {
  人: /[多来余]?[个名号口位]?人?$/u,
  年: /年$/u,
  周: /个?(?:周|星期|礼拜)$/u,
  天: /天$/u,
};

/** What a person types for so many of a unit ("60", "60来号人", "六十", "3 周"); null for nothing, undefined when it is none. */
export function parseCount(typed: string, unit: Unit = "人"): number | null | undefined {
  const text = typed
    .normalize("NFKC")
    .replaceAll(/[\s,]/g, "")
    .replace(/^(?:大概|大约|约)/u, "")
    .replace(/(?:左右|上下)$/u, "")
    .replace(endings[unit], "");
  if (text === "") return typed.trim() === "" ? null : undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const isExact =
    /^[\d零一二两三四五六七八九十百千万]{1,12}$/u.test(text) &&
    /[零一二两三四五六七八九十]|\d[百千万]/u.test(text) &&
    !/[一二两三四五六七八九]{2}|万.*万/u.test(text);
  return isExact ? numberOf(text) : undefined;
}
