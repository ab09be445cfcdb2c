import type { Db } from "../db/connect.ts";
import { type FacetCounts, type Filter, facetNames } from "./engine.ts";
import { type Group, countValues, filterQueries, narrow } from "./facets.ts";
import { countGroups, countedAtMost } from "./postgres-store.ts";
import { type Wanted, termsOfUnit } from "./query.ts";
import { marks, sampleLevel, sampleStep, sampled } from "./tsquery.ts";

/** Documents of equal facets together; where only a sample was read, each stands for `share` of them. */
export type Tally = { groups: Group[]; share: number };

/** A quarter that holds these is surely of more than ten thousand: below that everything is counted. */
const readAtLeast = 3000;

/** Of more documents than anybody counts only a sample is read, and what it holds is scaled. */
export async function tallyOf(
  db: Db,
  queries: readonly string[],
  { atMost, now }: { atMost: number; now: Date },
): Promise<Tally> {
  for (let level = sampleLevel(atMost, readAtLeast); level > 0;) {
    const groups = await countGroups(db, sampled(queries, level), now);
    const share = sampleStep ** level;
    const read = readOf(groups);
    if (read >= readAtLeast) return { groups, share };
    level = Math.min(level - 1, sampleLevel(read * share, readAtLeast));
  }
  return { groups: await countGroups(db, queries, now), share: 1 };
}

/** What the filter leaves: read from what is known where that is everything, else asked for. */
export async function tallyWithin(
  db: Db,
  queries: readonly string[],
  open: Tally,
  { filter, now }: { filter: Filter; now: Date },
): Promise<Tally> {
  const groups = narrow(open.groups, filter);
  if (open.share === 1 || readOf(groups) >= readAtLeast) return { groups, share: open.share };
  const atMost = readOf(groups) * open.share;
  return await tallyOf(db, [...queries, ...filterQueries(filter)], { atMost, now });
}

function readOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { documents }) => sum + documents, 0);
}

export function sizeOf({ groups, share }: Tally): number {
  return readOf(groups) * share;
}

/** Exactly, or as many as there are at the least: nobody counts very far. */
export function totalOf(tally: Tally): { total: number; totalIsExact: boolean } {
  const size = sizeOf(tally);
  const floor = tally.share === 1 ? size : roundDown(size * 0.9);
  const total = Math.min(floor, countedAtMost);
  return { total, totalIsExact: tally.share === 1 && size <= countedAtMost };
}

/** Each facet as if nothing were chosen in it, so that choosing more shows what it would bring. */
export function facetsOf(open: Tally, within: Tally, filter: Filter): FacetCounts {
  const counts: FacetCounts = countValues(within.groups, facetNames);
  for (const facet of facetNames) {
    const left = scaled(counts[facet], within.share);
    const chosen = filter[facet] ?? [];
    counts[facet] = left;
    if (chosen.length === 0) continue;
    const others = countValues(narrow(open.groups, filter, facet), [facet]);
    const guessed = scaled(others[facet], open.share);
    counts[facet] = open.share === within.share ? guessed : withKnown(guessed, left, chosen);
  }
  return counts;
}

type Values = FacetCounts["type"];

function scaled(values: Values, share: number): Values {
  if (share === 1) return values;
  return values.map(({ code, count }) => ({ code, count: roundDown(count * share) }));
}

/** A sample may lack what was chosen: all that holds it is in what the choice has left. */
function withKnown(guessed: Values, left: Values, chosen: readonly string[]): Values {
  const counts = new Map(guessed.map(({ code, count }) => [code, count]));
  for (const { code, count } of left)
    counts.set(code, chosen.includes(code) ? count : Math.max(count, counts.get(code) ?? 0));
  return Array.from(counts, ([code, count]) => ({ code, count })).toSorted(
    (a, b) => b.count - a.count || (a.code < b.code ? -1 : 1),
  );
}

/** To two figures: a sample knows no more. */
function roundDown(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.floor(count / unit) * unit;
}

/** No more documents than so many can hold all that is wanted, as far as its terms were counted. */
export function mostDocuments(
  counts: ReadonlyMap<string, number>,
  wanted: readonly Wanted[],
  mark = "",
): number {
  if (!counts.has("")) return Number.POSITIVE_INFINITY;
  const units = wanted.map(({ spellings }) =>
    spellings.reduce(
      (sum, unit) =>
        sum + Math.min(...termsOfUnit(unit).map((term) => counts.get(mark + term) ?? 0)),
      0,
    ),
  );
  return Math.min(...units);
}

export function countedTerms(wanted: readonly Wanted[]): string[] {
  const terms = wanted.flatMap(({ spellings }) => spellings.flatMap(termsOfUnit));
  return [...new Set(terms.flatMap((term) => [term, marks.head + term]))];
}
