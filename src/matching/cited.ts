import type { Span, Word } from "./words.ts";

const mostSpans = 5;
/** What gives less than this share of what the most telling word gives is not cited. */
const leastShare = 0.4;

type Lit = Word & { light: number };

/** Whole words on which enough light falls, the brightest first; a lone character only where there is nothing longer. */
export function citedIn(light: ReadonlyMap<number, number>, words: readonly Word[]): Span[] {
  const lit = words.map((word) => ({ ...word, light: lightOn(word, light) }));
  const least = leastShare * Math.max(0, ...lit.map((word) => word.light / lengthOf(word)));
  const bright = lit.filter((word) => word.light > 0 && word.light >= least * lengthOf(word));
  const runs = runsOf(bright);
  const telling = [tidy, tellingOf].map((cut) => runs.map(cut).filter(({ length }) => length > 0));
  const tidied = telling.find(({ length }) => length > 0) ?? runs;
  const spans = tidied.map((run) => join(widen(shorten(run), lit)));
  const long = spans.filter((span) => lengthOf(span) > 1);
  return (long.length > 0 ? long : spans).toSorted((a, b) => b.light - a.light).slice(0, mostSpans);
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function lightOn({ start, end }: Span, light: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += light.get(at) ?? 0;
  return sum;
}

/** Words that follow each other. */
function runsOf(words: readonly Lit[]): Lit[][] {
  const runs: Lit[][] = [];
  for (const word of words) {
    const open = runs.at(-1);
    if (open?.at(-1)?.end === word.start) open.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Without what tells nothing at its ends. */
function tidy(run: readonly Lit[]): readonly Lit[] {
  return cutTo(run, ({ tells, hangs }) => tells && !hangs);
}

/** The same where nothing would be left of any run: a verb that goes on is better than nothing. */
function tellingOf(run: readonly Lit[]): readonly Lit[] {
  return cutTo(run, ({ tells }) => tells);
}

function cutTo(run: readonly Lit[], isEnd: (word: Lit) => boolean): readonly Lit[] {
  const first = run.findIndex(({ tells }) => tells);
  return first < 0 ? [] : run.slice(first, run.findLastIndex(isEnd) + 1);
}

/** Without a lone character that only a particle ties to the rest: 点 of 便宜|点|的|ERP. */
function shorten(run: readonly Lit[]): readonly Lit[] {
  const [first, second] = run;
  if (!first || !second || lengthOf(first) > 1 || !second.ties) return run;
  const rest = tidy(run.slice(1));
  return rest.some((word) => lengthOf(word) > 1) ? rest : run;
}

/**
 * The language parts a word that it does not know into characters. A lone one at an end of a run is
 * half of such a word where another lone one stands outside: 狗 of 猫|狗|病历, 携 of 美团|携|程.
 */
function widen(run: readonly Lit[], all: readonly Lit[]): readonly Lit[] {
  const inner = run.findIndex((word) => !isLone(word));
  // Lone characters only are a word by themselves, or no word is known here.
  if (inner < 0) return run;
  const from = all.findIndex(({ start }) => start === run[0]?.start);
  const to = from + run.length;
  const loneAtEnd = run.length - 1 - run.findLastIndex((word) => !isLone(word));
  const [before, after] = [all[from - 1], all[to]];
  const left = inner % 2 === 1 && isOtherHalf(before, run[0]) && before?.end === run[0]?.start;
  const right =
    loneAtEnd % 2 === 1 && isOtherHalf(after, run.at(-1)) && after?.start === run.at(-1)?.end;
  return all.slice(left ? from - 1 : from, right ? to + 1 : to);
}

function isLone(word: Lit): boolean {
  return word.tells && lengthOf(word) === 1;
}

/** A verb is a word by itself. */
function isOtherHalf(outside: Lit | undefined, end: Lit | undefined): boolean {
  return outside !== undefined && isLone(outside) && !outside.hangs && end?.hangs === false;
}

function join(run: readonly Lit[]): Span & { light: number } {
  const { start } = run[0]!;
  const { end } = run.at(-1)!;
  return { start, end, light: run.reduce((sum, word) => sum + word.light, 0) };
}
