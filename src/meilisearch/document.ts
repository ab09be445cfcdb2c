import { documentTerms } from "../search/document-row.ts";
import {
  type DocumentKey,
  type FacetName,
  type IndexDocument,
  facetNames,
} from "../search/engine.ts";
import { facetTerm, facetTokens } from "../search/facets.ts";
import { tieOf } from "../search/tie.ts";
import { choiceTerms } from "./choices.ts";
import { comparedTexts } from "./compared-texts.ts";

/** A document as it is kept: what is asked for as values to filter by, and little else. What is shown stands in our own rows. */
export function storedDocument(document: IndexDocument) {
  // What names sound like is asked of our own rows.
  const { terms, ...compared } = documentTerms(document, []);
  const tokens = facetTokens(document);
  const tokensOf = (facet: FacetName) => tokens[facet].map((token) => facetTerm(facet, token));
  const facets = facetNames.flatMap(tokensOf);
  return {
    kind: document.kind,
    thing_id: document.id,
    version: document.version,
    id: documentId(document),
    order: orderOf(document),
    terms: [...terms, ...choiceTerms(facets)],
    ...comparedTexts(compared),
    facets,
    facet: Object.fromEntries(facetNames.map((facet) => [facet, tokensOf(facet)])),
    hidden: document.hiddenUntil?.getTime() ?? 0,
    tie: tieOf(document.id),
  };
}

export function documentId({ kind, id }: DocumentKey): string {
  return `${kind}_${id}`;
}

/** As the database orders (kind, id). */
export function orderOf({ kind, id }: DocumentKey): string {
  return `${kind} ${id}`;
}
