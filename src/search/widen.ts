import type { Db } from "../db/connect.ts";
import { facetNames, type SearchHit, type SearchQuery } from "./engine.ts";
import { countFew } from "./facet-few.ts";
import type { Finder } from "./finder.ts";
import { viewHit } from "./hit.ts";
import type { Meaning, MeaningOf } from "./meaning.ts";
import { listFacetTerms, listMeant, type MeantRow } from "./meaning-store.ts";

type Page = Awaited<ReturnType<Finder["search"]>>;
/**
 * What the words were taken to mean; so many hits hold the words themselves and come before those that
 * only mean it. Of these, what holds words that were typed besides comes first.
 */
export type Meant = Pick<Meaning, "capabilities" | "unused"> & {
  besides: string[];
  literal: number;
};

/** Who finds fewer than a handful may want what others say in other words. */
export const few = 5;
export const mostLiteral = 50;
const mostMeant = 100;
const mostBesides = 5;

/** `beside`: words typed beside these that nothing need hold; who types more finds less by the words alone. */
type Asked = { query: SearchQuery; page: Page; meaningOf: MeaningOf; beside: readonly string[] };

/**
 * The list for words that nothing holds, or hardly anything: what holds them first, then what solves
 * what they mean. Filters have no part in the choice. Nothing where that is not called for.
 */
export async function widen(
  db: Db,
  finder: Finder,
  { query, page, meaningOf, beside }: Asked,
): Promise<(Page & { meant: Meant | null }) | undefined> {
  const { text, now } = query;
  const isAll = beside.length === 0;
  if (text.trim() === "" || (isAll && page.isWhole && hasEnough(page))) return undefined;
  const meaning = await meaningOf(text);
  if (meaning?.spelled !== undefined)
    return await spelledOut(db, finder, { query, page, meaningOf, beside }, meaning.spelled);
  const solving = meaning ? await listMeant(db, meaning.solving, { limit: mostMeant, now }) : [];
  if (!meaning || solving.length === 0) return undefined;
  const found = isNowhere(query, page)
    ? page
    : await finder.search({ ...query, filter: {}, page: 1, perPage: mostLiteral });
  const literal = keptOf(found, { ...meaning, isAll });
  if (!literal) return undefined;
  const ids = new Set(literal.map(({ id }) => id));
  // Where something holds the words, only the very thing is worth being named beside it.
  const hasSolution = literal.some(({ type }) => type === "solution");
  const others = solving.filter(
    ({ thing_id, isOwn }) => !ids.has(thing_id) && (isOwn || !hasSolution),
  );
  if (others.length === 0) return undefined;
  const first = await withFacets(db, literal, now);
  const { rows, besides } = await arrange(finder, others, [...beside, ...meaning.unused], now);
  const last = rows.map((row) => ({ hit: viewHit(row), facets: row.facets }));
  const { left, facets } = countFew([...first, ...last], query.filter);
  const offset = (query.page - 1) * query.perPage;
  return {
    hits: left.slice(offset, offset + query.perPage).map(({ hit }) => hit),
    total: left.length,
    totalIsExact: true,
    facets,
    reading: literal.length > 0 ? found.reading : "exact",
    isWhole: literal.length === 0 || found.isWhole,
    spelledAs: null,
    engine: found.engine,
    meant: {
      capabilities: meaning.capabilities,
      besides,
      unused: meaning.unused.filter((word) => !besides.includes(word)),
      literal: left.filter(({ hit }) => ids.has(hit.id)).length,
    },
  };
}

/**
 * Of the very thing, or of all where there is none, what holds more of the words first; in the same order
 * otherwise. And the words that any of it holds.
 */
async function arrange(finder: Finder, rows: readonly MeantRow[], unused: string[], now: Date) {
  const words = unused.slice(0, mostBesides);
  if (words.length === 0) return { rows, besides: words };
  const own = rows.filter(({ isOwn }) => isOwn);
  const among = (own.length > 0 ? own : rows).map(({ thing_id }) => thing_id);
  const { candidates } = await finder.retrieve(
    words.map((text) => ({ text, weight: 1 })),
    { type: ["solution"] },
    { limit: among.length, now, among },
  );
  const held = new Map(candidates.map(({ id, parts }) => [id, parts.map(({ query }) => query)]));
  const heldBy = ({ thing_id }: MeantRow) => held.get(thing_id) ?? [];
  const known = new Set(rows.flatMap(heldBy));
  return {
    rows: rows.toSorted((a, b) => heldBy(b).length - heldBy(a).length),
    besides: words.filter((_, i) => known.has(i)),
  };
}

/** The list for a term of which the initials were typed, or a slip, where nothing holds what was typed. */
async function spelledOut(
  db: Db,
  finder: Finder,
  { query, page, meaningOf, beside }: Asked,
  term: string,
): ReturnType<typeof widen> {
  const all = isNowhere(query, page)
    ? page
    : await finder.search({ ...query, filter: {}, page: 1, perPage: 1 });
  if (all.total > 0) return undefined;
  const asked = { ...query, text: term };
  const found = await finder.search(asked);
  const list = (await widen(db, finder, { query: asked, page: found, meaningOf, beside })) ?? {
    ...found,
    meant: null,
  };
  return { ...list, reading: "mended", isWhole: false, spelledAs: term };
}

export function hasEnough({ facets }: Page): boolean {
  return facets.type.some(({ code, count }) => code === "solution" && count >= few);
}

/** Nothing holds the words, whatever else is chosen. */
function isNowhere({ filter }: SearchQuery, { facets }: Page): boolean {
  const chosen = facetNames.filter((facet) => (filter[facet] ?? []).length > 0);
  return facets.type.length === 0 && chosen.every((facet) => facet === "type");
}

/** What stays of what was found, nothing where the words were read too widely; undefined where it is just what was asked for. */
function keptOf(
  found: Page,
  { isTerm, isAll }: Meaning & { isAll: boolean },
): SearchHit[] | undefined {
  const begins = (field: "name" | "providerName") =>
    found.hits.slice(0, few).some(({ matches }) => matches[field]?.[0]?.[0] === 0);
  const isMended = found.reading === "mended";
  if (isMended && isTerm) return [];
  const isLoose = !isMended && !found.isWhole;
  // Who names a firm or its product wants that, and not what its rivals have.
  if (begins("providerName") || (isAll && !isLoose && begins("name"))) return undefined;
  if (isMended || isLoose) return [];
  return (isAll && hasEnough(found)) || found.total > mostLiteral ? undefined : found.hits;
}

export async function withFacets(db: Db, hits: readonly SearchHit[], now: Date) {
  const known = await listFacetTerms(db, hits, now);
  return hits.flatMap((hit) => {
    const facets = known.get(hit.id);
    return facets ? [{ hit, facets }] : [];
  });
}
