import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { type FacetName, facetNames } from "./engine.ts";
import { facetTerm } from "./facets.ts";

/** What the characters of facets stand for, as far as anybody has asked. */
export type FacetCodes = {
  /** By code: the place of the facet among their names, counted from one; 0 is not known yet. */
  place: Uint8Array;
  /** By code: the value. */
  token: string[];
  /** By term. */
  code: Map<string, number>;
};

/** Never changed and never taken back in a database, so what one search has learned the next may use. */
export function createFacetCodes(): FacetCodes {
  return { place: new Uint8Array(0x1_00_00), token: [], code: new Map() };
}

export async function learnCodes(db: Db, codes: FacetCodes, unknown: Iterable<number>) {
  const { rows } = await sql<{ code: number; term: string }>`
    select code, token as term from search_facet where code = any(${[...unknown]}::int[])
  `.execute(db);
  for (const { code, term } of rows) {
    const facet = facetNames.findIndex((name) => term.startsWith(facetTerm(name, "")));
    codes.code.set(term, code);
    codes.token[code] = term.slice(facetTerm(nameAt(facet), "").length);
    codes.place[code] = facet + 1;
  }
}

function nameAt(place: number): FacetName {
  return facetNames[place] ?? "type";
}

/** Nobody waits for those that are known, and they are nearly always. */
export async function insertFacets(trx: Trx, tokens: readonly string[]): Promise<void> {
  await sql`
    insert into search_facet (token)
    select token from unnest(${[...new Set(tokens)]}::text[]) token
    where not exists (select from search_facet known where known.token = token.token)
    order by 1 on conflict do nothing
  `.execute(trx);
}
