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
  const tidied = runs.map(tidy).filter(({ length }) => length > 0);
  const spans = (tidied.length > 0 ? tidied : runs).map(join);
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
function tidy(run: readonly Lit[]): Lit[] {
  const first = run.findIndex(({ tells }) => tells);
  const last = run.findLastIndex(({ tells, hangs }) => tells && !hangs);
  return run.slice(first, last + 1);
}

function join(run: readonly Lit[]): Span & { light: number } {
  const { start } = run[0]!;
  const { end } = run.at(-1)!;
  return { start, end, light: run.reduce((sum, word) => sum + word.light, 0) };
}
