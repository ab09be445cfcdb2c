import { documentRow, documentTerms, keyOf } from "../search/document-row.ts";
import {
  type DocumentKey,
  type FacetName,
  type IndexDocument,
  facetNames,
} from "../search/engine.ts";
import { facetTokens } from "../search/facets.ts";
import { spokenRuns } from "../search/pinyin.ts";
import { marks } from "../search/tsquery.ts";

/** Marks of terms in the document's own name, and in any of the names it goes by. */
export const nameMarks = { own: "=", any: "@" } as const;

/** The engine cuts a facet's value at 468 bytes; a longer set is known by a hash, and written out beside. */
const longestSet = 400;

/** A document as it is kept: what is shown as in our own rows, what is asked for as values to filter by. */
export function storedDocument(document: IndexDocument) {
  const { vector: _, facets: __, hidden_until: hidden, ...row } = documentRow(document);
  const names = [document.name, ...document.aliases];
  const { places, marked } = documentTerms(document, names.flatMap(spokenRuns));
  const named = Array.from(places).flatMap(([term, [first]]) => [
    ...(first === "A" ? [nameMarks.own + term] : []),
    ...(first === "A" || first === "B" ? [nameMarks.any + term] : []),
  ]);
  const tokens = facetTokens(document);
  return {
    ...row,
    id: documentId(document),
    order: orderOf(document),
    key: row.name_key,
    pinyin: row.pinyin_key,
    initials: row.initials_key,
    name_keys: row.names,
    names: names.map(keyOf),
    terms: [...places.keys(), ...marked, ...named],
    facets: facetNames.flatMap((facet) =>
      tokens[facet].map((token) => `${marks.facet}${facet}=${token}`),
    ),
    ...setsOf(tokens),
    hidden: hidden === null ? 0 : Date.parse(hidden),
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

function setsOf(tokens: Record<FacetName, string[]>) {
  const sets: Partial<Record<FacetName, string>> = {};
  const long: Partial<Record<FacetName, string>> = {};
  for (const facet of facetNames) {
    const set = tokens[facet].toSorted().join(",");
    sets[facet] = set.length <= longestSet ? set : `~${hashOf(set)}`;
    if (set.length > longestSet) long[facet] = set;
  }
  return { sets, long };
}

/** Nobody chooses an id, so nobody chooses a place among equals. */
function tieOf(id: string): number {
  return Number.parseInt(hashOf(id).slice(0, 13), 16);
}

/** FNV-1a twice over, 64 bits. */
function hashOf(text: string): string {
  return [0x811c9dc5, 0x01234567]
    .map((seed) => {
      let hash = seed;
      for (let i = 0; i < text.length; i++)
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
      return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}
