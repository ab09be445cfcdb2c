import {
  type FacetCounts,
  type Filter,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  facetNames,
} from "./engine.ts";
import { countFew } from "./facet-few.ts";
import { inOrder, noFacets } from "./facets.ts";
import { type Asked, findWords, type Page, type WordsPage } from "./find-words.ts";
import { placeIn, type TypedPlace } from "./typed-place.ts";
import { few, hasEnough, mostLiteral, withFacets } from "./widen.ts";

type Total = Pick<SearchPage, "total" | "totalIsExact">;

/** What was done with a place among the words. */
export type Placed = Pick<TypedPlace, "codes" | "words" | "rest"> & {
  /**
   * `served`: the rest was looked for in what serves there. `chosen`: the same where the filter says.
   * `held`: all words were looked for, since enough holds them.
   */
  use: "served" | "chosen" | "held";
  /** So many hits hold all that was typed, and stand first. */
  literal: number;
  /** What the other way finds, if more: where `served`, the rest anywhere; where `held`, the rest that serves there. */
  otherwise: Total | null;
};
type Found = { page: WordsPage; place: Placed };

/**
 * The list for words of which some name a place: what holds all of them, then what the rest finds and
 * serves there. Filters have no part in the choice, but where a region was chosen, that one counts.
 * Nothing where no place is meant.
 */
export async function findPlaced(
  asked: Asked,
  query: SearchQuery,
  typed: Page,
): Promise<Found | undefined> {
  const place = placeIn(query.text);
  if (!place) return undefined;
  const whole = await wholeOf(asked, query, typed);
  const literal = whole?.hits ?? [];
  if (isNamed(place, literal)) return undefined;
  const isEnough = whole !== undefined && (hasEnough(whole) || whole.total > mostLiteral);
  return await (isEnough ? findHeld : findServed)(asked, query, { place, typed, literal });
}

type Given = { place: TypedPlace; typed: Page; literal: SearchHit[] };

/** Enough holds all that was typed: what serves there is only pointed to. */
async function findHeld(
  asked: Asked,
  query: SearchQuery,
  { place, typed }: Given,
): Promise<Found | undefined> {
  if (isChosen(query, "region")) return undefined;
  const page = await findWords(asked, query, typed);
  const filter = { ...query.filter, region: place.codes };
  const served = await findAlone(asked, query, place, filter);
  if (served.total <= page.total || !isClear(place, served)) return undefined;
  if (mayBeName(place, served)) return undefined;
  return { page, place: told(place, { use: "held", literal: page.total, otherwise: served }) };
}

async function findServed(
  asked: Asked,
  query: SearchQuery,
  { place, literal }: Given,
): Promise<Found | undefined> {
  const isElsewhere = isChosen(query, "region");
  const there = { region: place.codes };
  const filter = isElsewhere ? query.filter : { ...query.filter, ...there };
  const first = await withFacets(asked.db, literal, query.now);
  const { left } = countFew(first, query.filter);
  const serving = new Set(countFew(first, there).left);
  const apart = isElsewhere ? [] : first.filter((one) => !serving.has(one));
  const beyond = countFew(apart, query.filter);
  const ahead = { left: left.map(({ hit }) => hit), beyond: beyond.left.length };
  const list = await findAfter(asked, query, place, { filter, ahead });
  const open =
    !isElsewhere && isOpen(query)
      ? list
      : await findRest(asked, query, place, { filter: there, page: 1, perPage: 1 });
  if (!isClear(place, open) || sizeOf(open) <= literal.length) return undefined;
  if (mayBeName(place, open) && (await findsAll(asked, query))) return undefined;
  const shown = {
    ...list,
    total: list.total + beyond.left.length,
    facets: addUp(list.facets, beyond.facets),
    meant: list.meant && { ...list.meant, literal: list.meant.literal + beyond.left.length },
  };
  const anywhere = isElsewhere ? null : await findAlone(asked, query, place, query.filter);
  const otherwise = anywhere && isMore(anywhere, shown) ? anywhere : null;
  const use = isElsewhere ? "chosen" : "served";
  return { page: shown, place: told(place, { use, literal: left.length, otherwise }) };
}

/** What stands first, and how much of it is not among the rest. */
type Ahead = { left: readonly SearchHit[]; beyond: number };

/** So much is read at most to tell what stands first from the rest; further down it is not left out. */
const mostReadThrough = 200;

/** A page of what stands first and then the rest, anywhere in which most of the former is found again. */
async function findAfter(
  asked: Asked,
  query: SearchQuery,
  place: TypedPlace,
  { filter, ahead: { left, beyond } }: { filter: Filter; ahead: Ahead },
): Promise<WordsPage> {
  const { page, perPage } = query;
  const rest = async (part: Omit<Part, "filter">) =>
    await findRest(asked, query, place, { filter, ...part });
  if (left.length === 0) return await rest({ page, perPage });
  const before = (page - 1) * perPage;
  const end = before + perPage;
  if (end <= mostReadThrough) {
    const list = await rest({ page: 1, perPage: end });
    return { ...list, hits: firstOf(left, list.hits).slice(before, end) };
  }
  const from = before - beyond;
  const skipped = from % perPage;
  const at = (from - skipped) / perPage + 1;
  const list = await rest({ page: at, perPage });
  const next = skipped > 0 ? (await rest({ page: at + 1, perPage })).hits : [];
  return { ...list, hits: [...list.hits, ...next].slice(skipped, skipped + perPage) };
}

/** What holds all that was typed, whatever else is chosen; nothing where it was read otherwise. */
async function wholeOf({ finder }: Asked, query: SearchQuery, typed: Page) {
  if (!typed.isWhole) return undefined;
  if (isOpen(query) && typed.facets.type.length === 0) return typed;
  const isAll = isOpen(query) && !isChosen(query, "type") && typed.hits.length === typed.total;
  if (isAll) return typed;
  return await finder.search({ ...query, filter: {}, page: 1, perPage: mostLiteral });
}

type Part = Pick<SearchQuery, "filter" | "page" | "perPage">;

async function findRest(asked: Asked, query: SearchQuery, place: TypedPlace, part: Part) {
  const rest = { ...query, ...part, text: place.rest };
  return await findWords(asked, rest, await asked.finder.search(rest), place.words);
}

/** As whoever types no more than the rest finds it. */
async function findAlone(asked: Asked, query: SearchQuery, { rest }: TypedPlace, filter: Filter) {
  const alone = { ...query, filter, text: rest, page: 1, perPage: 1 };
  return await findWords(asked, alone, await asked.finder.search(alone));
}

/** Of what only means the same there may be more where less was typed. */
function isMore(anywhere: WordsPage, { meant, total }: WordsPage): boolean {
  return anywhere.total > (anywhere.meant ? total : (meant?.literal ?? total));
}

/** Something of that name was typed: 浙江大华. */
function isNamed({ words }: TypedPlace, literal: readonly SearchHit[]): boolean {
  return literal.slice(0, few).some(({ matches, ...hit }) =>
    (["name", "providerName"] as const).some((field) => {
      const [start, end = 0] = matches[field]?.[0] ?? [];
      return start === 0 && words.some((word) => hit[field].startsWith(word) && end > word.length);
    }),
  );
}

/** There is something to show; and what was written to the place is found as it stands. */
function isClear({ isJoined }: TypedPlace, open: WordsPage): boolean {
  return open.facets.type.length > 0 && (!isJoined || open.isWhole);
}

/** 大华 of 浙江大华; 报工 of 温州报工 is what many offer. */
function mayBeName({ rest, isJoined }: TypedPlace, open: WordsPage): boolean {
  return isJoined && Array.from(rest).length === 2 && !hasEnough(open);
}

/** All that was typed says something as it stands, whatever is chosen. */
async function findsAll(asked: Asked, query: SearchQuery): Promise<boolean> {
  const any = { ...query, filter: {}, page: 1, perPage: 1 };
  const found = await findWords(asked, any, await asked.finder.search(any));
  return found.reading !== "partial" && sizeOf(found) > 0;
}

/** Of all kinds. */
function sizeOf({ facets }: Page): number {
  return facets.type.reduce((sum, { count }) => sum + count, 0);
}

function isChosen({ filter }: SearchQuery, facet: keyof Filter): boolean {
  return (filter[facet] ?? []).length > 0;
}

/** Nothing is chosen but the kind, which its own counts do not heed. */
function isOpen(query: SearchQuery): boolean {
  return facetNames.every((facet) => facet === "type" || !isChosen(query, facet));
}

function firstOf(first: readonly SearchHit[], hits: readonly SearchHit[]): SearchHit[] {
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...hits.filter(({ id }) => !ids.has(id))];
}

/** What serves elsewhere is counted among the regions already: there it is one of the rest. */
function addUp(these: FacetCounts, those: FacetCounts): FacetCounts {
  const sums = { ...noFacets(), region: these.region };
  for (const facet of facetNames)
    if (facet !== "region") {
      const counts = new Map<string, number>();
      for (const { code, count } of [...these[facet], ...those[facet]])
        counts.set(code, (counts.get(code) ?? 0) + count);
      sums[facet] = inOrder(Array.from(counts, ([code, count]) => ({ code, count })));
    }
  return sums;
}

function told(
  { codes, words, rest }: TypedPlace,
  { use, literal, otherwise }: Pick<Placed, "use" | "literal"> & { otherwise: Total | null },
): Placed {
  const total = otherwise && {
    total: otherwise.total,
    totalIsExact: otherwise.totalIsExact,
  };
  return { codes, words, rest, use, literal, otherwise: total };
}
