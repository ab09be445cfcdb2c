import { talk } from "./fillers.ts";
import type { Capability } from "./lexicon-schema.ts";
import { findPhrases, indexingPhrases, type PhraseIndex } from "./phrases.ts";
import { tradeWords } from "./trade-words.ts";

export type Span = { start: number; end: number };
/**
 * `tells`: more than how its neighbours hang together; `hangs`: a verb that the clause goes on from;
 * `ties`: a particle after what says more of the next word.
 */
export type Word = Span & { tells: boolean; hangs: boolean; ties: boolean };
export type WordIndex = PhraseIndex<number>;

const longestWord = 4;

/** What is one word though the language takes it for several, with its length. */
export function* indexingWords(all: readonly Capability[]): Generator<void, WordIndex> {
  const phrases = all
    .flatMap(({ name, owner, weak, vendor }) => [name, ...owner, ...weak, ...vendor])
    .filter((phrase) => phrase.length <= longestWord && !phrase.includes("*"))
    .map((phrase) => phrase.toLowerCase());
  const words = new Set([...phrases, ...tradeWords, ...talk]);
  return yield* indexingPhrases(Array.from(words, (word) => [word, word.length]));
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const particles =
  /^[的地得了着在是和与及或而且但就不也都很要想把被给让跟从到来上下里个能会还没才又再该最太更老总几一两每这那哪些吗呢吧啊么为以于做用我你您他它谁台家条张级件套份批辆只位道 ]+$/u;
const talking = new Set(talk);
const marks = /^\p{P}+$/u;
/** A number, or what is left of one where a price was set aside: 六 of 六万. */
const numerals = /^[零〇一二两三四五六七八九十百千万亿]+$/u;
/** What is cut off from the object or the end that it goes on to: 算 of 算工资算到半夜. */
const verbs = /^[算问收追接查看找写报发送管弄搞改连带提扣买转代测贷说拿]$/u;

/** The words of these clauses of a text as a reader parts them: never across a clause's end. */
export function wordsIn(
  known: WordIndex,
  text: string,
  clauses: readonly { start: number; text: string }[],
): Word[] {
  const borders = bordersIn(known, text);
  return clauses.flatMap((clause) => {
    const words: Word[] = [];
    const last = clause.start + clause.text.length;
    for (let start = clause.start, end = start + 1; end <= last; end++) {
      if (borders[end] === 0 && end < last) continue;
      const word = text.slice(start, end);
      const tells =
        [particles, numerals, marks].every((kind) => !kind.test(word)) && !talking.has(word);
      words.push({ start, end, tells, hangs: end < last && verbs.test(word), ties: word === "的" });
      start = end;
    }
    return words;
  });
}

/** 1 where a word ends: known ones join those of the language, the longest first, and cut into none. */
function bordersIn(known: WordIndex, text: string): Uint8Array {
  const borders = new Uint8Array(text.length + 1);
  // All at once: each call takes as long as fifty characters.
  for (const { index } of segmenter.segment(text)) borders[index] = 1;
  borders[text.length] = 1;
  for (const { start, end } of findPhrases(known, text).toSorted((a, b) => b.what - a.what))
    if (borders[start] === 1 && borders[end] === 1) borders.fill(0, start + 1, end);
  return borders;
}
