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
    region: document.kind === "case" ? placeTokens(document.regions) : orNone(document.regions),
    industry: orNone(document.industries.flatMap(industryTokens)),
    size: orNone(document.sizes),
  };
}

function orNone(values: readonly string[]): string[] {
  return values.length > 0 ? [...values] : [none];
}

/** A case lies in its place and in all that contain it; what serves a place need not serve all of a larger one. */
function placeTokens([region]: readonly string[]): string[] {
  if (region === undefined) return [`in:${none}`];
  const path = regionPath(region)
    .filter(({ code }) => code !== everywhere)
    .map(({ code }) => `in:${code}`);
  return path.length > 0 ? path : [`in:${region}`];
}

function industryTokens(code: string): string[] {
  return code.length > 1 ? [code, `in:${code.slice(0, 1)}`] : [code];
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
  return all(
    facetNames.map((facet) => {
      const codes = filter[facet] ?? [];
      if (facet === except || codes.length === 0) return "";
      const tokens = codes.flatMap((code) => meeting(facet, code));
      return any(tokens.map((token) => lexeme(facetTerm(facet, token))));
    }),
  );
}

/** All facets of a document in one text, so that like documents are counted in one group. */
export function facetText(tokens: Record<FacetName, string[]>): string {
  return facetNames.map((facet) => tokens[facet].toSorted().join(",")).join(";");
}

export type Group = { facets: string; documents: number };

/** How many documents each value would leave, of documents grouped by equal facets. */
export function countValues(groups: readonly Group[], facet: FacetName): FacetCounts[FacetName] {
  const place = facetNames.indexOf(facet);
  const sets = new Map<string, number>();
  for (const { facets, documents } of groups) {
    const set = facets.split(";")[place] ?? "";
    sets.set(set, (sets.get(set) ?? 0) + documents);
  }
  const split = Array.from(sets, ([set, documents]) => ({ tokens: set.split(","), documents }));
  const codes = new Set(split.flatMap(({ tokens }) => tokens.map(codeOf)));
  return Array.from(codes, (code) => {
    const wanted = new Set(meeting(facet, code));
    const met = split.filter(({ tokens }) => tokens.some((token) => wanted.has(token)));
    return { code, count: met.reduce((sum, { documents }) => sum + documents, 0) };
  }).toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function codeOf(token: string) {
  return token.startsWith("in:") ? token.slice(3) : token;
}
