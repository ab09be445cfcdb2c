import {
  type FacetCounts,
  type FacetName,
  type SearchQuery,
  facetNames,
} from "../search/engine.ts";
import { countTokens, facetOf, filterQuery, noFacets } from "../search/facets.ts";
import { allOf, filterOf } from "./filter.ts";
import type { Answer, Ask } from "./index-reader.ts";

export type Counting = { facets: FacetName[]; attribute: string; question: Ask };

/**
 * Each facet as if nothing were chosen in it, so that choosing more shows what it would bring. The
 * others are counted together: one field of them all is quicker read than one each.
 */
export function countingsOf(
  { filter }: SearchQuery,
  { tsquery, visible }: { tsquery: string; visible: string },
): [Counting, ...Counting[]] {
  const chosen = facetNames.filter((facet) => (filter[facet] ?? []).length > 0);
  const text = filterOf(tsquery);
  const counting = (facets: FacetName[], attribute: string, except?: FacetName): Counting => ({
    facets,
    attribute,
    question: {
      filter: allOf([text, filterOf(filterQuery(filter, except)), visible]),
      facets: [attribute],
      limit: 0,
    },
  });
  return [
    counting(
      facetNames.filter((facet) => !chosen.includes(facet)),
      "facets",
    ),
    ...chosen.map((facet) => counting([facet], `facet.${facet}`, facet)),
  ];
}

export function facetsOf(countings: readonly Counting[], answers: readonly Answer[]): FacetCounts {
  const counts = noFacets();
  for (const [i, { facets, attribute }] of countings.entries()) {
    const tokens = byFacet(answers[i]?.facetDistribution?.[attribute] ?? {});
    for (const facet of facets) counts[facet] = countTokens(tokens.get(facet) ?? new Map(), facet);
  }
  return counts;
}

function byFacet(distribution: Record<string, number>): Map<FacetName, Map<string, number>> {
  const found = new Map(facetNames.map((facet) => [facet, new Map<string, number>()]));
  for (const [term, count] of Object.entries(distribution)) {
    const { facet, token } = facetOf(term) ?? {};
    if (facet !== undefined && token !== undefined) found.get(facet)?.set(token, count);
  }
  return found;
}
