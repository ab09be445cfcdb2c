import type { Db } from "../db/connect.ts";
import type { SearchPage, SearchQuery } from "./engine.ts";
import { filterQuery } from "./facets.ts";
import type { Finder } from "./finder.ts";
import type { MeaningOf } from "./meaning.ts";
import { type Meant, widen } from "./widen.ts";

export type Page = Awaited<ReturnType<Finder["search"]>>;
export type WordsPage = Page & { meant: Meant | null };
export type Asked = { db: Db; finder: Finder; meaningOf: MeaningOf };

/** What the words find as they stand (`typed`), a named firm has, or is meant. */
export async function findWords(
  { db, finder, meaningOf }: Asked,
  query: SearchQuery,
  typed: Page,
  beside: readonly string[] = [],
): Promise<WordsPage> {
  const narrow = (await findOfNamed(finder, query, typed)) ?? typed;
  const wide = await widen(db, finder, { query, page: narrow, meaningOf, beside });
  return wide ?? { ...narrow, meant: null };
}

/**
 * A firm and what it has, where the words name the firm and only it holds the rest of them: 合思报销.
 * Filters have no part in the choice.
 */
async function findOfNamed(
  finder: Finder,
  query: SearchQuery,
  typed: SearchPage,
): Promise<Page | undefined> {
  if (query.text.trim() === "" || !isOfFirms(typed)) return undefined;
  const isAll = filterQuery(query.filter) === "" && query.page === 1;
  const all = isAll ? typed : await finder.search({ ...query, filter: {}, page: 1, perPage: 1 });
  const [firm] = all.hits;
  if (!isOfFirms(all) || firm?.matches.providerName?.[0]?.[0] !== 0) return undefined;
  const own = await finder.search({ ...query, text: firm.providerName });
  return own.total > typed.total
    ? { ...own, reading: "partial", isWhole: false }
    : { ...own, reading: typed.reading, isWhole: typed.isWhole };
}

function isOfFirms({ facets }: SearchPage): boolean {
  return facets.type.every(({ code }) => code === "provider");
}
