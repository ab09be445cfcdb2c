import type { Db } from "../db/connect.ts";
import {
  countedAtMost,
  type FacetCounts,
  type FacetName,
  type Filter,
  facetNames,
} from "./engine.ts";
import type { FacetCodes } from "./facet-code-store.ts";
import { type FacetLists, countLists } from "./facet-lists.ts";
import { noFacets } from "./facets.ts";
import type { HitRow } from "./hit.ts";
import { listFacets } from "./postgres-store.ts";
import { sampleLevel, sampleStep } from "./tsquery.ts";

/** The facets of documents that were read; where that was only a sample, each stands for `share` of them. */
export type Tally = { lists: FacetLists; documents: number; share: number };

/** What a sample must hold to tell how often a value occurs. */
const readAtLeast = 2000;
/** What a sample must stand for: of so many by its reckoning there are surely more than ten thousand. */
const surelyMany = 12_000;

const levelOf = (documents: number) =>
  documents < surelyMany ? 0 : sampleLevel(documents, readAtLeast);
const isEnough = (read: number, share: number) => read >= readAtLeast && read * share >= surelyMany;

/** Of more documents than anybody counts only a sample is read, and what it holds is scaled. */
export async function tallyOf(
  db: Db,
  queries: readonly string[],
  { atMost, now }: { atMost: number; now: Date },
): Promise<Tally> {
  for (let level = levelOf(atMost); level > 0;) {
    const share = sampleStep ** level;
    const found = await listFacets(db, { queries, level }, now);
    if (isEnough(found.documents, share)) return { ...found, share };
    level = Math.min(level - 1, levelOf(found.documents * share));
  }
  return { ...(await listFacets(db, { queries, level: 0 }, now)), share: 1 };
}

/** How many documents the filter leaves, and how many each choice would leave. */
export type Result = { size: number; isExact: boolean; facets: FacetCounts };

/** A page, and `open`, how many there were whatever is chosen: filters have no part in the choice of a reading. */
export type Found = { rows: HitRow[]; result: Result; open: number };

/**
 * Read from what is known where that is enough, else from what the filter leaves. Each facet is counted
 * as if nothing were chosen in it, so that choosing more shows what it would bring.
 */
export async function resultOf(
  db: Db,
  open: Tally,
  { filter, codes }: { filter: Filter; codes: FacetCodes },
  readLeft: (atMost: number) => Promise<Tally>,
): Promise<Result> {
  const known = await countLists(db, codes, open.lists, filter);
  const guessed = (facet: FacetName) => scaled(known.others(facet), open.share);
  const isNarrowed = facetNames.some((facet) => (filter[facet] ?? []).length > 0);
  const isWhole = open.share === 1 && (open.documents <= countedAtMost || !isNarrowed);
  if (isWhole || isEnough(known.documents, open.share))
    return resultWith(known.documents, open.share, guessed);
  const left = await readLeft(known.documents * open.share);
  const { documents, within } = await countLists(db, codes, left.lists, {});
  return resultWith(documents, left.share, (facet) => {
    const chosen = filter[facet] ?? [];
    const found = scaled(within(facet), left.share);
    return chosen.length === 0 ? found : withKnown(guessed(facet), found, chosen);
  });
}

function resultWith(
  documents: number,
  share: number,
  valuesOf: (facet: FacetName) => Values,
): Result {
  const facets = noFacets();
  for (const facet of facetNames) facets[facet] = valuesOf(facet);
  return { size: documents * share, isExact: share === 1, facets };
}

/** Exactly, or as many as there are at the least: nobody counts very far. */
export function totalOf({ size, isExact }: Result): { total: number; totalIsExact: boolean } {
  const total = Math.min(isExact ? size : roundDown(size * 0.9), countedAtMost);
  return { total, totalIsExact: isExact && size <= countedAtMost };
}

type Values = FacetCounts[FacetName];

/** Of what a sample holds, how much all hold. */
function scaled(values: Values, share: number): Values {
  if (share === 1) return values;
  return roughly(values.map(({ code, count }) => ({ code, count: count * share })));
}

export function roughly(values: Values): Values {
  return values.map(({ code, count }) => ({ code, count: roundDown(count) }));
}

/** A sample may lack what was chosen: all that holds it is in what the choice has left. */
export function withKnown(guessed: Values, left: Values, chosen: readonly string[]): Values {
  const counts = new Map(guessed.map(({ code, count }) => [code, count]));
  for (const { code, count } of left)
    counts.set(code, chosen.includes(code) ? count : Math.max(count, counts.get(code) ?? 0));
  return Array.from(counts, ([code, count]) => ({ code, count })).toSorted(
    (a, b) => b.count - a.count || (a.code < b.code ? -1 : 1),
  );
}

/** To two figures: a sample knows no more. */
function roundDown(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.floor(count / unit) * unit;
}
