import { findPlaces, type PlaceMention } from "../taxonomy/find-places.ts";
import { isWithin, type RegionCode } from "../taxonomy/regions.ts";
import { fillers } from "./fillers.ts";
import { normalise } from "./normalise.ts";

/** A place among typed words: which, as it was typed, and what is left without it. */
export type TypedPlace = {
  codes: RegionCode[];
  words: string[];
  rest: string;
  /** Something was written to it without a space: 温州鞋厂. */
  isJoined: boolean;
};

/** Who names more places wants no list of what serves one of them. */
const mostPlaces = 3;

const han = /^\p{Script=Han}$/u;
/** Said before and after a place, and of it. */
const before = /(?:(?:我们?|咱们?|公司|工厂|厂)?(?:在|位于)|(?:能|可以)?服务于?|适合|适用于)$/u;
const after = /^(?:地区|当地|本地|附近|周边|一带|那边|这边)?的?/u;
/** What bears the name of a place lies anywhere: 山东大厦, 南京路, 兰州拉面. */
const named =
  /^(?:东|西|南|北|中)?(?:路|街|大道|大街|大厦|大楼|广场|大学|学院|中学|银行|机场|大酒店|酒店|饭店|宾馆|工业园|产业园|科技园|软件园|高新区|开发区|经开区|火锅|拉面|牛肉面|小面|热干面|米粉|小吃|烤鸭|火腿|小笼|臭豆腐|鸡饭|啤酒|白药|茅台|家常菜|菜馆|时间)/u;
const around = /^[\s,，、;；/]+|[\s,，、;；/]+$/gu;
const legalName = /(?:有限公司|公司|集团|股份)$/u;
/** Who asks for these asks for whatever there is. */
const anything = /公司|企业|厂家|厂商|供应商/gu;

/** Where a place is one word of several, or all there is; nothing where it is part of a name. */
export function placeIn(typed: string): TypedPlace | undefined {
  const { text, starts, ends } = normalise(typed);
  const standing = findPlaces(text).flatMap((place) => standingOf(text, place) ?? []);
  const codes = innermost(standing.map(({ code }) => code));
  if (codes.length === 0 || codes.length > mostPlaces) return undefined;
  const original = (start: number, end: number) =>
    typed.slice(starts[start] ?? 0, start < end ? (ends[end - 1] ?? typed.length) : starts[start]);
  let rest = "";
  let at = 0;
  for (const { from, to } of standing) {
    rest += `${original(at, from)} `;
    at = to;
  }
  rest = `${rest}${original(at, text.length)}`.replaceAll(/\s+/gu, " ").replaceAll(around, "");
  return {
    codes,
    words: [...new Set(standing.map(({ start, end }) => original(start, end)))],
    rest: saysWhat(rest) ? rest : "",
    isJoined: standing.some(({ isJoined }) => isJoined),
  };
}

/** `from` and `to`: with what is said of the place. */
type Standing = PlaceMention & { from: number; to: number; isJoined: boolean };

function standingOf(text: string, place: PlaceMention): Standing | undefined {
  const { start, end } = place;
  let left = start;
  while (han.test(text.charAt(left - 1))) left--;
  let right = end;
  while (han.test(text.charAt(right))) right++;
  const said = start - (before.exec(text.slice(left, start))?.[0].length ?? 0);
  const to = end + (after.exec(text.slice(end, right))?.[0].length ?? 0);
  const head = wordsOf(text.slice(left, said));
  const from = head === "" ? left : said;
  const tail = wordsOf(text.slice(to, right));
  if (head !== "" && tail !== "") return undefined;
  if (text[left - 1] === "(" && text[right] === ")") return undefined;
  if (named.test(text.slice(end, right))) return undefined;
  if (legalName.test(tail) && saysWhat(tail)) return undefined;
  const joined = head + tail;
  // One character makes a word of it: 长春花.
  if (joined.length === 1) return undefined;
  return { ...place, from, to, isJoined: joined !== "" };
}

const wordsOf = (part: string) => part.replaceAll(fillers, "");

function saysWhat(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(wordsOf(words).replaceAll(anything, ""));
}

/** 浙江 温州 is the inner one, and each counts once. */
function innermost(codes: readonly RegionCode[]): RegionCode[] {
  const all = [...new Set(codes)];
  return all.filter((code) => !all.some((other) => other !== code && isWithin(other, code)));
}
