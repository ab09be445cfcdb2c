import type { Db } from "../db/connect.ts";
import { beginning } from "../text.ts";
import { keyOf } from "./document-row.ts";
import type { Suggestion } from "./engine.ts";
import { listByPrefix } from "./prefix-store.ts";
import { parseQuery } from "./query.ts";
import { any, headQuery, lexeme, marks } from "./tsquery.ts";

const longestPrefix = 40;

/** What was typed as names are compared; nothing where no name could begin so. */
export function typedKey(typed: string): string {
  const key = beginning(keyOf(typed), longestPrefix);
  return /[\p{L}\p{N}]/u.test(key) ? key : "";
}

/**
 * Providers and solutions by their names, as they are called now; never what somebody typed. Topics
 * are known without looking. No other engine is asked: to find what begins so an index in order is best.
 */
export async function suggestNames(
  db: Db,
  prefix: string,
  { limit, now }: { limit: number; now: Date },
): Promise<Suggestion[]> {
  const key = typedKey(prefix);
  if (key === "") return [];
  const letters = /^[a-z]+$/u.test(key) ? key : "";
  const tsquery = insideQuery(key, letters);
  const named = await listByPrefix(db, { key, letters, tsquery, now, limit });
  return named.map(({ kind, thing_id, name }) => ({
    type: kind === "provider" ? "provider" : "solution",
    id: thing_id,
    name,
  }));
}

/** Somewhere inside a name; too many names hold one letter or one character to look for it there. */
function insideQuery(key: string, letters: string): string {
  if (Array.from(key).length < 2) return "";
  const wanted = parseQuery(key).map((unit) => ({ unit, spellings: [unit] }));
  const initials = letters.length > 2 ? `${lexeme(marks.initials + letters.slice(0, 12))}:*` : "";
  const begun = /^[a-z0-9]{3,}$/u.test(key) ? `${lexeme(marks.head + key)}:*` : "";
  return any([headQuery(wanted, marks.own), initials, begun]);
}
