import { z } from "zod";
import { keyOf } from "../search/document-row.ts";
import {
  type FacetCounts,
  type FacetName,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  facetNames,
  kinds,
} from "../search/engine.ts";
import { type Group, countValues, filterQuery } from "../search/facets.ts";
import { type HitRow, viewHit } from "../search/hit.ts";
import { type Wanted, unitText } from "../search/query.ts";
import { type Understood, readingsOf } from "../search/reading.ts";
import { headQuery } from "../search/tsquery.ts";
import { documentId, nameMarks } from "./document.ts";
import { allOf, filterOf, quoted, shown } from "./filter.ts";
import type { Answer, Ask, IndexReader } from "./index-reader.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** Nobody counts further: a page says "more than". */
const countedAtMost = 10_000;

export async function searchPage(reader: IndexReader, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  if (typed === "") return await page(reader, query, undefined);
  const vocabulary = vocabularyOf(reader);
  const isFiltered = filterQuery(query.filter) !== "";
  for await (const understood of readingsOf(vocabulary, typed, query.now)) {
    const found = await page(reader, query, understood);
    // Filters have no part in the choice: adding one must not turn a narrow reading into a wide one.
    const isIt =
      found.total > 0 || (isFiltered && (await vocabulary.hasHit(understood.tsquery, query.now)));
    if (isIt) return found;
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

function noFacets(): FacetCounts {
  return { type: [], category: [], scene: [], region: [], industry: [], size: [] };
}

/** Everything a page needs in one request; only a page deep in the list, or long texts, need another. */
async function page(
  reader: IndexReader,
  query: SearchQuery,
  understood: Understood | undefined,
): Promise<SearchPage> {
  const { page: number, perPage } = query;
  const wanted = understood?.wanted ?? [];
  const tiers = tiersOf(query, understood);
  const counting = countingsOf(query, understood);
  const first = number === 1 ? perPage : 0;
  const answers = await reader.ask([
    ...counting.map(({ question }) => question),
    ...tiers.map((tier) => ({ ...rowsWhere, filter: tier, limit: first })),
  ]);
  const counted = answers.slice(0, counting.length);
  const total = counted[0]?.estimatedTotalHits ?? 0;
  const inTiers = answers.slice(counting.length);
  const slice = { offset: (number - 1) * perPage, limit: perPage };
  const rows =
    number === 1
      ? rowsOf(inTiers).slice(0, perPage)
      : await rowsAt(
          reader,
          tiers,
          inTiers.map((tier) => tier.estimatedTotalHits),
          slice,
        );
  return {
    hits: await viewHits(reader, rows, wanted),
    total: Math.min(total, countedAtMost),
    totalIsExact: total <= countedAtMost,
    facets: await facetsOf(reader, counting, counted),
    reading: understood?.reading ?? "exact",
    spelledAs: understood?.spelledAs ?? null,
  };
}

const rowFields = [
  "kind",
  "thing_id",
  "external_key",
  "name",
  "provider_id",
  "provider_name",
  "summary",
  "imported",
  "demo",
];
const rowsWhere = { sort: ["tie:asc"], attributesToRetrieve: rowFields };
const row = z.object({
  kind: z.enum(kinds),
  thing_id: z.string(),
  external_key: z.string().nullable(),
  name: z.string(),
  provider_id: z.string().nullable(),
  provider_name: z.string(),
  summary: z.string(),
  imported: z.boolean(),
  demo: z.boolean(),
});

function rowsOf(answers: readonly Answer[]): HitRow[] {
  return answers.flatMap(({ hits }) => hits.map((hit) => ({ ...row.parse(hit), body: "" })));
}

/** The same for any page: how far each tier reaches says where to begin in it. */
async function rowsAt(
  { ask }: IndexReader,
  tiers: readonly string[],
  sizes: readonly number[],
  { offset, limit }: { offset: number; limit: number },
): Promise<HitRow[]> {
  const parts: Ask[] = [];
  let before = 0;
  for (const [i, size] of sizes.entries()) {
    const from = Math.max(0, offset - before);
    const most = Math.min(size, offset + limit - before) - from;
    if (most > 0) parts.push({ ...rowsWhere, filter: tiers[i] ?? "", offset: from, limit: most });
    before += size;
  }
  return parts.length === 0 ? [] : rowsOf(await ask(parts));
}

/**
 * Filters that part what is found, the best first: the words are a name, begin one, stand in its own
 * name, in a name it goes by, as they were typed, in what it says of itself first, or deeper down.
 */
function tiersOf(query: SearchQuery, understood: Understood | undefined): string[] {
  const base = allOf([
    filterOf(understood?.tsquery ?? ""),
    filterOf(filterQuery(query.filter)),
    shown(query.now),
  ]);
  if (!understood) return [base];
  const { wanted, head } = understood;
  const inHead = understood.reading === "partial" ? headQuery(wanted) : head;
  const literal = filterOf(understood.literal);
  const tiers = [
    `names = ${quoted(keyOf(query.text))} OR (${nameFilter(wanted, "=")})`,
    nameFilter(wanted, "STARTS WITH"),
    filterOf(headQuery(wanted, nameMarks.own)),
    filterOf(headQuery(wanted, nameMarks.any)),
    ...(literal === "" ? [] : [allOf([literal, filterOf(inHead)]), literal]),
    filterOf(inHead),
  ];
  return [...tiers, ""].map((tier, i) => {
    const better = tiers.slice(0, i).map((other) => `NOT (${other})`);
    return allOf([base, tier, ...better]);
  });
}

function nameFilter(wanted: readonly Wanted[], operator: "=" | "STARTS WITH"): string {
  return wanted
    .map(({ spellings }) => {
      const names = spellings.map((unit) => `names ${operator} ${quoted(unitText(unit))}`);
      return `(${names.join(" OR ")})`;
    })
    .join(" AND ");
}

type Counting = { facets: FacetName[]; question: Ask };

/** Each facet as if nothing were chosen in it, so that choosing more shows what it would bring. */
function countingsOf(query: SearchQuery, understood: Understood | undefined): Counting[] {
  const { filter, now } = query;
  const chosen = facetNames.filter((facet) => (filter[facet] ?? []).length > 0);
  const text = filterOf(understood?.tsquery ?? "");
  const counting = (facets: FacetName[], except?: FacetName): Counting => ({
    facets,
    question: {
      filter: allOf([text, filterOf(filterQuery(filter, except)), shown(now)]),
      facets: facets.map((facet) => `sets.${facet}`),
      limit: 0,
    },
  });
  return [
    counting(facetNames.filter((facet) => !chosen.includes(facet))),
    ...chosen.map((facet) => counting([facet], facet)),
  ];
}

async function facetsOf(
  reader: IndexReader,
  countings: readonly Counting[],
  answers: readonly Answer[],
): Promise<FacetCounts> {
  const counts = noFacets();
  for (const [i, { facets }] of countings.entries())
    for (const facet of facets) {
      const sets = answers[i]?.facetDistribution?.[`sets.${facet}`] ?? {};
      counts[facet] = countValues(await groupsOf(reader, facet, sets), facet);
    }
  return counts;
}

/** Sets of values as `countValues` takes them; a long one is read from a document that has it. */
async function groupsOf(
  { ask }: IndexReader,
  facet: FacetName,
  sets: Readonly<Record<string, number>>,
): Promise<Group[]> {
  const before = ";".repeat(facetNames.indexOf(facet));
  const long = Object.keys(sets).filter((set) => set.startsWith("~"));
  const written = new Map<string, string>();
  if (long.length > 0) {
    const questions = long.map((set) => ({
      filter: `sets.${facet} = ${quoted(set)}`,
      limit: 1,
      attributesToRetrieve: ["long"],
    }));
    for (const [i, { hits }] of (await ask(questions)).entries()) {
      const [hit] = z.array(z.object({ long: z.record(z.string(), z.string()) })).parse(hits);
      written.set(long[i] ?? "", hit?.long[facet] ?? "");
    }
  }
  return Object.entries(sets).map(([set, documents]) => ({
    facets: before + (written.get(set) ?? set),
    documents,
  }));
}

const bodies = z.array(z.object({ id: z.string(), body: z.string() }));

/** Bodies are fetched only for hits that nothing else explains. */
async function viewHits(
  { ask }: IndexReader,
  rows: readonly HitRow[],
  wanted: readonly Wanted[],
): Promise<SearchHit[]> {
  const hits = rows.map((given) => viewHit(given, wanted));
  const unexplained = rows.filter((_, i) => {
    const matches = hits[i]?.matches;
    return wanted.length > 0 && !matches?.name && !matches?.summary;
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
