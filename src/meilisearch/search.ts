import { countedAtMost, type SearchPage, type SearchQuery } from "../search/engine.ts";
import { filterQuery, noFacets } from "../search/facets.ts";
import { markingOf } from "../search/highlight.ts";
import { type HitRow, viewHit } from "../search/hit.ts";
import { type Understood, readingsOf } from "../search/reading.ts";
import type { Tables } from "../search/tables.ts";
import { type Tier, tiersOf } from "../search/tiers.ts";
import { countingsOf, facetsOf } from "./facet-counts.ts";
import type { Answer, IndexReader } from "./index-reader.ts";
import { allOf, filterOf } from "./filter.ts";
import { inOrder, keyFields, keysAt, keysOf, keysWhere } from "./keys.ts";
import { visibleAt } from "./visible.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** The index says what is found and in which order; the tables have what is shown of it. */
type Place = { reader: IndexReader; tables: Tables };
/** The same with what leaves out whatever is hidden now. */
type Seen = Place & { visible: string };

export async function searchPage(given: Place, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  const place = { ...given, visible: await visibleAt(given.tables, query.now) };
  if (typed === "") return await browse(place, query);
  const vocabulary = vocabularyOf(place.reader, place.tables, place.visible);
  const isFiltered = filterQuery(query.filter) !== "";
  for await (const understood of readingsOf(vocabulary, typed, query.now)) {
    const { found, isMet } = await page(place, query, understood);
    // Filters have no part in the choice: adding one must not turn a narrow reading into a wide one.
    const isIt = isMet || (isFiltered && (await vocabulary.hasHit(understood.tsquery, query.now)));
    if (isIt) return found;
  }
  return { hits: [], ...countOf(0), facets: noFacets(), ...asTyped };
}

const asTyped = { reading: "exact", isWhole: true, spelledAs: null } as const;

function countOf(total: number) {
  return { total: Math.min(total, countedAtMost), totalIsExact: total <= countedAtMost };
}

/** Nothing was typed: the first of everything that the filter leaves. */
async function browse({ reader, tables, visible }: Seen, query: SearchQuery): Promise<SearchPage> {
  const { page: number, perPage } = query;
  const [first, ...others] = countingsOf(query, { tsquery: "", visible });
  const slice = { offset: (number - 1) * perPage, limit: perPage };
  const counted = await reader.ask([
    { ...first.question, ...keysWhere, ...slice },
    ...others.map(({ question }) => question),
  ]);
  const rows = await tables.rowsOf(keysOf(counted.slice(0, 1)), query.now);
  return {
    hits: rows.map((row) => viewHit(row)),
    ...countOf(counted[0]?.estimatedTotalHits ?? 0),
    facets: facetsOf([first, ...others], counted),
    ...asTyped,
  };
}

/**
 * Everything that most first pages need is asked for at once, and no more than that. Whether anything
 * meets the words is told by what other choices would leave, too.
 */
async function page(place: Seen, query: SearchQuery, understood: Understood) {
  const counting = countingsOf(query, { tsquery: understood.tsquery, visible: place.visible });
  const { counted, rows } = await (query.page === 1 ? firstPage : laterPage)(
    place,
    query,
    tiersOf(query, understood),
    counting,
  );
  const marking = markingOf(understood.wanted);
  const found: SearchPage = {
    hits: rows.map((row) => viewHit(row, marking)),
    ...countOf(counted[0]?.estimatedTotalHits ?? 0),
    facets: facetsOf(counting, counted),
    reading: understood.reading,
    isWhole: understood.isWhole,
    spelledAs: understood.spelledAs,
  };
  return { found, isMet: counted.some(({ estimatedTotalHits }) => estimatedTotalHits > 0) };
}

type Paged = { counted: Answer[]; rows: HitRow[] };
type Countings = ReturnType<typeof countingsOf>;

/** What is found is counted on the way: it is what the deepest tier asks for. */
async function firstPage(
  { reader, tables, visible }: Seen,
  { perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  [first, ...others]: Countings,
): Promise<Paged> {
  const look = async () => {
    const found = await reader.askInTurn(
      tiers.map(({ queries }) => ({
        filter: allOf([...queries.map(filterOf), visible]),
        attributesToRetrieve: keyFields,
      })),
      { ...inOrder, limit: perPage, facets: [first.attribute] },
    );
    return { found, rows: await tables.rowsOf(keysOf([found]), now) };
  };
  const [{ found, rows }, counted] = await Promise.all([
    look(),
    others.length === 0 ? [] : reader.ask(others.map(({ question }) => question)),
  ]);
  return { counted: [found, ...counted], rows };
}

async function laterPage(
  { reader, tables, visible }: Seen,
  { page: number, perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  countings: Countings,
): Promise<Paged> {
  const slice = { offset: (number - 1) * perPage, limit: perPage };
  const counted = await reader.ask(countings.map(({ question }) => question));
  const keys = await keysAt(reader, apart(tiers, visible), slice);
  return { counted, rows: await tables.rowsOf(keys, now) };
}

/** Each without what stands in those before. */
function apart(tiers: readonly Tier[], visible: string): string[] {
  return tiers.map(({ queries }, i) =>
    allOf([
      ...queries.map(filterOf),
      ...tiers.slice(0, i).map(({ inside }) => `NOT (${filterOf(inside)})`),
      visible,
    ]),
  );
}
