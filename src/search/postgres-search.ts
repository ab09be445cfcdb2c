import type { Db } from "../db/connect.ts";
import { type SearchPage, type SearchQuery, kinds } from "./engine.ts";
import type { FacetCodes } from "./facet-code-store.ts";
import { choicePatterns } from "./facet-lists.ts";
import { filterQueries, noFacets } from "./facets.ts";
import { type Marking, markingOf } from "./highlight.ts";
import { type HitRow, viewHit } from "./hit.ts";
import { listAnyHits, listFew, listTiers } from "./page-store.ts";
import { hasHit, listNames } from "./postgres-store.ts";
import { type Vocabulary, readingsOf } from "./reading.ts";
import { type Result, resultOf, tallyOf, totalOf } from "./tally.ts";
import { type TermCounts, countedTerms, mostDocuments } from "./term-counts.ts";
import { countTerms } from "./term-store.ts";
import { type Tier, tiersOf } from "./tiers.ts";
import { sampleLevel } from "./tsquery.ts";

const vocabularyOf = (db: Db): Vocabulary => ({
  listNames: async (guess, now) => await listNames(db, guess, now),
  hasHit: async (tsquery, now) => await hasHit(db, tsquery, now),
  countTerms: async (terms) => await countTerms(db, terms),
});

export async function searchPage(
  db: Db,
  codes: FacetCodes,
  query: SearchQuery,
): Promise<SearchPage> {
  const typed = query.text.trim();
  const { now } = query;
  if (typed === "") return await browse(db, codes, query);
  for await (const understood of readingsOf(vocabularyOf(db), typed, now)) {
    const counts = await countTerms(db, countedTerms(understood.wanted));
    // Part of what is wanted may stand in many more documents than all of it.
    const part = understood.reading === "partial";
    const atMost = part ? Number.POSITIVE_INFINITY : mostDocuments(counts, understood.wanted);
    // Filters have no part in the choice: adding one must not turn a narrow reading into a wide one.
    const open = await tallyOf(db, [understood.tsquery], { atMost, now });
    if (open.documents === 0) continue;
    const result = await resultOf(db, [understood.tsquery], open, { ...query, codes });
    const { wanted, reading, spelledAs, tsquery } = understood;
    const tiers = tiersOf(query, understood);
    const left = { size: result.size, share: result.size / (open.documents * open.share) };
    const isFew = open.share === 1 && open.documents <= fewFound && left.size <= fewLeft;
    const rows = isFew
      ? await listFewOf(db, query, tiers, { tsquery, codes })
      : await listPage(db, query, tiers, { counts, left });
    return { ...pageOf(rows, result, markingOf(wanted)), reading, spelledAs };
  }
  return { ...pageOf([], nothing), reading: "exact", spelledAs: null };
}

const nothing: Result = { size: 0, isExact: true, facets: noFacets() };

/** Nothing was typed: the first of everything that the filter leaves. */
async function browse(db: Db, codes: FacetCodes, query: SearchQuery): Promise<SearchPage> {
  const { filter, page, perPage, now } = query;
  const counts = await countTerms(db, []);
  const open = await tallyOf(db, [], { atMost: counts.get("") ?? Number.POSITIVE_INFINITY, now });
  const result = await resultOf(db, [], open, { ...query, codes });
  const offset = (page - 1) * perPage;
  const { type = [], ...others } = filter;
  const rows = await listAnyHits(db, {
    // The kind is told from the row: reading rows in order is quicker than any index.
    kinds: type.length > 0 ? kinds.filter((kind) => type.includes(kind)) : kinds,
    queries: filterQueries(others),
    now,
    limit: offset < result.size ? perPage : 0,
    offset,
  });
  return { ...pageOf(rows, result), reading: "exact", spelledAs: null };
}

/** So few rows are read sooner than every tier is looked for, and of so few their terms as well. */
const fewFound = 1000;
const fewLeft = 60;

async function listFewOf(
  db: Db,
  { filter, page, perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  { tsquery, codes }: { tsquery: string; codes: FacetCodes },
): Promise<HitRow[]> {
  const insides = tiers.map(({ inside }) => inside).filter((inside) => inside !== "");
  const few = { tsquery, patterns: choicePatterns(codes, filter) };
  return await listFew(db, few, insides, { now, limit: perPage, offset: (page - 1) * perPage });
}

/** A sample that should hold so many times what is needed holds enough of it, as a rule. */
const spare = 6;

/** How much of what is found the filter leaves, and of each tier therefore. */
type Left = { size: number; share: number };

async function listPage(
  db: Db,
  { page, perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  { counts, left }: { counts: TermCounts; left: Left },
): Promise<HitRow[]> {
  const offset = (page - 1) * perPage;
  if (offset >= left.size) return [];
  const limit = Math.min(perPage, left.size - offset);
  const asked = ({ queries, atMost }: Tier) => {
    const documents = Math.min(left.size, atMost(counts) * left.share);
    return { queries, level: sampleLevel(documents, spare * (offset + limit)) };
  };
  return await listTiers(db, tiers.map(asked), { now, limit, offset });
}

function pageOf(rows: readonly HitRow[], result: Result, marking?: Marking) {
  return {
    hits: rows.map((row) => viewHit(row, marking)),
    ...totalOf(result),
    facets: result.facets,
  };
}
