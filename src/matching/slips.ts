import { roughly, syllablesOf } from "../search/pinyin.ts";
import type { Capability } from "./lexicon-schema.ts";

/** A term as the lexicon writes it, which may be meant by what was typed, and whose it is. */
export type Slip = { term: string; codes: readonly string[] };

/** What a lexicon knows by its codes. */
type Known = { capabilities: ReadonlyMap<string, Capability> };

const latin = /^[a-z]{3,6}$/u;
const chinese = /^\p{Script=Han}{2,6}$/u;
const words = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * The one term that a word is a slip of: two letters next to each other changed places (EPR for ERP),
 * or one character stands for another that sounds alike (打咔 for 打卡). As long as the term itself.
 */
export function slipOf({ capabilities }: Known, typed: string): Slip | undefined {
  const isMeant = likenessTo(typed);
  if (!isMeant) return undefined;
  const all = [...capabilities.values()];
  return (
    onlyTerm(all, ({ name, vendor }) => [name, ...vendor].filter(isMeant)) ??
    onlyTerm(all, ({ owner }) => owner.filter(isMeant))
  );
}

function onlyTerm(
  all: readonly Capability[],
  termsOf: (one: Capability) => readonly string[],
): Slip | undefined {
  const found = all.flatMap((one) => termsOf(one).map((term) => ({ code: one.code, term })));
  const [first] = found;
  const codes = [...new Set(found.map(({ code }) => code))];
  const isOne = found.every(({ term }) => term.toLowerCase() === first?.term.toLowerCase());
  // Owners' words hold slips that people often make, the right word first: 报工, 抱工.
  return first && (isOne || codes.length === 1) ? { term: first.term, codes } : undefined;
}

function likenessTo(typed: string): ((term: string) => boolean) | undefined {
  if (latin.test(typed))
    return (term) => term.length === typed.length && isSwapped(term.toLowerCase(), typed);
  // What is a word by itself is meant as it stands: 公式 is no slip of 工时.
  if (!chinese.test(typed) || [...words.segment(typed)].length === 1) return undefined;
  const chars = Array.from(typed);
  const sounds = syllablesOf(chars).map(roughly);
  return (term) => term.length === typed.length && soundsSo(Array.from(term), chars, sounds);
}

/** Thousands of terms are compared so. */
function isSwapped(term: string, typed: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === term[at]) at++;
  return (
    at + 1 < typed.length &&
    typed[at] === term[at + 1] &&
    typed[at + 1] === term[at] &&
    typed.slice(at + 2) === term.slice(at + 2)
  );
}

/** What sounds alike is asked last: it costs far more than to compare characters. */
function soundsSo(term: readonly string[], chars: readonly string[], sounds: readonly string[]) {
  const other = chars.flatMap((char, i) => (char === term[i] ? [] : [i]));
  const [at] = other;
  if (at === undefined || other.length > 1) return false;
  return roughly(syllablesOf(term)[at] ?? "") === sounds[at];
}
