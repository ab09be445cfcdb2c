import { industryWords } from "./industry-words.ts";
import type { IndustryCode } from "./industries.ts";

/** Offsets count UTF-16 units. */
export type IndustryMention = { start: number; end: number; code: IndustryCode };

// 五金 is a maker's word; 五金店 sells and 五金批发 resells what the maker makes.
const trades: readonly [RegExp, IndustryCode][] = [
  [/^(?:专卖店|网店|商店|商行|门市|超市|零售|电商|淘宝店|天猫店|连锁店|直营店|店铺|店)/u, "F52"],
  [/^(?:批发商|批发部|批发|经销商|经销|贸易|商贸|外贸|代理商|进出口)/u, "F51"],
];
// 冲床维修 and 电梯维保 repair; 印刷机 is a machine somebody has, not the trade of printing.
const repairs = /^(?:维修|修理|维保)/u;
const spoils = /^(?:机械?|设备|费|险|照|证|管理系统|软件)(?!厂|制造|公司|加工|店|行|企业)/u;

const byStart: ReadonlyMap<string, readonly (readonly [string, IndustryCode])[]> = index();

function index() {
  const all = new Map<string, (readonly [string, IndustryCode])[]>();
  for (const [code, words] of Object.entries(industryWords))
    for (const written of words.split(" ")) {
      const word = written.toLowerCase();
      const start = word.slice(0, 2);
      const entries = all.get(start);
      if (entries) entries.push([word, code]);
      else all.set(start, [[word, code]]);
    }
  for (const entries of all.values()) entries.sort(([a], [b]) => b.length - a.length);
  return all;
}

/** The trades that a text names, from left to right, the longest word at each point. */
export function findIndustries(text: string): IndustryMention[] {
  const lower = toLower(text);
  const found: IndustryMention[] = [];
  for (let at = 0; at < lower.length - 1;) {
    const entry = byStart.get(lower.slice(at, at + 2))?.find(([word]) => isAt(lower, at, word));
    if (entry === undefined) {
      at++;
      continue;
    }
    const [word, code] = entry;
    const start = at;
    at += word.length;
    const rest = lower.slice(at, at + 8);
    const trade = code.startsWith("C") ? trades.find(([after]) => after.test(rest)) : undefined;
    if (trade) {
      at += trade[0].exec(rest)?.[0].length ?? 0;
      found.push({ start, end: at, code: trade[1] });
    } else if (code.startsWith("C") && repairs.test(rest)) {
      at += 2;
      found.push({ start, end: at, code: "C43" });
    } else if (!spoils.test(rest)) found.push({ start, end: at, code });
  }
  return found;
}

/** Lower case that keeps every offset: İ and its like would grow. */
function toLower(text: string) {
  return text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

const latin = /[a-z]/u;

/** A Latin word is not part of a longer one: PCB, not PCBA's beginning. */
function isAt(text: string, at: number, word: string) {
  if (!text.startsWith(word, at)) return false;
  const cutsBefore = latin.test(word.charAt(0)) && latin.test(text.charAt(at - 1));
  const cutsAfter = latin.test(word.at(-1) ?? "") && latin.test(text.charAt(at + word.length));
  return !cutsBefore && !cutsAfter;
}
