import type { Settings } from "meilisearch";
import { facetNames } from "../search/engine.ts";
import { textFields } from "./compared-texts.ts";

const onlyEquality = { equality: true, comparison: false };
const facetAttributes = facetNames.map((facet) => `facet.${facet}`);

/**
 * No document has these. Sorted by one of them first, what meets a question stands behind whatever
 * is sorted by something it has; by two, behind that in turn.
 */
const lacking = Array.from({ length: 7 }, (_, i) => `lacking${i + 1}`);

/** How the questions that are asked in turn are sorted: each stands behind those before it. */
export function sortInTurn(turn: number, sort: readonly string[]): string[] {
  if (turn > lacking.length) throw new Error(`no ${turn} questions can stand before another`);
  return [...lacking.slice(0, turn).map((field) => `${field}:asc`), ...sort];
}

/**
 * Every term of a document is a value to filter by, so that what is found is exactly what was asked
 * for, whatever the engine's own cutter makes of it; nothing is left to its ranking but the order of
 * `tie`. Its own words, typo tolerance and synonyms have no part in it, so they are switched off.
 */
export const settings = {
  searchableAttributes: ["nothing"],
  // Whatever may be shown is read with each hit, and terms are many.
  displayedAttributes: ["id", "kind", "thing_id", "version", ...textFields],
  filterableAttributes: [
    {
      attributePatterns: ["id", "terms", "facets", ...facetAttributes],
      features: { facetSearch: false, filter: onlyEquality },
    },
    {
      attributePatterns: ["hidden", "order"],
      features: { facetSearch: false, filter: { equality: true, comparison: true } },
    },
  ],
  sortableAttributes: ["tie", "order", ...lacking],
  rankingRules: ["sort"],
  typoTolerance: { enabled: false },
  prefixSearch: "disabled",
  facetSearch: false,
  proximityPrecision: "byAttribute",
  faceting: { maxValuesPerFacet: 10_000, sortFacetValuesBy: { "*": "count" } },
  // Counts are cut here too, so it is no bound on them.
  pagination: { maxTotalHits: 100_000_000 },
  // Longer than anybody waits: what is cut short would look complete.
  searchCutoffMs: 5000,
} satisfies Settings;

/** Raised with every change of what a document is made of, which settings do not show. */
const documentVersion = 11;

/** Another make of documents or settings lives in an index of another name: old and new code run side by side. */
export function indexName(prefix: string): string {
  let hash = 0x811c9dc5;
  for (const char of `${documentVersion} ${JSON.stringify(settings)}`)
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return `${prefix}_${hash.toString(16).padStart(8, "0")}`;
}
