import { type FacetCounts, type FacetName, type Filter, facetNames } from "./engine.ts";
import { countTokens, facetTerm, meeting, noFacets } from "./facets.ts";

type Faceted = { facets: readonly string[] };

/** Of a few things: those that the filter leaves, and how many each choice would leave. */
export function countFew<T extends Faceted>(
  things: readonly T[],
  filter: Filter,
): { left: T[]; facets: FacetCounts } {
  const missed = things.map((thing) =>
    facetNames.filter((facet) => !meets(thing, facet, filter[facet] ?? [])),
  );
  const facets = noFacets();
  for (const facet of facetNames) {
    const before = facetTerm(facet, "");
    const tokens = new Map<string, number>();
    for (const [i, thing] of things.entries())
      if (missed[i]?.every((one) => one === facet))
        for (const term of thing.facets)
          if (term.startsWith(before)) {
            const token = term.slice(before.length);
            tokens.set(token, (tokens.get(token) ?? 0) + 1);
          }
    facets[facet] = countTokens(tokens, facet);
  }
  return { left: things.filter((_, i) => missed[i]?.length === 0), facets };
}

function meets({ facets }: Faceted, facet: FacetName, chosen: readonly string[]): boolean {
  if (chosen.length === 0) return true;
  const terms = chosen
    .flatMap((code) => meeting(facet, code))
    .map((token) => facetTerm(facet, token));
  return terms.some((term) => facets.includes(term));
}
