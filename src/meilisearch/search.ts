import { z } from "zod";
import type { SearchHit, SearchPage, SearchQuery } from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { viewHit } from "../search/hit.ts";
import type { Wanted } from "../search/query.ts";
import { type Understood, readingsOf } from "../search/reading.ts";
import { documentId } from "./document.ts";
import { countingsOf, facetsOf, noFacets } from "./facet-counts.ts";
import type { Answer, IndexReader } from "./index-reader.ts";
import { quoted } from "./quoted.ts";
import { type Row, rowFields, rowsAt, rowsOf, rowsWhere } from "./rows.ts";
import { type Tier, filtersOf, tiersOf } from "./tiers.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** Nobody counts further: a page says "more than". */
const countedAtMost = 10_000;

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
    hits: rowsOf(counted.slice(0, 1)).map((row) => viewHit(row, [])),
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
  const { page: number, perPage } = query;
  const tiers = tiersOf(query, understood);
  const counting = countingsOf(query, understood.tsquery);
  const soon = number === 1 ? tiers.slice(0, -1) : [];
  const answers = await reader.ask([
    ...counting.map(({ question }) => question),
    ...soon.map(({ filter }) => ({ ...rowsWhere, filter, limit: perPage })),
  ]);
  const total = answers[0]?.estimatedTotalHits ?? 0;
  const rows =
    number === 1
      ? await firstRows(reader, tiers, answers.slice(counting.length), Math.min(total, perPage))
      : await rowsAt(reader, filtersOf(tiers), { offset: (number - 1) * perPage, limit: perPage });
  return {
    hits: await viewHits(reader, rows, understood.wanted),
    ...countOf(total),
    facets: facetsOf(counting, answers),
    reading: understood.reading,
    spelledAs: understood.spelledAs,
  };
}

/** Of a tier that has more than was asked for the better ones may be missing; the deepest is asked for where there is room. */
async function firstRows(
  { ask }: IndexReader,
  tiers: readonly Tier[],
  answers: readonly Answer[],
  most: number,
): Promise<Row[]> {
  const isCut = tiers.map(
    ({ better }, i) => better !== undefined && (answers[i]?.estimatedTotalHits ?? 0) > most,
  );
  const hidden = tiers.flatMap(({ better }, i) => (better && isCut[i] ? [better.filter] : []));
  const rows = answers.reduce((sum, { hits }) => sum + hits.length, 0);
  const room = most - rows;
  const deep = room > 0 ? [{ filter: tiers.at(-1)?.filter ?? "", limit: room }] : [];
  const more =
    hidden.length + deep.length === 0
      ? []
      : await ask([
          ...hidden.map((filter) => ({ ...rowsWhere, filter, limit: most })),
          ...deep.map((question) => ({ ...rowsWhere, ...question, ...withBody })),
        ]);
  const found = answers.flatMap((answer, i) => {
    const own = rowsOf([answer]);
    const { better } = tiers[i] ?? {};
    if (!better) return own;
    const first = isCut[i] ? rowsOf(more.splice(0, 1)) : own.filter(better.isIn);
    return [...first, ...own.filter((row) => !better.isIn(row))];
  });
  return [...found, ...rowsOf(more)].slice(0, most);
}

const withBody = { attributesToRetrieve: [...rowFields, "body"] };

const bodies = z.array(z.object({ id: z.string(), body: z.string() }));

/** Bodies are fetched only for hits that nothing else explains. */
async function viewHits(
  { ask }: IndexReader,
  rows: readonly Row[],
  wanted: readonly Wanted[],
): Promise<SearchHit[]> {
  const hits = rows.map((given) => viewHit(given, wanted));
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
    return body === undefined ? hits[i]! : viewHit({ ...given, body }, wanted);
  });
}
