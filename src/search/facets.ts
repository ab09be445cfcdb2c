import { findIndustry } from "../taxonomy/industries.ts";
import { regionPath, wholeCountry } from "../taxonomy/regions.ts";
import { type FacetCounts, type FacetName, type Filter, facetNames } from "./engine.ts";
import type { IndexDocument } from "./engine.ts";
import { all, any, lexeme, marks } from "./tsquery.ts";

/** What a document holds that says nothing of a facet. */
export const none = "none";

/** The values of a document in every facet, written so that a filter is met by sharing one. */
export function facetTokens(document: IndexDocument): Record<FacetName, string[]> {
  return {
    type: [document.kind],
    category: orNone(document.categories),
    scene: orNone(document.scenes),
    region:
      document.kind === "case" ? placeTokens(document.regions) : orNone(widest(document.regions)),
    industry: orNone(industryTokens(document.industries)),
    size: orNone(document.sizes),
  };
}

function orNone(values: readonly string[]): string[] {
  return values.length > 0 ? [...new Set(values)] : [none];
}

/** Without what a wider one contains: no document may be counted twice for one place. */
function widest(regions: readonly string[]): string[] {
  const given = new Set(regions);
  if (given.has(wholeCountry)) return [wholeCountry];
  return regions.filter(
    (code) => !regionPath(code).some((wider) => wider.code !== code && given.has(wider.code)),
  );
}

/** A case lies in its place and in all that contain it; what serves a place need not serve all of a larger one. */
function placeTokens([region]: readonly string[]): string[] {
  if (region === undefined) return [`in:${none}`];
  const path = regionPath(region)
    .filter(({ code }) => code !== wholeCountry)
    .map(({ code }) => `in:${code}`);
  return path.length > 0 ? path : [`in:${region}`];
}

function industryTokens(codes: readonly string[]): string[] {
  const sections = codes.filter((code) => code.length === 1);
  const inside = codes.filter((code) => code.length > 1 && !sections.includes(code.slice(0, 1)));
  return [...sections, ...inside.flatMap((code) => [code, `in:${code.slice(0, 1)}`])];
}

/** What a document may hold to meet `code`, each once: who serves all of 浙江 or an unknown area serves 温州 too. */
export function meeting(facet: FacetName, code: string): string[] {
  if (facet === "region") return code === none ? [none, `in:${none}`] : meetingPlace(code);
  if (facet === "industry" && code !== none)
    return code.length > 1 && findIndustry(code) ? [code, code.slice(0, 1)] : [code, `in:${code}`];
  return [code];
}

/** A page counts hundreds of them: no sets are made. */
function meetingPlace(code: string): string[] {
  const met = [none, `in:${code}`];
  for (const region of regionPath(code)) met.push(region.code);
  for (const more of [code, wholeCountry]) if (!met.includes(more)) met.push(more);
  return met;
}

export function facetTerm(facet: FacetName, token: string): string {
  return `${marks.facet}${facet}=${token}`;
}

/** The other way round. */
export function facetOf(term: string): { facet: FacetName; token: string } | undefined {
  const end = term.indexOf("=");
  const name = term.slice(marks.facet.length, end);
  const facet = facetNames.find((one) => one === name);
  return facet && { facet, token: term.slice(end + 1) };
}

/** The filter as a tsquery, leaving out one facet when its own choices are to be counted. */
export function filterQuery(filter: Filter, except?: FacetName): string {
  return all(filterQueries(except === undefined ? filter : { ...filter, [except]: [] }));
}

/** The filter as queries that must all be met: the index meets short ones one by one much quicker than a long one. */
export function filterQueries(filter: Filter): string[] {
  const facets = facetNames.flatMap((facet) => {
    const tokens = (filter[facet] ?? []).flatMap((code) => meeting(facet, code));
    return tokens.length === 0 ? [] : [tokens.map((token) => lexeme(facetTerm(facet, token)))];
  });
  const single = all(facets.filter(({ length }) => length === 1).map(any));
  const choices = facets.filter(({ length }) => length > 1).map(any);
  return [single, ...choices].filter((query) => query !== "");
}

export function noFacets(): FacetCounts {
  return { type: [], category: [], scene: [], region: [], industry: [], size: [] };
}

export function inOrder(values: FacetCounts[FacetName]): FacetCounts[FacetName] {
  return values.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** How many documents each code would leave, of how many hold each token: none holds two that meet one code. */
export function countTokens(
  tokens: ReadonlyMap<string, number>,
  facet: FacetName,
): FacetCounts[FacetName] {
  const codes = new Set(Array.from(tokens.keys(), codeOf));
  return inOrder(
    Array.from(codes, (code) => {
      let count = 0;
      for (const token of meeting(facet, code)) count += tokens.get(token) ?? 0;
      return { code, count };
    }),
  );
}

function codeOf(token: string) {
  return token.startsWith("in:") ? token.slice(3) : token;
}
