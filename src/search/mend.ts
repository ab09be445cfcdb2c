import { runsOf } from "./terms.ts";
import { type SpokenRun, readPinyin, soundsLike, syllablesOf } from "./pinyin.ts";
import { type HanUnit, type Unit, type WordUnit, hanUnit } from "./query.ts";
import { all, any, lexeme, marks } from "./tsquery.ts";

/** Names as the index keeps them: `|用友|用友网络|` and `|yong you|yong you wang luo`. */
export type Named = { names: string; syllables: string };

/** Where names may be found that somebody meant, and how to tell. */
export type Guess = { tsquery: string; spell: (names: readonly Named[]) => Unit[] };

/** A word that is pinyin through and through: it asks for a name as well as for itself. */
export function guessPinyin(unit: WordUnit, mode: "syllables" | "mixed"): Guess | undefined {
  const readings = readPinyin(unit.word, mode).filter((pieces) => pieces.length > 1);
  if (readings.length === 0) return undefined;
  const heads = readings.map((pieces) => initialsTerm(pieces.map((piece) => piece.slice(0, 1))));
  return {
    tsquery: any(heads),
    spell: (names) =>
      spelled(names, (run) => readings.flatMap((pieces) => windows(run, pieces.length, pieces))),
  };
}

function windows(run: SpokenRun, length: number, pieces: readonly string[]): string[] {
  return run.syllables.flatMap((_, i) =>
    i + length <= run.chars.length && soundsLike(run.syllables.slice(i), pieces)
      ? [run.chars.slice(i, i + length).join("")]
      : [],
  );
}

/** The same sound in other characters: 永友 for 用友. Two characters only where a name begins. */
export function guessSound({ chars }: HanUnit): Guess | undefined {
  if (chars.length < 2) return undefined;
  const wanted = syllablesOf(chars);
  return {
    tsquery: initialsTerm(wanted.map((spoken) => spoken.slice(0, 1))),
    spell: (names) =>
      spelled(names, (run) => {
        const starts = chars.length === 2 ? [0] : run.chars.map((_, i) => i);
        return starts
          .filter((i) => wanted.every((spoken, k) => run.syllables[i + k] === spoken))
          .map((i) => run.chars.slice(i, i + chars.length).join(""));
      }),
  };
}

/** One other character: three only against a whole name, more against any part of one. */
export function guessSlip({ chars }: HanUnit): Guess | undefined {
  const { length } = chars;
  if (length < 3) return undefined;
  const tsquery = any(chars.map((_, wrong) => all(around(chars, wrong).map(lexeme))));
  return {
    tsquery,
    spell: (names) =>
      spelled(names, (run) => {
        if (length === 3 && run.chars.length !== 3) return [];
        return run.chars
          .slice(0, run.chars.length - length + 1)
          .map((_, i) => run.chars.slice(i, i + length))
          .filter((part) => part.filter((char, k) => char !== chars[k]).length === 1)
          .map((part) => part.join(""));
      }),
  };
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

function initialsTerm(letters: readonly string[]): string {
  return `${lexeme(marks.initials + letters.join(""))}:*`;
}

const mostSpellings = 4;

/** The spellings that most names have, each as a unit to look for. */
function spelled(names: readonly Named[], find: (run: SpokenRun) => string[]): Unit[] {
  const counts = new Map<string, number>();
  for (const name of names)
    for (const spelling of new Set(runsIn(name).flatMap(find)))
      counts.set(spelling, (counts.get(spelling) ?? 0) + 1);
  return Array.from(counts)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostSpellings)
    .map(([spelling]) => hanUnit(Array.from(spelling)));
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
