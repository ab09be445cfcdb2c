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

/** How many documents each value of the facets would leave, of documents grouped by equal facets. */
export function countValues<Name extends FacetName>(
  groups: readonly Group[],
  names: readonly Name[],
): Record<Name, FacetCounts[FacetName]> {
  const sets = setsOf(groups, names);
  const counted = names.map((name, i) => [name, countSets(sets[i] ?? [], name)] as const);
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are the names
  return Object.fromEntries(counted) as Record<Name, FacetCounts[FacetName]>;
}

function countSets(sets: readonly Group[], facet: FacetName): FacetCounts[FacetName] {
  const tokens = new Map<string, number>();
  for (const { facets, documents } of sets)
    for (const token of facets.split(",")) tokens.set(token, (tokens.get(token) ?? 0) + documents);
  return countTokens(tokens, facet);
}

function inOrder(values: FacetCounts[FacetName]): FacetCounts[FacetName] {
  return values.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

type Kept = Group & { next: Kept | undefined };

/**
 * Documents grouped by the sets of their values, for each of these facets. Ten thousand texts are read
 * character by character, for to cut each into its parts takes several times as long.
 */
function setsOf(groups: readonly Group[], names: readonly FacetName[]): Group[][] {
  const found = names.map(() => new Map<number, Kept>());
  const at = facetNames.map((name) => found[names.indexOf(name)]);
  for (const { facets, documents } of groups) {
    let [start, hash, place] = [0, 0, 0];
    for (let end = 0; end <= facets.length; end++) {
      const unit = end < facets.length ? facets.charCodeAt(end) : semicolon;
      if (unit !== semicolon) {
        hash = (Math.imul(hash, 31) + unit) | 0;
        continue;
      }
      const sets = at[place++];
      if (sets) add(sets, hash, { facets, start, end, documents });
      start = end + 1;
      hash = 0;
    }
  }
  return found.map((sets) => Array.from(sets.values(), chained).flat());
}

const semicolon = ";".charCodeAt(0);

function add(
  sets: Map<number, Kept>,
  hash: number,
  { facets, start, end, documents }: Group & { start: number; end: number },
): void {
  const first = sets.get(hash);
  for (let kept = first; kept; kept = kept.next)
    if (kept.facets.length === end - start && facets.startsWith(kept.facets, start)) {
      kept.documents += documents;
      return;
    }
  sets.set(hash, { facets: facets.slice(start, end), documents, next: first });
}

function chained(first: Kept): Group[] {
  const chain: Group[] = [];
  for (let kept: Kept | undefined = first; kept; kept = kept.next) chain.push(kept);
  return chain;
}

/** The same of how many documents hold each token: enough, for none holds two that meet one code. */
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

function codeOf(token: string) {
  return token.startsWith("in:") ? token.slice(3) : token;
}
