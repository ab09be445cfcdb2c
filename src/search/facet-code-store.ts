import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { type FacetName, facetNames } from "./engine.ts";
import { facetOf } from "./facets.ts";

/** What the characters of facets stand for, as far as anybody has asked. */
export type FacetCodes = {
  /** By code: the place of the facet among their names, counted from one; 0 is not known yet. */
  place: Uint8Array;
  /** By code: the value. Few of these numbers are codes. */
  token: string[];
  known: Record<FacetName, number[]>;
  /** By term: several where two brought it at once. */
  byTerm: Map<string, Set<number>>;
};

/** Never changed and never taken back in a database, so what one search has learned the next may use. */
export function createFacetCodes(): FacetCodes {
  const known = { type: [], category: [], scene: [], region: [], industry: [], size: [] };
  return { place: new Uint8Array(0x1_00_00), token: [], known, byTerm: new Map() };
}

export async function learnCodes(db: Db, codes: FacetCodes, unknown: Iterable<number>) {
  const { rows } = await sql<{ code: number; term: string }>`
    select code, token as term from search_facet where code = any(${[...unknown]}::int[])
  `.execute(db);
  for (const { code, term } of rows) {
    const found = facetOf(term);
    if (!found) continue;
    if (codes.place[code] === 0) codes.known[found.facet].push(code);
    codes.byTerm.set(term, (codes.byTerm.get(term) ?? new Set()).add(code));
    codes.token[code] = found.token;
    codes.place[code] = facetNames.indexOf(found.facet) + 1;
  }
}

/**
 * Of those that are known, as nearly all are, nothing is written. Who brings a new one neither waits
 * for others that bring it too nor makes them wait: each gives it a code.
 */
export async function insertFacets(trx: Trx, tokens: readonly string[]): Promise<void> {
  await sql`
    insert into search_facet (token)
    select token from unnest(${[...new Set(tokens)]}::text[]) token
    where not exists (select from search_facet known where known.token = token.token)
  `.execute(trx);
}
