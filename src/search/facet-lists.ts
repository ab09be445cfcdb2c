import type { Db } from "../db/connect.ts";
import { type FacetCounts, type FacetName, type Filter, facetNames } from "./engine.ts";
import { type FacetCodes, learnCodes } from "./facet-code-store.ts";
import { countTokens, facetTerm, meeting } from "./facets.ts";

/** A line for each document, in it a character for each value of its facets. */
export type FacetLists = string;

export type Counted = {
  /** How many documents meet the filter. */
  documents: number;
  /** What these hold. */
  within: (facet: FacetName) => FacetCounts[FacetName];
  /** What all hold that meet the filter but for its choices in that facet. */
  others: (facet: FacetName) => FacetCounts[FacetName];
};

/** Counts all facets in one walk over the characters, whatever is chosen in how many of them. */
export async function countLists(
  db: Db,
  codes: FacetCodes,
  lists: FacetLists,
  filter: Filter,
): Promise<Counted> {
  const { documents, within, missingOne } = await sumLists(db, codes, lists, filter);
  return {
    documents,
    within: (facet) => valuesOf(codes, (code) => within[code] ?? 0, facet),
    others: (facet) =>
      valuesOf(codes, (code) => (within[code] ?? 0) + (missingOne[code] ?? 0), facet),
  };
}

/** The same by code; what was never met before is asked for. */
export async function sumLists(db: Db, codes: FacetCodes, lists: FacetLists, filter: Filter) {
  const unknown = new Set<number>();
  const sums = sumsOf(lists, codes, filter, unknown);
  if (unknown.size === 0) return sums;
  await learnCodes(db, codes, unknown);
  return sumsOf(lists, codes, filter, new Set());
}

/** The values of a facet, of how many documents hold each code. */
export function valuesOf(codes: FacetCodes, countOf: (code: number) => number, facet: FacetName) {
  const tokens = new Map<string, number>();
  for (const code of codes.known[facet]) {
    const count = countOf(code);
    const token = codes.token[code]!;
    if (count > 0) tokens.set(token, (tokens.get(token) ?? 0) + count);
  }
  return countTokens(tokens, facet);
}

type Sums = {
  documents: number;
  within: Uint32Array;
  /** Of what misses the choices of one facet only: the values in that facet. */
  missingOne: Uint32Array;
};

const newline = 10;

function sumsOf(lists: FacetLists, codes: FacetCodes, filter: Filter, unknown: Set<number>): Sums {
  const { place } = codes;
  const size = codes.token.length;
  const [within, missingOne] = [new Uint32Array(size), new Uint32Array(size)];
  const { all, bits, facetOfBit } = choicesOf(codes, filter);
  let documents = 0;
  for (let start = 0; start < lists.length;) {
    let met = 0;
    let end = start;
    for (; end < lists.length; end++) {
      const code = lists.charCodeAt(end);
      if (code === newline) break;
      if (place[code] === 0) unknown.add(code);
      met |= bits[code] ?? 0;
    }
    const missing = all & ~met;
    if (missing === 0) {
      documents++;
      for (let at = start; at < end; at++) within[lists.charCodeAt(at)]! += 1;
    } else if ((missing & (missing - 1)) === 0) {
      const facet = facetOfBit[missing];
      for (let at = start; at < end; at++) {
        const code = lists.charCodeAt(at);
        if (place[code] === facet) missingOne[code]! += 1;
      }
    }
    start = end + 1;
  }
  return { documents, within, missingOne };
}

/** A bit for each facet in which something is chosen, and by code the bit that it meets. */
function choicesOf(codes: FacetCodes, filter: Filter) {
  const bits = new Uint8Array(codes.token.length);
  const facetOfBit: Record<number, number> = {};
  let all = 0;
  for (const [i, facet] of facetNames.entries()) {
    const chosen = filter[facet] ?? [];
    if (chosen.length === 0) continue;
    const bit = 1 << i;
    all |= bit;
    facetOfBit[bit] = i + 1;
    for (const code of codesMeeting(codes, facet, chosen)) bits[code] = bit;
  }
  return { all, bits, facetOfBit };
}

function codesMeeting(codes: FacetCodes, facet: FacetName, chosen: readonly string[]): number[] {
  const tokens = chosen.flatMap((code) => meeting(facet, code));
  return tokens.flatMap((token) => [...(codes.byTerm.get(facetTerm(facet, token)) ?? [])]);
}

/** The filter as patterns that a list must all match, as far as its values were ever met in one. */
export function choicePatterns(codes: FacetCodes, filter: Filter): string[] {
  return facetNames.flatMap((facet) => {
    const chosen = filter[facet] ?? [];
    if (chosen.length === 0) return [];
    const found = codesMeeting(codes, facet, chosen).map((code) => String.fromCharCode(code));
    // Codes begin where letters do, far behind what a pattern reads as a sign.
    return [found.length > 0 ? `[${found.join("")}]` : "(?!)"];
  });
}
