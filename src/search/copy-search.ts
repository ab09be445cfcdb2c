import type { Db } from "../db/connect.ts";
import { holdersOf } from "./copy-holders.ts";
import type { Memory } from "./copy-keeper.ts";
import { type Asked, type Change, listChanges } from "./copy-store.ts";
import {
  type FacetCounts,
  type FacetName,
  type SearchQuery,
  countedAtMost,
  facetNames,
} from "./engine.ts";
import type { EntryCopy } from "./entry-copy.ts";
import { type FacetCodes, learnCodes } from "./facet-code-store.ts";
import { choicePatterns, sumLists, valuesOf } from "./facet-lists.ts";
import { filterQuery, noFacets } from "./facets.ts";
import { listHits } from "./page-store.ts";
import {
  type Desk,
  type Holders,
  type Places,
  deskFor,
  firstOf,
  meeting,
  termsIn,
} from "./places.ts";
import { type Found, type Result, roughly, withKnown } from "./tally.ts";

/** Of more notes than that the entries are not looked at one by one. */
const mostChanges = 200;
/** Of more than anybody counts so many tell how often a value occurs. */
const sampled = 3000;

/** An entry that was written since the copy and meets the query. */
type Added = Extract<Change, { tier: number }>;

/** Asked for it once more, the copy will know. */
export function learnFor({ copy: keeper }: Memory, query: SearchQuery, asked: Asked): void {
  const copy = keeper?.current();
  if (!copy) keeper?.renew();
  const terms = copy && termsOf(query, asked);
  const missing = terms ? holdersOf(copy, terms).missing : [];
  if (copy && missing.length > 0) keeper?.learn(copy, missing);
}

const termsOf = ({ filter }: SearchQuery, { tsquery, insides }: Asked) =>
  termsIn([tsquery, ...insides, filterQuery(filter)].filter((query) => query !== ""));

/**
 * What is asked for, told by sets of places instead of by the index, and exactly however many meet it.
 * Undefined where the copy cannot tell.
 */
export async function searchCopy(
  db: Db,
  memory: Memory,
  query: SearchQuery,
  asked: Asked,
): Promise<Found | undefined> {
  const found = await askCopy(db, memory, query, asked);
  memory.copy?.count(found !== undefined);
  return found;
}

async function askCopy(
  db: Db,
  { copy: keeper, codes }: Memory,
  query: SearchQuery,
  asked: Asked,
): Promise<Found | undefined> {
  const copy = keeper?.current();
  const terms = termsOf(query, asked);
  if (!keeper || !copy || !terms) return undefined;
  const { held, missing } = holdersOf(copy, terms);
  if (missing.length > 0) return undefined;
  const { now } = query;
  const { horizon, documents, spare } = copy;
  const changes = await listChanges(db, { horizon, most: mostChanges }, asked, now);
  if (!changes) {
    keeper.renew();
    return undefined;
  }
  const desk = deskFor(spare, documents.length);
  const met = unchanged(copy, changes, now, desk);
  if (asked.tsquery !== "") met.intersection(meeting(asked.tsquery, held, desk));
  const added = changes.filter((change): change is Added => change.tier !== null);
  const open = met.size() + added.length;
  const { page, result } = await tell(db, { copy, codes, held, desk, met, added }, query, asked);
  desk.clear();
  const rows = await listHits(db, page, { withBody: asked.tsquery !== "" });
  return { rows, result, open };
}

/** All that the copy may speak for. */
function unchanged(copy: EntryCopy, changes: readonly Change[], now: Date, desk: Desk): Places {
  const all = desk.none();
  all.addRange(0, copy.documents.length);
  for (const { document } of changes) {
    const place = copy.placeOf(document);
    if (place !== undefined) all.remove(place);
  }
  for (const { place, until } of copy.hidden) if (until > now) all.remove(place);
  return all;
}

type Telling = {
  copy: EntryCopy;
  codes: FacetCodes;
  held: Holders;
  desk: Desk;
  /** What meets the query, whatever is chosen. */
  met: Places;
  added: readonly Added[];
};

async function tell(
  db: Db,
  { copy, codes, held, desk, met, added }: Telling,
  query: SearchQuery,
  { insides }: Asked,
): Promise<{ page: number[]; result: Result }> {
  const { filter } = query;
  const chosen = facetNames.flatMap((facet) => {
    const one = filterQuery({ [facet]: filter[facet] ?? [] });
    return one === "" ? [] : [{ facet, places: meeting(one, held, desk) }];
  });
  // What meets all other choices: so much each choice in that facet would bring.
  const near = (facet?: FacetName) => {
    const places = desk.copyOf(met);
    for (const one of chosen) if (one.facet !== facet) places.intersection(one.places);
    return places;
  };
  const left = near();
  const facets = await countFacets(db, { copy, codes }, query, { near, left, added });
  const patterns = choicePatterns(codes, filter).map((pattern) => new RegExp(pattern, "u"));
  const addedLeft = added.filter((entry) => patterns.every((one) => one.test(entry.facets)));
  const size = left.size() + addedLeft.length;
  const tiers = insides.map((inside) => () => meeting(inside, held, desk));
  const page = pageOf(copy, [...tiers, () => desk.copyOf(left)], { left, addedLeft }, query);
  return { page, result: { size, isExact: true, facets } };
}

type Counting = { near: (facet: FacetName) => Places; left: Places; added: readonly Added[] };

async function countFacets(
  db: Db,
  { copy, codes }: { copy: EntryCopy; codes: FacetCodes },
  { filter }: SearchQuery,
  { near, left, added }: Counting,
): Promise<FacetCounts> {
  const unknown = copy.facets.distinct.filter((code) => codes.place[code] === 0);
  if (unknown.length > 0) await learnCodes(db, codes, unknown);
  const lists = added.map((entry) => entry.facets).join("\n");
  const { within, missingOne } = await sumLists(db, codes, lists, filter);
  const sum = (places: Places) => {
    const { counts, share } = sumAt(copy, places, codes.token.length);
    // Of the copy each that was read stands for several, of what was written since only for itself.
    const countOf = (code: number) =>
      Math.floor((counts[code] ?? 0) * share) + (within[code] ?? 0) + (missingOne[code] ?? 0);
    const values = (facet: FacetName) => valuesOf(codes, countOf, facet);
    return {
      share,
      values: (facet: FacetName) => (share === 1 ? values(facet) : roughly(values(facet))),
    };
  };
  const kept = sum(left);
  const facets = noFacets();
  for (const facet of facetNames) {
    const chosen = filter[facet] ?? [];
    const { share, values } = chosen.length > 0 ? sum(near(facet)) : kept;
    const found = values(facet);
    // A sample may lack what was chosen.
    facets[facet] = share === 1 ? found : withKnown(found, kept.values(facet), chosen);
  }
  return facets;
}

/** By code; of more than anybody counts the first in the order of `tie`, which nobody can choose. */
function sumAt({ facets: { starts, codes } }: EntryCopy, places: Places, size: number) {
  const met = places.size();
  const read = firstOf(places, met > countedAtMost ? sampled : met);
  const counts = new Uint32Array(size);
  for (const place of read) {
    const end = starts[place + 1]!;
    for (let at = starts[place]!; at < end; at++) counts[codes[at]!]! += 1;
  }
  return { counts, share: read.length === 0 ? 1 : met / read.length };
}

type Page = { left: Places; addedLeft: readonly Added[] };

/** Each in the first tier that it meets, within a tier in the order of `tie`; takes away from what is left. */
function pageOf(
  copy: EntryCopy,
  tiers: readonly (() => Places)[],
  { left, addedLeft }: Page,
  { page, perPage }: SearchQuery,
): number[] {
  const needed = page * perPage;
  const found: number[] = [];
  for (const [tier, placesIn] of tiers.entries()) {
    if (found.length >= needed) break;
    const here = left.isEmpty() ? left : placesIn().intersection(left);
    left.difference(here);
    const kept = firstOf(here, needed - found.length).map((place) => ({
      document: copy.documents[place]!,
      tie: copy.ties[place]!,
    }));
    const added = addedLeft.filter((entry) => entry.tier === tier);
    const entries = [...kept, ...added].toSorted((a, b) => a.tie - b.tie);
    found.push(...entries.map(({ document }) => document));
  }
  return found.slice(needed - perPage, needed);
}
