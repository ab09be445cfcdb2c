import type { Db } from "../db/connect.ts";
import { kinds, type SearchPage, type SearchQuery } from "./engine.ts";
import type { Memory } from "./copy-keeper.ts";
import { learnFor, searchCopy } from "./copy-search.ts";
import type { FacetCodes } from "./facet-code-store.ts";
import { choicePatterns } from "./facet-lists.ts";
import { filterQueries, noFacets } from "./facets.ts";
import { type Marking, markingOf } from "./highlight.ts";
import { type HitRow, viewHit } from "./hit.ts";
import { listAnyHits, listFew, listTiers } from "./page-store.ts";
import { hasHit, listNames } from "./postgres-store.ts";
import { type Understood, type Vocabulary, readingsOf } from "./reading.ts";
import { type Found, resultOf, tallyOf, totalOf } from "./tally.ts";
import { type TermCounts, countedTerms, mostDocuments } from "./term-counts.ts";
import { countTerms } from "./term-store.ts";
import { type Tier, tiersOf } from "./tiers.ts";
import { sampleLevel } from "./tsquery.ts";

const vocabularyOf = (db: Db): Vocabulary => ({
  listNames: async (guess, now) => await listNames(db, guess, now),
  hasHit: async (tsquery, now) => await hasHit(db, tsquery, now),
  countTerms: async (terms) => await countTerms(db, terms),
});

export async function searchPage(db: Db, memory: Memory, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  const { now } = query;
  if (typed === "") return await browse(db, memory, query);
  for await (const understood of readingsOf(vocabularyOf(db), typed, now)) {
    const { wanted, reading, isWhole, spelledAs, tsquery } = understood;
    const tiers = tiersOf(query, understood);
    const asked = { tsquery, insides: insidesOf(tiers) };
    const found =
      (await searchCopy(db, memory, query, asked)) ??
      (await searchTables(db, memory, query, { understood, tiers }));
    if (found.open > 0) return { ...pageOf(found, markingOf(wanted)), reading, isWhole, spelledAs };
  }
  return { ...pageOf(none), reading: "exact", isWhole: true, spelledAs: null };
}

const insidesOf = (tiers: readonly Tier[]) =>
  tiers.map(({ inside }) => inside).filter((inside) => inside !== "");

const none: Found = {
  rows: [],
  result: { size: 0, isExact: true, facets: noFacets() },
  open: 0,
};

type Asked = { understood: Understood; tiers: readonly Tier[] };

async function searchTables(
  db: Db,
  memory: Memory,
  query: SearchQuery,
  { understood: { wanted, tsquery, reading }, tiers }: Asked,
): Promise<Found> {
  const { codes } = memory;
  const { filter, now } = query;
  const counts = await countTerms(db, countedTerms(wanted));
  // Part of what is wanted may stand in many more documents than all of it.
  const isPart = reading === "partial";
  const atMost = isPart ? Number.POSITIVE_INFINITY : mostDocuments(counts, wanted);
  if (!isPart && atMost > rarelyAsked)
    learnFor(memory, query, { tsquery, insides: insidesOf(tiers) });
  const open = await tallyOf(db, [tsquery], { atMost, now });
  if (open.documents === 0) return none;
  const asked = [tsquery, ...filterQueries(filter)];
  const result = await resultOf(
    db,
    open,
    { filter, codes },
    async (leftAtMost) => await tallyOf(db, asked, { atMost: leftAtMost, now }),
  );
  const left = { size: result.size, share: result.size / (open.documents * open.share) };
  const isFew = open.share === 1 && open.documents <= fewFound && left.size <= fewLeft;
  const rows = isFew
    ? await listFewOf(db, query, tiers, { tsquery, codes })
    : await listPage(db, query, tiers, { counts, left });
  return { rows, result, open: open.documents };
}

/** Nothing was typed: the first of everything that the filter leaves. */
async function browse(db: Db, memory: Memory, query: SearchQuery): Promise<SearchPage> {
  const asked = { tsquery: "", insides: [] };
  const found =
    (await searchCopy(db, memory, query, asked)) ?? (await browseTables(db, memory, query));
  return { ...pageOf(found), reading: "exact", isWhole: true, spelledAs: null };
}

async function browseTables(db: Db, memory: Memory, query: SearchQuery): Promise<Found> {
  const { filter, page, perPage, now } = query;
  const counts = await countTerms(db, []);
  const atMost = counts.get("") ?? Number.POSITIVE_INFINITY;
  if (atMost > rarelyAsked) learnFor(memory, query, { tsquery: "", insides: [] });
  const open = await tallyOf(db, [], { atMost, now });
  const asked = filterQueries(filter);
  const result = await resultOf(
    db,
    open,
    { filter, codes: memory.codes },
    async (leftAtMost) => await tallyOf(db, asked, { atMost: leftAtMost, now }),
  );
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
  return { rows, result, open: open.documents };
}

/** What so few hold is rarely asked for twice, and found as soon without a copy. */
const rarelyAsked = 100;

/** So few rows are read sooner than every tier is looked for, and of so few their terms as well. */
const fewFound = 1000;
const fewLeft = 60;

async function listFewOf(
  db: Db,
  { filter, page, perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  { tsquery, codes }: { tsquery: string; codes: FacetCodes },
): Promise<HitRow[]> {
  const insides = insidesOf(tiers);
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

function pageOf({ rows, result }: Found, marking?: Marking) {
  return {
    hits: rows.map((row) => viewHit(row, marking)),
    ...totalOf(result),
    facets: result.facets,
  };
}
