import { normalise } from "./normalise.ts";
import { pairsOf, runsOf, splitNumbers } from "./terms.ts";

/** What has to be there: a stretch of Chinese of which some characters may be missing, or a word. */
export type HanUnit = { kind: "han"; chars: string[]; required: boolean[] };
export type WordUnit = { kind: "word"; word: string; parts: string[] };
export type Unit = HanUnit | WordUnit;
/** One of these must be met, in any of its spellings. */
export type Wanted = { unit: Unit; spellings: Unit[] };

// Asked around a thing, not for it. A longer word first, so that 解决方案 is not cut at 方案.
const fillers =
  /解决方案|怎么样|怎么办|(?:有没有|怎么|如何|想要|需要)(?:能|可以)?[做用找买搞弄选]?|[想要][做用找买搞弄上选]|哪一家|哪几家|什么样|多少钱|系统|软件|平台|方案|工具|什么|哪个|哪家|哪些|哪里|多少|推荐|我们|一个|一套|一款|服务商|比较好|好用|便宜|[的吗呢吧啊么]/gu;

const mostChars = 64;

export function parseQuery(text: string, change: "words" | "characters" = "words"): Unit[] {
  const units: Unit[] = [];
  let room = mostChars;
  for (const run of runsOf(normalise(joinSpaced(text), change))) {
    if (room <= 0) break;
    const chars = run.chars.slice(0, room);
    room -= chars.length;
    if (run.kind === "han") units.push(hanUnit(chars));
    else units.push(wordUnit(run.cased));
  }
  return withoutFillers(units);
}

/** 进 销 存 is one word, and so is W P S. */
function joinSpaced(text: string): string {
  return text
    .replaceAll(/(?<![^\s])(\p{Script=Han})\s+(?=\p{Script=Han}(?:\s|$))/gu, "$1")
    .replaceAll(/(?<![^\s])(\p{Script=Latin})\s+(?=\p{Script=Latin}(?:\s|$))/gu, "$1");
}

export function hanUnit(chars: string[]): HanUnit {
  return { kind: "han", chars, required: chars.map(() => true) };
}

export function wordUnit(cased: string): WordUnit {
  const parts = splitNumbers(cased).map((part) => part.toLowerCase());
  return { kind: "word", word: cased.toLowerCase(), parts };
}

/** Fillers and lone characters need not be met, unless there is nothing else. */
function withoutFillers(units: Unit[]): Unit[] {
  const marked = units.map((unit): Unit => {
    if (unit.kind === "word") return unit;
    const text = unit.chars.join("");
    const required = unit.chars.map(() => true);
    for (const match of text.matchAll(fillers)) {
      const at = Array.from(text.slice(0, match.index)).length;
      required.fill(false, at, at + Array.from(match[0]).length);
    }
    return { ...unit, required };
  });
  const asked = marked.filter((unit) => unit.kind === "word" || unit.required.includes(true));
  const kept = asked.length > 0 ? asked : units;
  const longer = kept.filter((unit) => unit.kind === "word" || unit.chars.length > 1);
  return longer.length > 0 ? longer : kept;
}

/** As it would be written in a name. */
export function unitText(unit: Unit): string {
  return unit.kind === "word" ? unit.word : unit.chars.join("");
}

/** How much was asked, in characters and words. */
export function weightOf(units: readonly Unit[]): number {
  return units
    .map((unit) => (unit.kind === "word" ? 2 : unit.required.filter(Boolean).length))
    .reduce((sum, length) => sum + length, 0);
}

/** The terms of which a text holds all when it holds the unit; the ones worth marking. */
export function termsOfUnit(unit: Unit): string[] {
  if (unit.kind === "word") return [unit.word, ...unit.parts];
  const pairs = pairsOf(unit.chars);
  if (unit.chars.length === 1) return pairs;
  const needed = pairs.filter((_, i) => unit.required[i] && unit.required[i + 1]);
  return needed.length > 0 ? needed : pairs;
}
