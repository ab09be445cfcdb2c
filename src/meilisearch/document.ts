import { documentTerms, shownRow, spokenNames } from "../search/document-row.ts";
import {
  type DocumentKey,
  type FacetName,
  type IndexDocument,
  facetNames,
} from "../search/engine.ts";
import { facetTerm, facetTokens } from "../search/facets.ts";
import { tieOf } from "../search/tie.ts";
import { comparedTexts } from "./compared-texts.ts";
import { beginningsOf } from "./beginnings.ts";

/** A document as it is kept: what is asked for as values to filter by, and little else. What is shown stands in our own rows. */
export function storedDocument(document: IndexDocument) {
  const spoken = spokenNames(document);
  const row = shownRow(document, spoken);
  const { terms, texts } = documentTerms(document, spoken);
  const tokens = facetTokens(document);
  const tokensOf = (facet: FacetName) => tokens[facet].map((token) => facetTerm(facet, token));
  return {
    kind: row.kind,
    thing_id: row.thing_id,
    version: row.version,
    name: row.name,
    id: documentId(document),
    order: orderOf(document),
    names: row.names,
    syllables: row.syllables,
    terms: [...terms],
    ...comparedTexts(texts),
    begins: beginningsOf({
      typed: [row.name_key],
      sounds: [row.pinyin_key, row.initials_key],
      terms,
    }),
    facets: facetNames.flatMap(tokensOf),
    facet: Object.fromEntries(facetNames.map((facet) => [facet, tokensOf(facet)])),
    hidden: document.hiddenUntil?.getTime() ?? 0,
    tie: tieOf(document.id),
    place: document.kind === "provider" ? 0 : 1,
    // As the database counts.
    length: Array.from(document.name).length,
  };
}

export function documentId({ kind, id }: DocumentKey): string {
  return `${kind}_${id}`;
}

/** As the database orders (kind, id). */
export function orderOf({ kind, id }: DocumentKey): string {
  return `${kind} ${id}`;
}
