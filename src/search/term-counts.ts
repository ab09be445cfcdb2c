import { beginTerm } from "./document-row.ts";
import { type Unit, type Wanted, termsOfUnit, unitText } from "./query.ts";
import { marks } from "./tsquery.ts";

/** In how many documents each term stands, and under "" how many there are; some minutes old. */
export type TermCounts = ReadonlyMap<string, number>;

type TermsOf = (unit: Unit) => string[];

export const marked =
  (mark: string): TermsOf =>
  (unit) =>
    termsOfUnit(unit).map((term) => mark + term);

export const beginning: TermsOf = (unit) => [beginTerm(unitText(unit))];

/** No more documents than so many can hold all that is wanted, as far as its terms were counted. */
export function mostDocuments(
  counts: TermCounts,
  wanted: readonly Wanted[],
  termsOf: TermsOf = termsOfUnit,
): number {
  if (!counts.has("")) return Number.POSITIVE_INFINITY;
  const units = wanted.map(({ spellings }) =>
    spellings.reduce(
      (sum, unit) => sum + Math.min(...termsOf(unit).map((term) => counts.get(term) ?? 0)),
      0,
    ),
  );
  return Math.min(...units);
}

/** Whatever of it may be asked for in one tier or another. */
export function countedTerms(wanted: readonly Wanted[]): string[] {
  const units = wanted.flatMap(({ spellings }) => spellings);
  const kinds = [...["", marks.own, marks.any, marks.head].map(marked), beginning];
  return [...new Set(kinds.flatMap((termsOf) => units.flatMap(termsOf)))];
}
