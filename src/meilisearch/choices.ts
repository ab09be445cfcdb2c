import { facetOf, facetTerm, none } from "../search/facets.ts";
import { wholeCountry } from "../taxonomy/regions.ts";

/** A value that a document has if it has any of these. */
type Shared = { value: string; of: readonly string[] };

/** Under which values a document may be chosen: those it has, and what these share with others. */
export function choiceTerms(values: readonly string[]): string[] {
  return [
    ...new Set(values.flatMap((value) => [value, ...sharedBy(value).map((one) => one.value)])),
  ];
}

/**
 * The same choice by fewer values: each that the engine looks up costs as much as a word, in every
 * question of a page again.
 */
export function inFewer(values: readonly string[]): string[] {
  const left = new Set(values);
  const found: string[] = [];
  for (const { value, of } of values.flatMap(sharedBy))
    if (of.every((each) => left.has(each))) {
      found.push(value);
      for (const each of of) left.delete(each);
    }
  return [...found, ...left];
}

/** What is nearly always asked for together: who serves everywhere or does not say where, a place and what lies in it. */
function sharedBy(value: string): Shared[] {
  const { facet, token } = facetOf(value) ?? {};
  if (facet !== "region" && facet !== "industry") return [];
  const share = (name: string, tokens: readonly string[]): Shared => ({
    value: facetTerm(facet, `~${name}`),
    of: tokens.map((each) => facetTerm(facet, each)),
  });
  const code = token?.replace(/^in:/u, "") ?? "";
  const around = share(code, [code, `in:${code}`]);
  const isAnywhere = facet === "region" && (token === none || token === wholeCountry);
  return isAnywhere ? [share("anywhere", [none, wholeCountry]), around] : [around];
}
