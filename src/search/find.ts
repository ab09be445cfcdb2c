import type { Db } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { countedAtMost, type Kind, type SearchQuery, type Suggestion } from "./engine.ts";
import { findPlaced, type Placed } from "./find-placed.ts";
import { findWords, type WordsPage } from "./find-words.ts";
import type { Finder } from "./finder.ts";
import type { MeaningOf } from "./meaning.ts";
import { suggestNames, typedKey } from "./suggest.ts";
import { arrange, topicsFor, type TypedCapability } from "./topics.ts";

export type Found = Omit<WordsPage, "isWhole"> & { tookMs: number; place: Placed | null };

export async function findThings(...asked: Parameters<typeof findPage>): Promise<Found> {
  const found = await findPage(...asked);
  if (!found) throw new AppError("not_found");
  return found;
}

/** Nothing past the end. */
export async function findPage(
  db: Db,
  finder: Finder,
  query: SearchQuery,
  meaningOf: MeaningOf,
): Promise<Found | undefined> {
  const began = performance.now();
  const before = (query.page - 1) * query.perPage;
  // Looking up what would be thrown away costs most of all.
  if (before >= countedAtMost) return undefined;
  const typed = await finder.search(query);
  const asked = { db, finder, meaningOf };
  const placed = await findPlaced(asked, query, typed);
  const { isWhole: _isWhole, ...page } = placed?.page ?? (await findWords(asked, query, typed));
  if (query.page > 1 && before >= page.total) return undefined;
  const tookMs = Math.round((performance.now() - began) * 10) / 10;
  return { ...page, place: placed?.place ?? null, tookMs };
}

/** What was looked for in texts: without a place that was understood as one. */
export function lookedFor(typed: string, { place }: Found): string {
  return place && place.use !== "held" ? place.rest : typed;
}

const mostWords = 5;

/** Words that nothing of the kind holds, where nothing holds all of them together. */
export async function findUnheld(
  finder: Finder,
  query: SearchQuery,
  found: Found,
): Promise<string[]> {
  const { reading, meant } = found;
  if (meant) return meant.unused;
  const words = lookedFor(query.text, found)
    .split(/[\s,，、]+/u)
    .filter((word) => word !== "");
  if (reading !== "partial" || words.length < 2 || words.length > mostWords) return [];
  const each = await Promise.all(
    words.map(async (text) => await finder.search({ ...query, text, page: 1, perPage: 1 })),
  );
  return words.filter((_, i) => each[i]?.total === 0 || each[i]?.reading === "partial");
}

type Asking = { limit: number; now: Date; capabilities: readonly TypedCapability[] };

export async function findSuggestions(
  db: Db,
  typed: string,
  { limit, now, capabilities }: Asking,
): Promise<Suggestion[]> {
  const key = typedKey(typed);
  if (key === "") return [];
  const things = await suggestNames(db, typed, { limit, now });
  return arrange(key, topicsFor(key, capabilities), things, limit);
}

/** What a word stands for that no thing holds: where to go on from there. */
export function capabilitiesFor(typed: string, capabilities: readonly TypedCapability[]) {
  const key = typedKey(typed);
  if (key === "") return [];
  const { named, said } = topicsFor(key, capabilities);
  return [...named, ...said].filter(({ type }) => type === "capability").map(suggestionItem);
}

/** A trade and nothing else was typed: how much there is for it. */
export async function findTrade(finder: Finder, { text, now }: SearchQuery, kind: Kind) {
  const typed = text.trim();
  const [named] = findIndustries(typed);
  if (named?.start !== 0 || named.end !== typed.length) return undefined;
  const { code } = named;
  const filter = { type: [kind], industry: [code] };
  const query = { text: "", filter, page: 1, perPage: 1, now };
  const { total, totalIsExact } = await finder.search(query);
  return total > 0 ? { code, total, totalIsExact } : undefined;
}

const kindWords = {
  provider: "服务商",
  solution: "方案",
  scene: "场景",
  category: "类别",
  capability: "要解决的事",
} as const;

/** A suggestion with where it leads. */
export function suggestionItem({ type, id, name }: Suggestion) {
  const href = {
    provider: `/providers/${id}`,
    solution: `/solutions/${id}`,
    scene: `/search?scene=${id}`,
    category: `/search?category=${id}`,
    // No word search finds all that offers it: a match does, and says why.
    capability: `/match?text=${encodeURIComponent(name)}`,
  }[type];
  return { type, id, text: name, kind: kindWords[type], href };
}
