import type { Range } from "./engine.ts";
import { type Normalised, normalise } from "./normalise.ts";
import { type Wanted, termsOfUnit, unitText } from "./query.ts";
import { runsOf, wordTerms } from "./terms.ts";

/** What is marked of a text: the terms of what was asked for. */
export type Marking = { pairs: readonly string[]; words: ReadonlySet<string> };

const chinese = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** Pieces of what was typed, but of what else is called so only the whole: 制造 of 制造业 is no part of MES. */
export function markingOf(wanted: readonly Wanted[]): Marking {
  const terms = new Set(
    wanted.flatMap(({ unit, spellings }) =>
      spellings.flatMap((other) =>
        other.kind === "word" || unitText(other) === unitText(unit)
          ? termsOfUnit(other)
          : [unitText(other)],
      ),
    ),
  );
  const pairs = Array.from(terms).filter((term) => chinese.test(term));
  return { pairs, words: terms.difference(new Set(pairs)) };
}

/** Where a text holds what was asked for, in UTF-16 units of the text as it was written. */
export function findMatches(text: string, { pairs, words }: Marking): Range[] {
  const given = normalise(text);
  const found = [...pairMatches(given, pairs), ...wordMatches(given, words)];
  return merge(found.map(([start, end]) => original(given, start, end)));
}

function pairMatches({ text }: Normalised, pairs: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const pair of pairs)
    for (let at = text.indexOf(pair); at >= 0; at = text.indexOf(pair, at + 1))
      found.push([at, at + pair.length]);
  return found;
}

function wordMatches(given: Normalised, words: ReadonlySet<string>): Range[] {
  if (words.size === 0) return [];
  return runsOf(given)
    .filter(({ kind }) => kind === "word")
    .flatMap(({ start, cased }) =>
      wordTerms(cased)
        .filter((term) => words.has(term))
        .map((term): Range => {
          const at = start + Math.max(0, cased.toLowerCase().indexOf(term));
          return [at, at + Math.min(term.length, cased.length)];
        }),
    );
}

function original({ starts, ends }: Normalised, start: number, end: number): Range {
  return [starts[start] ?? 0, ends[end - 1] ?? 0];
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

const excerptLength = 90;

/** The piece of a long text where most of what was asked for stands together. */
export function excerptOf(text: string, marking: Marking) {
  const found = findMatches(text, marking);
  if (found.length === 0) return undefined;
  const within = (from: number) =>
    found
      .filter(([start, end]) => start >= from && end <= from + excerptLength)
      .reduce((sum, [start, end]) => sum + end - start, 0);
  const best = found.slice(0, 50).reduce((a, b) => (within(b[0]) > within(a[0]) ? b : a));
  const start = startOf(text, best[0]);
  const end = wholeCharacter(text, Math.min(text.length, start + excerptLength));
  const matches = found
    .filter((range) => range[0] >= start && range[1] <= end)
    .map(([from, to]): Range => [from - start, to - start]);
  return { text: text.slice(start, end), matches };
}

/** The sentence that holds the place, or a little before it. */
function startOf(text: string, place: number) {
  const before = text.slice(Math.max(0, place - 30), place);
  const stop = Math.max(
    ...["。", "；", "，", "\n", " ", "：", "！"].map((m) => before.lastIndexOf(m)),
  );
  return wholeCharacter(text, place - before.length + (stop >= 0 ? stop + 1 : 0));
}

/** Never between the halves of one character. */
function wholeCharacter(text: string, at: number) {
  const half = text.charCodeAt(at);
  return half >= 0xdc00 && half <= 0xdfff ? at + 1 : at;
}
