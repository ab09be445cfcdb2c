import type { Db } from "../db/connect.ts";
import {
  type FacetCounts,
  type Filter,
  type HitField,
  type Reading,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  facetNames,
  kinds,
} from "./engine.ts";
import { type Group, countValues, filterQuery } from "./facets.ts";
import { excerptOf, findMatches } from "./highlight.ts";
import { guessPinyin, guessSlip, guessSound } from "./mend.ts";
import {
  type HitRow,
  countGroups,
  countedAtMost,
  hasHit,
  listAnyHits,
  listHits,
  listNames,
} from "./postgres-store.ts";
import { type Unit, type Wanted, parseQuery, termsOfUnit, unitText, weightOf } from "./query.ts";
import { countTerms } from "./term-store.ts";
import { all, any, headQuery, lexeme, looseQuery, rankQuery, strictQuery } from "./tsquery.ts";

/** What a query asks for, and how it is put to the index. */
type Understood = {
  wanted: Wanted[];
  tsquery: string;
  head: string;
  reading: Reading;
  spelledAs: string | null;
};

const everything = filterQuery({ type: kinds });

export async function searchPage(db: Db, query: SearchQuery): Promise<SearchPage> {
  const typed = query.text.trim();
  if (typed === "") return await page(db, query, undefined);
  const understood = await understand(db, typed, query.now);
  if (understood) return await page(db, query, understood);
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

/**
 * The first reading that finds anything at all. Filters have no part in it: adding one must not
 * turn a narrow reading into a wide one.
 */
async function understand(db: Db, text: string, now: Date): Promise<Understood | undefined> {
  const units = parseQuery(text);
  if (units.length === 0) return undefined;
  const wanted = await spellPinyin(db, units, now);
  const exact = strictly(wanted, "exact");
  if (await hasHit(db, exact.tsquery, now)) return exact;
  const mended = strictly(await mend(db, wanted, now), "mended");
  if (mended.tsquery !== exact.tsquery && (await hasHit(db, mended.tsquery, now))) return mended;
  const weight = weightOf(units);
  const partial: Understood[] = [];
  if (weight >= 5) partial.push({ ...exact, tsquery: looseQuery(wanted), reading: "partial" });
  if (weight >= 8)
    partial.push({ ...exact, tsquery: await rarest(db, wanted), head: "", reading: "partial" });
  for (const reading of partial)
    if (reading.tsquery !== "" && (await hasHit(db, reading.tsquery, now))) return reading;
  return undefined;
}

function strictly(wanted: Wanted[], reading: Reading): Understood {
  const words = wanted.flatMap(({ spellings }) => spellings.slice(-1)).map(unitText);
  return {
    wanted,
    tsquery: strictQuery(wanted),
    head: headQuery(wanted),
    reading,
    spelledAs: reading === "mended" ? words.join(" ") : null,
  };
}

/** `jindie` asks for 金蝶 too, if there is such a name. */
async function spellPinyin(db: Db, units: readonly Unit[], now: Date): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for (const unit of units) {
    const guess = unit.kind === "word" ? guessPinyin(unit, "syllables") : undefined;
    const meant = guess ? guess.spell(await listNames(db, guess.tsquery, now)) : [];
    wanted.push({ unit, spellings: [unit, ...meant] });
  }
  return wanted;
}

/** Initials, characters of the same sound, one wrong character; each only where the former find nothing. */
async function mend(db: Db, wanted: readonly Wanted[], now: Date): Promise<Wanted[]> {
  const mended: Wanted[] = [];
  for (const { unit, spellings } of wanted) {
    const guesses =
      unit.kind === "word" ? [guessPinyin(unit, "mixed")] : [guessSound(unit), guessSlip(unit)];
    let meant: Unit[] = [];
    for (const guess of guesses)
      if (guess && meant.length === 0) meant = guess.spell(await listNames(db, guess.tsquery, now));
    mended.push({ unit, spellings: [...spellings, ...meant] });
  }
  return mended;
}

/** Any of the four terms that fewest documents hold. */
async function rarest(db: Db, wanted: readonly Wanted[]): Promise<string> {
  const terms = [...new Set(wanted.flatMap(({ unit }) => termsOfUnit(unit)))];
  const counts = await countTerms(db, terms);
  const known = terms.filter((term) => (counts.get(term) ?? 0) > 0);
  const few = known.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0)).slice(0, 4);
  return any(few.map(lexeme));
}

async function page(
  db: Db,
  { filter, page: number, perPage, now }: SearchQuery,
  understood: Understood | undefined,
): Promise<SearchPage> {
  const text = understood?.tsquery ?? "";
  const tsquery = all([text, filterQuery(filter)]) || everything;
  const groups = await countGroups(db, tsquery, now);
  const total = groups.reduce((sum, { documents }) => sum + documents, 0);
  const slice = { tsquery, now, limit: perPage, offset: (number - 1) * perPage };
  const rows =
    slice.offset >= total
      ? []
      : understood
        ? await listHits(db, { ...slice, ...ranking(understood, filter) })
        : await listAnyHits(db, slice);
  return {
    hits: rows.map((row) => hit(row, understood?.wanted ?? [])),
    total: Math.min(total, countedAtMost),
    totalIsExact: total <= countedAtMost,
    facets: await countFacets(db, text, filter, groups, now),
    reading: understood?.reading ?? "exact",
    spelledAs: understood?.spelledAs ?? null,
  };
}

function ranking({ wanted, head, tsquery }: Understood, filter: Filter) {
  return {
    head: all([head === "" ? tsquery : head, filterQuery(filter)]),
    rank: rankQuery(wanted),
    words: wanted.flatMap(({ spellings }) => spellings.slice(-1)).map(unitText),
  };
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
  for (const facet of facetNames) {
    const chosen = (filter[facet] ?? []).length > 0;
    const others = all([text, filterQuery(filter, facet)]) || everything;
    const open = chosen ? await countGroups(db, others, now) : groups;
    counts[facet] = countValues(open, facet);
  }
  return counts;
}

function hit(row: HitRow, wanted: readonly Wanted[]): SearchHit {
  const matches: SearchHit["matches"] = {};
  const mark = (field: HitField, text: string) => {
    const ranges = findMatches(text, wanted);
    if (ranges.length > 0) matches[field] = ranges;
  };
  if (wanted.length > 0) {
    mark("name", row.name);
    mark("providerName", row.provider_name);
    mark("summary", row.summary);
  }
  const needsMore = wanted.length > 0 && !matches.name && !matches.summary;
  const excerpt = needsMore ? excerptOf(row.body, wanted) : undefined;
  if (excerpt) matches.excerpt = excerpt.matches;
  return {
    type: row.kind,
    id: row.thing_id,
    externalKey: row.external_key,
    name: row.name,
    providerId: row.provider_id,
    providerName: row.provider_name,
    summary: row.summary,
    excerpt: excerpt?.text ?? null,
    imported: row.imported,
    demo: row.demo,
    matches,
  };
}
