import { around, fillers } from "./fillers.ts";
import { normalise } from "./normalise.ts";
import { beginningOf, pairsOf, runsOf, splitNumbers } from "./terms.ts";

/** What has to be there: a stretch of Chinese of which some characters may be missing, or a word. */
export type HanUnit = { kind: "han"; chars: string[]; required: boolean[] };
export type WordUnit = { kind: "word"; word: string; parts: string[] };
export type Unit = HanUnit | WordUnit;
/** One of these must be met, in any of its spellings. */
export type Wanted = { unit: Unit; spellings: Unit[] };

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
  const parts = splitNumbers(cased).map((part) => beginningOf(part.toLowerCase()));
  return { kind: "word", word: beginningOf(cased.toLowerCase()), parts };
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
  const asked = marked.filter(isAsked);
  const kept = asked.length > 0 ? asked : units;
  const longer = kept.filter((unit) => unit.kind === "word" || unit.chars.length > 1);
  return longer.length > 0 ? longer : kept;
}

function isAsked(unit: Unit): boolean {
  return unit.kind === "word" || unit.required.includes(true);
}

/** The thing alone, where something is said around it that no text need hold: 金蝶 of 金蝶官网. */
export function withoutSurroundings(units: readonly Unit[]): Unit[] | undefined {
  const bare = [...units];
  const cut = (at: number, edge: RegExp) => {
    const unit = bare.at(at);
    if (unit === undefined) return false;
    const [left, isCut] = withoutEdge(unit, edge);
    if (isCut) bare.splice(at, 1, ...(left ? [left] : []));
    return isCut;
  };
  while (cut(-1, around.after) || cut(0, around.before));
  const isLess = bare.length < units.length || bare.some((unit, i) => unit !== units[i]);
  return isLess && bare.some(isAsked) ? bare : undefined;
}

function withoutEdge(unit: Unit, edge: RegExp): [left: Unit | undefined, isCut: boolean] {
  if (unit.kind === "word") return edge.test(unit.word) ? [undefined, true] : [unit, false];
  const places = unit.required.flatMap((needed, i) => (needed ? [i] : []));
  const asked = places.map((i) => unit.chars[i]).join("");
  const match = edge.exec(asked);
  if (!match) return [unit, false];
  const from = Array.from(asked.slice(0, match.index)).length;
  const cut = new Set(places.slice(from, from + Array.from(match[0]).length));
  const required = unit.required.map((needed, i) => needed && !cut.has(i));
  return [required.includes(true) ? { ...unit, required } : undefined, true];
}

/** What is asked for, without what is said before and after it. */
export function coreOf(unit: HanUnit): HanUnit {
  const from = Math.max(0, unit.required.indexOf(true));
  const to = unit.required.lastIndexOf(true) + 1 || unit.chars.length;
  return { ...unit, chars: unit.chars.slice(from, to), required: unit.required.slice(from, to) };
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
