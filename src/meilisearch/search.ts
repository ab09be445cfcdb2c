import { z } from "zod";
import {
  countedAtMost,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
} from "../search/engine.ts";
import { filterQuery, noFacets } from "../search/facets.ts";
import { type Marking, markingOf } from "../search/highlight.ts";
import { type HitRow, viewHit } from "../search/hit.ts";
import { type Understood, readingsOf } from "../search/reading.ts";
import { type Tier, tiersOf } from "../search/tiers.ts";
import { documentId } from "./document.ts";
import { countingsOf, facetsOf } from "./facet-counts.ts";
import type { Answer, IndexReader } from "./index-reader.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import { quoted } from "./quoted.ts";
import { inOrder, rowFields, rowsAt, rowsOf, rowsWhere } from "./rows.ts";
import { vocabularyOf } from "./vocabulary.ts";

export async function searchPage(reader: IndexReader, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  if (typed === "") return await browse(reader, query);
  const vocabulary = vocabularyOf(reader);
  const isFiltered = filterQuery(query.filter) !== "";
  for await (const understood of readingsOf(vocabulary, typed, query.now)) {
    const found = await page(reader, query, understood);
    // Filters have no part in the choice: adding one must not turn a narrow reading into a wide one.
    const isIt =
      found.total > 0 || (isFiltered && (await vocabulary.hasHit(understood.tsquery, query.now)));
    if (isIt) return found;
  }
  return { hits: [], ...countOf(0), facets: noFacets(), reading: "exact", spelledAs: null };
}

function countOf(total: number) {
  return { total: Math.min(total, countedAtMost), totalIsExact: total <= countedAtMost };
}

/** Nothing was typed: the first of everything that the filter leaves. */
async function browse(reader: IndexReader, query: SearchQuery): Promise<SearchPage> {
  const { page: number, perPage } = query;
  const [first, ...others] = countingsOf(query, "");
  const slice = { offset: (number - 1) * perPage, limit: perPage };
  const counted = await reader.ask([
    { ...first.question, ...rowsWhere, ...slice },
    ...others.map(({ question }) => question),
  ]);
  return {
    hits: rowsOf(counted.slice(0, 1)).map((row) => viewHit(row)),
    ...countOf(counted[0]?.estimatedTotalHits ?? 0),
    facets: facetsOf([first, ...others], counted),
    reading: "exact",
    spelledAs: null,
  };
}

/** Everything that most first pages need is asked for at once, and no more than that. */
async function page(
  reader: IndexReader,
  query: SearchQuery,
  understood: Understood,
): Promise<SearchPage> {
  const counting = countingsOf(query, understood.tsquery);
  const { counted, rows } = await (query.page === 1 ? firstPage : laterPage)(
    reader,
    query,
    tiersOf(query, understood),
    counting,
  );
  return {
    hits: await viewHits(reader, rows, markingOf(understood.wanted)),
    ...countOf(counted[0]?.estimatedTotalHits ?? 0),
    facets: facetsOf(counting, counted),
    reading: understood.reading,
    spelledAs: understood.spelledAs,
  };
}

type Paged = { counted: Answer[]; rows: HitRow[] };
type Countings = ReturnType<typeof countingsOf>;

/** What is found is counted on the way: it is what the deepest tier asks for. */
async function firstPage(
  reader: IndexReader,
  { perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  [first, ...others]: Countings,
): Promise<Paged> {
  const [found, counted] = await Promise.all([
    reader.askInTurn(
      tiers.map(({ queries, isDeep }) => ({
        filter: allOf([...queries.map(filterOf), shown(now)]),
        attributesToRetrieve: isDeep ? [...rowFields, "body"] : rowFields,
      })),
      { ...inOrder, limit: perPage, facets: [first.attribute] },
    ),
    others.length === 0 ? [] : reader.ask(others.map(({ question }) => question)),
  ]);
  return { counted: [found, ...counted], rows: rowsOf([found]) };
}

async function laterPage(
  reader: IndexReader,
  { page: number, perPage, now }: SearchQuery,
  tiers: readonly Tier[],
  countings: Countings,
): Promise<Paged> {
  const slice = { offset: (number - 1) * perPage, limit: perPage };
  const counted = await reader.ask(countings.map(({ question }) => question));
  return { counted, rows: await rowsAt(reader, apart(tiers, now), slice) };
}

/** Each without what stands in those before. */
function apart(tiers: readonly Tier[], now: Date): string[] {
  return tiers.map(({ queries }, i) =>
    allOf([
      ...queries.map(filterOf),
      ...tiers.slice(0, i).map(({ inside }) => `NOT (${filterOf(inside)})`),
      shown(now),
    ]),
  );
}

const bodies = z.array(z.object({ id: z.string(), body: z.string() }));

/** Bodies are fetched only for hits that nothing else explains. */
async function viewHits(
  { ask }: IndexReader,
  rows: readonly HitRow[],
  marking: Marking,
): Promise<SearchHit[]> {
  const hits = rows.map((given) => viewHit(given, marking));
  const unexplained = rows.filter(({ body }, i) => {
    const matches = hits[i]?.matches;
    return body === "" && !matches?.name && !matches?.summary;
  });
  if (unexplained.length === 0) return hits;
  const ids = unexplained.map(({ kind, thing_id: id }) => quoted(documentId({ kind, id })));
  const [found] = await ask([
    {
      filter: `id IN [${ids.join(", ")}]`,
      limit: ids.length,
      attributesToRetrieve: ["id", "body"],
    },
  ]);
  const byId = new Map(bodies.parse(found?.hits ?? []).map(({ id, body }) => [id, body]));
  return rows.map((given, i) => {
    const body = byId.get(documentId({ kind: given.kind, id: given.thing_id }));
    return body === undefined ? hits[i]! : viewHit({ ...given, body }, marking);
  });
}
