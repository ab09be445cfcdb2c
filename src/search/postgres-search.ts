import type { Db } from "../db/connect.ts";
import { type SearchPage, type SearchQuery, kinds } from "./engine.ts";
import type { FacetCodes } from "./facet-code-store.ts";
import { filterQueries, noFacets } from "./facets.ts";
import { type HitRow, viewHit } from "./hit.ts";
import { listAnyHits, listHits, lookedAt } from "./rank-store.ts";
import { hasHit, listNames } from "./postgres-store.ts";
import { type Wanted, unitText } from "./query.ts";
import { type Understood, type Vocabulary, readingsOf } from "./reading.ts";
import { type Result, countedTerms, mostDocuments, resultOf, tallyOf, totalOf } from "./tally.ts";
import { countTerms } from "./term-store.ts";
import { marks, rankQuery, sampleLevel } from "./tsquery.ts";

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
    const inHead = mostDocuments(counts, understood.wanted, marks.head);
    const rows = await listPage(db, query, understood, {
      all: result.size,
      inHead: inHead * (result.size / (open.documents * open.share)),
    });
    const { wanted, reading, spelledAs } = understood;
    return { ...pageOf(rows, wanted, result), reading, spelledAs };
  }
  return { ...pageOf([], [], nothing), reading: "exact", spelledAs: null };
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
  return { ...pageOf(rows, [], result), reading: "exact", spelledAs: null };
}

type Expected = { all: number; inHead: number };

async function listPage(
  db: Db,
  { filter, page, perPage, now }: SearchQuery,
  { wanted, tsquery, head, literal }: Understood,
  expected: Expected,
): Promise<HitRow[]> {
  const offset = (page - 1) * perPage;
  if (offset >= expected.all) return [];
  const kept = filterQueries(filter);
  const whole = [tsquery, ...kept];
  const heads = head === "" ? whole : [head, ...kept];
  const words = wanted.map(({ spellings }) => spellings.map(unitText));
  // Always the same ones are ranked, whichever page is asked for.
  const level = sampleLevel(expected.all, lookedAt);
  const headLevel = sampleLevel(expected.inHead, lookedAt);
  return await listHits(db, {
    whole: { queries: whole, level },
    head: { queries: heads, level: headLevel },
    literal: literal === "" ? undefined : { text: literal, queries: [literal, ...kept], level },
    rest: { queries: whole, level: sampleLevel(expected.all, 2 * (offset + perPage)) },
    rank: rankQuery(wanted),
    begun: headLevel === 0 ? [] : namesIn(words),
    words,
    now,
    limit: perPage,
    offset,
  });
}

/** What a name would begin with: one word in any spelling, or all of them as they were typed. */
function namesIn(words: readonly (readonly string[])[]): string[] {
  return words.length === 1 ? words.flat() : [words.map(([word = ""]) => word).join("")];
}

function pageOf(rows: readonly HitRow[], wanted: readonly Wanted[], result: Result) {
  return {
    hits: rows.map((row) => viewHit(row, wanted)),
    ...totalOf(result),
    facets: result.facets,
  };
}
