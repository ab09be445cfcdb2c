import { roughly, syllablesOf } from "../search/pinyin.ts";
import type { Capability } from "./lexicon-schema.ts";

/** A term as the lexicon writes it, which may be meant by what was typed, and whose it is. */
export type Slip = { term: string; codes: readonly string[] };

const latin = /^[a-z]{3,6}$/u;
const chinese = /^\p{Script=Han}{2,6}$/u;
const words = new Intl.Segmenter("zh", { granularity: "word" });

type Term = { term: string; code: string };
/** By length: what things are called and vendors write, and what owners say. */
type Terms = readonly [written: ReadonlyMap<number, Term[]>, said: ReadonlyMap<number, Term[]>];

/**
 * Finds the one term that a word is a slip of: two letters next to each other changed places (EPR for
 * ERP), or one character stands for another that sounds alike (打咔 for 打卡). As long as the term itself.
 */
export function slipsOf(all: readonly Capability[]): (typed: string) => Slip | undefined {
  let terms: Terms | undefined;
  return (typed) => {
    const isMeant = likenessTo(typed);
    if (!isMeant) return undefined;
    terms ??= [
      termsOf(all, ({ name, vendor }) => [name, ...vendor]),
      termsOf(all, ({ owner }) => owner),
    ];
    const [written, said] = terms.map((some) =>
      (some.get(typed.length) ?? []).filter(({ term }) => isMeant(term)),
    );
    return onlyTerm(written ?? []) ?? onlyTerm(said ?? []);
  };
}

function termsOf(all: readonly Capability[], phrasesOf: (one: Capability) => readonly string[]) {
  const terms = all.flatMap((one) =>
    phrasesOf(one).map((term): Term => ({ term, code: one.code })),
  );
  return Map.groupBy(terms, ({ term }) => term.length);
}

function onlyTerm(found: readonly Term[]): Slip | undefined {
  const [first] = found;
  const codes = [...new Set(found.map(({ code }) => code))];
  const isOne = found.every(({ term }) => term.toLowerCase() === first?.term.toLowerCase());
  // Owners' words hold slips that people often make, the right word first: 报工, 抱工.
  return first && (isOne || codes.length === 1) ? { term: first.term, codes } : undefined;
}

function likenessTo(typed: string): ((term: string) => boolean) | undefined {
  if (latin.test(typed)) return (term) => isSwapped(term.toLowerCase(), typed);
  // What is a word by itself is meant as it stands: 公式 is no slip of 工时.
  if (!chinese.test(typed) || [...words.segment(typed)].length === 1) return undefined;
  const sounds = soundsOf(typed);
  return (term) => {
    const at = placeOfOther(term, typed);
    return at >= 0 && soundsOf(term)[at] === sounds[at];
  };
}

/** Of terms as long as what was typed, of which there may be a thousand. */
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

/** Where the one character stands that differs; -1 where none or several do. */
function placeOfOther(term: string, typed: string): number {
  let at = 0;
  while (at < typed.length && typed[at] === term[at]) at++;
  return at < typed.length && typed.slice(at + 1) === term.slice(at + 1) ? at : -1;
}

/** Costs far more than to compare characters. */
function soundsOf(text: string): string[] {
  return syllablesOf(Array.from(text)).map(roughly);
}
