import { lookalikesOf } from "./lookalikes.ts";
import {
  type SpokenRun,
  initialOf,
  isInitial,
  readPinyin,
  roughSound,
  roughly,
  soundsLike,
  syllablesOf,
} from "./pinyin.ts";
import { type HanUnit, type Unit, type WordUnit, hanUnit } from "./query.ts";
import { pairsOf, runsOf } from "./terms.ts";
import { all, any, lexeme, marks } from "./tsquery.ts";

/** Names as the index keeps them: `|用友|用友网络|` and `|yong you|yong you wang luo`. */
export type Named = { names: string; syllables: string; documents: number };

/** A part of a run. */
type Place = { at: number; length: number };

/** Where names may be found that somebody meant, and how to tell. */
export type Guess = {
  tsquery: string;
  /** A regular expression that the syllables of such a name meet. */
  sound: string;
  /** A part of all of them, much quicker to look for. */
  contains: string;
  spell: (names: readonly Named[]) => Unit[];
};

/** A word that is pinyin through and through: it asks for a name as well as for itself. */
export function guessPinyin(unit: WordUnit, mode: "syllables" | "mixed"): Guess | undefined {
  const readings = readPinyin(unit.word, mode).filter((pieces) => pieces.length > 1);
  if (readings.length === 0) return undefined;
  const heads = readings.map((pieces) => initialsTerm(pieces.map(initialOf)));
  return {
    tsquery: any(heads),
    sound: readings.map((pieces) => soundOf(pieces)).join("|"),
    contains: readings.length === 1 ? soundIn(readings[0] ?? []) : "",
    spell: (names) => spelled(names, (run) => readings.flatMap((pieces) => windows(run, pieces))),
  };
}

/** Two letters stand for the beginning of a name only: they fit too much else. */
function windows(run: SpokenRun, pieces: readonly string[]): Place[] {
  const { length } = pieces;
  const onlyLetters = pieces.every((piece) => piece.length === 1);
  const last = length === 2 && onlyLetters ? 0 : run.chars.length - length;
  return run.syllables.flatMap((_, at) =>
    at <= last && soundsLike(run.syllables.slice(at), pieces) ? [{ at, length }] : [],
  );
}

/** No name has a longer stretch; to look for a slip costs as the square of its length. */
const longestName = 24;

/** The same sound in other characters: 永友 for 用友. Two characters only where a name begins. */
export function guessSound({ chars }: HanUnit): Guess | undefined {
  if (chars.length < 2 || chars.length > longestName) return undefined;
  const wanted = syllablesOf(chars);
  return {
    tsquery: initialsTerm(wanted.map(initialOf)),
    sound: soundOf(wanted),
    contains: wanted.join(" "),
    spell: (names) =>
      spelled(names, (run) =>
        stretches(run, chars, (_, at) =>
          wanted.every((spoken, k) => run.syllables[at + k] === spoken),
        ),
      ),
  };
}

/** So short that one other character leaves little to know a name by: it must look or sound alike. */
const longestAlike = 3;

/** A character that looks alike: 契约琐 for 契约锁. Two only where a name begins. */
export function guessLook({ chars }: HanUnit): Guess | undefined {
  if (chars.length < 2 || chars.length > longestAlike) return undefined;
  const meant = chars.flatMap((char, i) =>
    Array.from(lookalikesOf(char), (other) => chars.with(i, other)),
  );
  if (meant.length === 0) return undefined;
  const tsquery = any(
    meant.map((other) => all(pairsOf(other).map((pair) => lexeme(marks.head + pair)))),
  );
  const known = new Set(meant.map((other) => other.join("")));
  return {
    tsquery,
    sound: "",
    contains: "",
    spell: (names) =>
      spelled(names, (run) => stretches(run, chars, (part) => known.has(part.join("")))),
  };
}

/** A character that sounds nearly alike, as people from many places say them: 有站 for 有赞. */
export function guessNear({ chars }: HanUnit): Guess | undefined {
  if (chars.length < 2 || chars.length > longestAlike) return undefined;
  const heard = syllablesOf(chars).map(roughly);
  return {
    tsquery: initialsTerm(heard.map(initialOf)),
    sound: `(^|[| ])${heard.map(roughSound).join(" ")}($|[| ])`,
    contains: "",
    spell: (names) =>
      spelled(names, (run) =>
        stretches(run, chars, (part, at) => {
          const other = part.flatMap((char, k) => (char === chars[k] ? [] : [k]));
          return (
            other.length === 1 &&
            part.every((_, k) => roughly(run.syllables[at + k] ?? "") === heard[k])
          );
        }),
      ),
  };
}

/** Stretches of a name as long as what was typed; of two characters only the first. */
function stretches(
  run: SpokenRun,
  { length }: readonly string[],
  fits: (part: readonly string[], at: number) => boolean,
): Place[] {
  const starts = length === 2 ? [0] : run.chars.map((_, i) => i);
  return starts
    .filter((at) => at + length <= run.chars.length && fits(run.chars.slice(at, at + length), at))
    .map((at) => ({ at, length }));
}

/** One other character: three only against a whole name, more against any part of one. */
export function guessSlip({ chars }: HanUnit): Guess | undefined {
  const { length } = chars;
  if (length < 3 || length > longestName) return undefined;
  const tsquery = any(chars.map((_, wrong) => all(around(chars, wrong).map(lexeme))));
  const meant = length === 3 ? new Set<number>() : inWords(chars);
  return {
    tsquery,
    sound: "",
    contains: "",
    spell: (names) =>
      spelled(names, (run) => {
        if (length === 3 && run.chars.length !== 3) return [];
        return run.chars.flatMap((_, at) => {
          const part = run.chars.slice(at, at + length);
          const wrong = part.flatMap((char, k) => (char === chars[k] ? [] : [k]));
          const slip = part.length === length && wrong.length === 1 && !meant.has(wrong[0] ?? -1);
          return slip ? [{ at, length }] : [];
        });
      }),
  };
}

/** Characters of a word that exists: 心理 in 心理咨询 is no slip for 管理. */
function inWords(chars: readonly string[]): ReadonlySet<number> {
  const cuts = cutsOf(chars);
  return new Set(chars.flatMap((_, i) => (cuts.has(i) && cuts.has(i + 1) ? [] : [i])));
}

/** What stays of the name when one character is wrong. */
function around(chars: readonly string[], wrong: number): string[] {
  const pairs = chars
    .slice(1)
    .map((char, i) => ({ at: i, term: `${marks.head}${chars[i]}${char}` }))
    .filter(({ at }) => at !== wrong && at + 1 !== wrong)
    .map(({ term }) => term);
  const [before, after] = [chars[wrong - 1], chars[wrong + 1]];
  const skip = before !== undefined && after !== undefined;
  return skip ? [...pairs, `${marks.skip}${before}${after}`] : pairs;
}

/** What the syllables of every such name hold: all of the pieces where none is an initial, else the longest. */
function soundIn(pieces: readonly string[]): string {
  if (!pieces.some(isInitial)) return pieces.join(" ");
  const whole = pieces.filter((piece) => !isInitial(piece));
  return whole.toSorted((a, b) => b.length - a.length)[0] ?? "";
}

/** Syllables next to each other; an initial stands for any syllable that begins with it. */
function soundOf(pieces: readonly string[]): string {
  const patterns = pieces.map((piece) =>
    isInitial(piece) ? `${piece}[a-z]*` : piece.replaceAll(/[^a-z]/gu, "."),
  );
  return `(^|[| ])${patterns.join(" ")}($|[| ])`;
}

function initialsTerm(letters: readonly string[]): string {
  return `${lexeme(marks.initials + letters.join(""))}:*`;
}

const mostSpellings = 4;

/**
 * The spellings that most names have, each as a unit to look for. A part from the middle of a name
 * counts less than its beginning, and what cuts words in two does not count.
 */
function spelled(names: readonly Named[], find: (run: SpokenRun) => Place[]): Unit[] {
  const weights = new Map<string, number>();
  for (const name of names) {
    const own = new Map<string, number>();
    for (const run of runsIn(name))
      for (const { at, length } of find(run)) {
        const spelling = run.chars.slice(at, at + length).join("");
        if (!isWhole(run.chars, at, length)) continue;
        own.set(spelling, Math.max(own.get(spelling) ?? 0, at === 0 ? 4 : 1));
      }
    for (const [spelling, weight] of own)
      weights.set(spelling, (weights.get(spelling) ?? 0) + weight * name.documents);
  }
  const best = Math.max(0, ...weights.values());
  return Array.from(weights)
    .filter(([, weight]) => weight >= best / 3)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostSpellings)
    .map(([spelling]) => hanUnit(Array.from(spelling)));
}

const words = new Intl.Segmenter("zh", { granularity: "word" });

function isWhole(chars: readonly string[], at: number, length: number) {
  const cuts = cutsOf(chars);
  return cuts.has(at) && cuts.has(at + length);
}

/** Where words begin or end, in characters. */
function cutsOf(chars: readonly string[]): ReadonlySet<number> {
  const text = chars.join("");
  const places = Array.from(words.segment(text), ({ index }) => index);
  return new Set([...places, text.length].map((at) => Array.from(text.slice(0, at)).length));
}

function runsIn({ names, syllables }: Named): SpokenRun[] {
  const spoken = syllables.split("|").slice(1);
  return names
    .split("|")
    .flatMap((text) => runsOf({ text, cased: text, starts: [], ends: [] }))
    .filter(({ kind }) => kind === "han")
    .map(({ chars }, i) => ({ chars, syllables: spoken[i]?.split(" ") ?? [] }))
    .filter((run) => run.chars.length === run.syllables.length);
}
