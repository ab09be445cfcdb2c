import type { Db } from "../db/connect.ts";
import {
  type FacetCounts,
  type FacetName,
  type Filter,
  type SearchPage,
  type SearchQuery,
  facetNames,
  kinds,
} from "./engine.ts";
import { type Group, countValues, filterQuery } from "./facets.ts";
import { type HitRow, viewHit } from "./hit.ts";
import {
  type Where,
  countGroups,
  countedAtMost,
  hasHit,
  listAnyHits,
  listHits,
  listNames,
} from "./postgres-store.ts";
import { unitText } from "./query.ts";
import { type Understood, type Vocabulary, readingsOf } from "./reading.ts";
import { countTerms } from "./term-store.ts";
import { all, rankQuery } from "./tsquery.ts";

/** The index is not asked where nothing is asked of it: reading rows in order is quicker. */
function whereOf(text: string, filter: Filter, except?: FacetName): Where {
  const { type, ...others } = filter;
  const kept = except === "type" ? [] : (type ?? []);
  if (text === "" && filterQuery(others, except) === "")
    return { kinds: kept.length > 0 ? kinds.filter((kind) => kept.includes(kind)) : kinds };
  return { tsquery: all([text, filterQuery(filter, except)]) };
}

const vocabularyOf = (db: Db): Vocabulary => ({
  listNames: async (guess, now) => await listNames(db, guess, now),
  hasHit: async (tsquery, now) => await hasHit(db, tsquery, now),
  countTerms: async (terms) => await countTerms(db, terms),
});

export async function searchPage(db: Db, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  const { filter, now } = query;
  if (typed === "") return await page(db, query, undefined, await countFor(db, "", filter, now));
  for await (const understood of readingsOf(vocabularyOf(db), typed, now)) {
    const groups = await countFor(db, understood.tsquery, filter, now);
    // Filters have no part in the choice: adding one must not turn a narrow reading into a wide one.
    if (groups.length > 0 || (await hasHit(db, understood.tsquery, now)))
      return await page(db, query, understood, groups);
  }
  return {
    hits: [],
    total: 0,
    totalIsExact: true,
    facets: noFacets(),
    reading: "exact",
    spelledAs: null,
  };
}

async function countFor(db: Db, text: string, filter: Filter, now: Date): Promise<Group[]> {
  return await countGroups(db, whereOf(text, filter), now);
}

function noFacets(): FacetCounts {
  return { type: [], category: [], scene: [], region: [], industry: [], size: [] };
}

async function page(
  db: Db,
  { filter, page: number, perPage, now }: SearchQuery,
  understood: Understood | undefined,
  groups: Group[],
): Promise<SearchPage> {
  const text = understood?.tsquery ?? "";
  const total = groups.reduce((sum, { documents }) => sum + documents, 0);
  const slice = {
    where: whereOf(text, filter),
    now,
    limit: perPage,
    offset: (number - 1) * perPage,
  };
  const beyond = slice.offset >= total;
  const [rows, facets] = await Promise.all([
    beyond ? [] : listPage(db, slice, filter, understood),
    countFacets(db, text, filter, groups, now),
  ]);
  return {
    hits: rows.map((row) => viewHit(row, understood?.wanted ?? [])),
    total: Math.min(total, countedAtMost),
    totalIsExact: total <= countedAtMost,
    facets,
    reading: understood?.reading ?? "exact",
    spelledAs: understood?.spelledAs ?? null,
  };
}

type Slice = { where: Where; now: Date; limit: number; offset: number };

async function listPage(
  db: Db,
  slice: Slice,
  filter: Filter,
  understood: Understood | undefined,
): Promise<HitRow[]> {
  if (!understood) return await listAnyHits(db, slice);
  const { wanted, head, literal, tsquery } = understood;
  const words = wanted.flatMap(({ spellings }, unit) =>
    spellings.map((spelling) => ({ unit, word: unitText(spelling) })),
  );
  return await listHits(db, {
    now: slice.now,
    limit: slice.limit,
    offset: slice.offset,
    tsquery: all([tsquery, filterQuery(filter)]),
    head: all([head === "" ? tsquery : head, filterQuery(filter)]),
    literal: all([literal === "" ? tsquery : literal, filterQuery(filter)]),
    rank: rankQuery(wanted),
    words,
  });
}

/** Each facet as if nothing were chosen in it, so that choosing more shows what it would bring. */
async function countFacets(
  db: Db,
  text: string,
  filter: Filter,
  groups: Group[],
  now: Date,
): Promise<FacetCounts> {
  const counts = noFacets();
  await Promise.all(
    facetNames.map(async (facet) => {
      const chosen = (filter[facet] ?? []).length > 0;
      const open = chosen ? await countGroups(db, whereOf(text, filter, facet), now) : groups;
      counts[facet] = countValues(open, facet);
    }),
  );
  return counts;
}
