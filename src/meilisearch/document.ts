import { documentTerms, keyOf, shownRow, spokenNames } from "../search/document-row.ts";
import {
  type DocumentKey,
  type FacetName,
  type IndexDocument,
  facetNames,
} from "../search/engine.ts";
import { facetTerm, facetTokens } from "../search/facets.ts";
import { comparedTexts } from "./compared-texts.ts";
import { beginningsOf } from "./beginnings.ts";

/** Marks of terms in the document's own name, and in any of the names it goes by. */
export const nameMarks = { own: "=", any: "@" } as const;

/** A document as it is kept: what is shown as in our own rows, what is asked for as values to filter by. */
export function storedDocument(document: IndexDocument) {
  const names = [document.name, ...document.aliases];
  const spoken = spokenNames(document);
  const row = shownRow(document, spoken);
  const { places, marked, texts } = documentTerms(document, spoken);
  const named = Array.from(places).flatMap(([term, [first]]) => [
    ...(first === "A" ? [nameMarks.own + term] : []),
    ...(first === "A" || first === "B" ? [nameMarks.any + term] : []),
  ]);
  const tokens = facetTokens(document);
  const tokensOf = (facet: FacetName) => tokens[facet].map((token) => facetTerm(facet, token));
  return {
    kind: row.kind,
    thing_id: row.thing_id,
    version: row.version,
    external_key: row.external_key,
    name: row.name,
    provider_id: row.provider_id,
    provider_name: row.provider_name,
    summary: row.summary,
    body: row.body,
    imported: row.imported,
    demo: row.demo,
    id: documentId(document),
    order: orderOf(document),
    name_keys: row.names,
    syllables: row.syllables,
    names: names.map(keyOf),
    terms: [...places.keys(), ...marked, ...named],
    ...comparedTexts(texts),
    begins: beginningsOf({
      named: names.map(keyOf),
      typed: [row.name_key],
      sounds: [row.pinyin_key, row.initials_key],
      terms: [...marked],
    }),
    facets: facetNames.flatMap(tokensOf),
    facet: Object.fromEntries(facetNames.map((facet) => [facet, tokensOf(facet)])),
    hidden: document.hiddenUntil?.getTime() ?? 0,
    tie: tieOf(document.id),
    place: document.kind === "provider" ? 0 : 1,
    length: document.name.length,
  };
}

export function documentId({ kind, id }: DocumentKey): string {
  return `${kind}_${id}`;
}

/** As the database orders (kind, id). */
export function orderOf({ kind, id }: DocumentKey): string {
  return `${kind} ${id}`;
}

/** Nobody chooses an id, so nobody chooses a place among equals (FNV-1a, 30 bits of it). */
function tieOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 2;
}
