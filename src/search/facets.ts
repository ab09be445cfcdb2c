import { findIndustry } from "../taxonomy/industries.ts";
import { regionPath } from "../taxonomy/regions.ts";
import { type FacetCounts, type FacetName, type Filter, facetNames } from "./engine.ts";
import type { IndexDocument } from "./engine.ts";
import { all, any, lexeme, marks } from "./tsquery.ts";

const none = "none";
const everywhere = "000000";

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
  if (given.has(everywhere)) return [everywhere];
  return regions.filter(
    (code) => !regionPath(code).some((wider) => wider.code !== code && given.has(wider.code)),
  );
}

/** A case lies in its place and in all that contain it; what serves a place need not serve all of a larger one. */
function placeTokens([region]: readonly string[]): string[] {
  if (region === undefined) return [`in:${none}`];
  const path = regionPath(region)
    .filter(({ code }) => code !== everywhere)
    .map(({ code }) => `in:${code}`);
  return path.length > 0 ? path : [`in:${region}`];
}

function industryTokens(codes: readonly string[]): string[] {
  const sections = codes.filter((code) => code.length === 1);
  const inside = codes.filter((code) => code.length > 1 && !sections.includes(code.slice(0, 1)));
  return [...sections, ...inside.flatMap((code) => [code, `in:${code.slice(0, 1)}`])];
}

/** What a document may hold to meet `code`: who serves all of 浙江 or an unknown area serves 温州 too. */
function meeting(facet: FacetName, code: string): string[] {
  if (facet === "region") {
    if (code === none) return [none, `in:${none}`];
    const path = regionPath(code).map((region) => region.code);
    return [...new Set([...path, code, everywhere, none, `in:${code}`])];
  }
  if (facet === "industry" && code !== none)
    return code.length > 1 && findIndustry(code) ? [code, code.slice(0, 1)] : [code, `in:${code}`];
  return [code];
}

export function facetTerm(facet: FacetName, token: string): string {
  return `${marks.facet}${facet}=${token}`;
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

/** All facets of a document in one text, so that like documents are counted in one group. */
export function facetText(tokens: Record<FacetName, string[]>): string {
  return facetNames.map((facet) => tokens[facet].toSorted().join(",")).join(";");
}

export type Group = { facets: string; documents: number };

/** The groups that meet the filter, leaving out one facet when its own choices are to be counted. */
export function narrow(groups: readonly Group[], filter: Filter, except?: FacetName): Group[] {
  const asked = facetNames.flatMap((facet, place) => {
    const codes = filter[facet] ?? [];
    if (facet === except || codes.length === 0) return [];
    return [{ place, tokens: new Set(codes.flatMap((code) => meeting(facet, code))) }];
  });
  return groups.filter(({ facets }) =>
    asked.every(({ place, tokens }) =>
      partOf(facets, place)
        .split(",")
        .some((token) => tokens.has(token)),
    ),
  );
}

/** How many documents each value would leave, of documents grouped by equal facets. */
export function countValues(groups: readonly Group[], facet: FacetName): FacetCounts[FacetName] {
  const place = facetNames.indexOf(facet);
  const sets = new Map<string, number>();
  for (const { facets, documents } of groups) {
    const set = partOf(facets, place);
    sets.set(set, (sets.get(set) ?? 0) + documents);
  }
  const split = Array.from(sets, ([set, documents]) => ({ tokens: set.split(","), documents }));
  const counts = new Map<string, number>();
  for (const { tokens } of split) for (const token of tokens) counts.set(codeOf(token), 0);
  const met = meetings(facet, counts.keys());
  // Thousands of sets may share some dozens of tokens: one pass, not one for each code.
  for (const { tokens, documents } of split)
    for (const code of new Set(tokens.flatMap((token) => met.get(token) ?? [])))
      counts.set(code, (counts.get(code) ?? 0) + documents);
  return inOrder(Array.from(counts, ([code, count]) => ({ code, count })));
}

function inOrder(values: FacetCounts[FacetName]): FacetCounts[FacetName] {
  return values.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/**
 * The same of how many documents hold each token. That is enough, for no document holds two tokens
 * that meet one code.
 */
export function countTokens(
  tokens: ReadonlyMap<string, number>,
  facet: FacetName,
): FacetCounts[FacetName] {
  const codes = new Set(Array.from(tokens.keys(), codeOf));
  return inOrder(
    Array.from(codes, (code) => {
      const met = new Set(meeting(facet, code));
      return { code, count: [...met].reduce((sum, token) => sum + (tokens.get(token) ?? 0), 0) };
    }),
  );
}

/** The part between the separators; cutting all of them each time is most of the work. */
function partOf(facets: string, place: number): string {
  let start = 0;
  for (let passed = 0; passed < place; passed++) {
    const separator = facets.indexOf(";", start);
    if (separator < 0) return "";
    start = separator + 1;
  }
  const end = facets.indexOf(";", start);
  return end < 0 ? facets.slice(start) : facets.slice(start, end);
}

/** Which codes each token meets. */
function meetings(facet: FacetName, codes: Iterable<string>): Map<string, string[]> {
  const met = new Map<string, string[]>();
  for (const code of codes)
    for (const token of new Set(meeting(facet, code))) {
      const list = met.get(token);
      if (list) list.push(code);
      else met.set(token, [code]);
    }
  return met;
}

function codeOf(token: string) {
  return token.startsWith("in:") ? token.slice(3) : token;
}
