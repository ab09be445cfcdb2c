import { scenes } from "../taxonomy/scenes.ts";
import { keyOf } from "./document-row.ts";
import type { Kind, Suggestion } from "./engine.ts";
import { typedKeys } from "./pinyin.ts";
import { parseQuery } from "./query.ts";
import { any, headQuery, lexeme, marks } from "./tsquery.ts";

const longestPrefix = 40;

/** What names begin with, as typed and, of letters, as pinyin or initials; then what they hold. */
export type Prefix = { key: string; letters: string; tsquery: string; now: Date; limit: number };
type ListByPrefix = (
  typed: Prefix,
) => Promise<readonly { kind: Kind; thing_id: string; name: string }[]>;

/** Names of what is public; never what somebody typed. */
export async function suggest(
  listByPrefix: ListByPrefix,
  prefix: string,
  { limit, now }: { limit: number; now: Date },
): Promise<Suggestion[]> {
  const key = keyOf(prefix).slice(0, longestPrefix);
  if (!/[\p{L}\p{N}]/u.test(key)) return [];
  const letters = /^[a-z]+$/u.test(key) ? key : "";
  const named = await listByPrefix({
    key,
    letters,
    tsquery: insideQuery(key, letters),
    now,
    limit,
  });
  const things = named.map(({ kind, thing_id, name }): Suggestion => ({
    type: kind === "provider" ? "provider" : "solution",
    id: thing_id,
    name,
  }));
  const topics = scenesFor(key).slice(0, 3);
  return [...topics, ...things].slice(0, limit);
}

/** Somewhere inside a name; too many names hold one letter or one character to look for it there. */
function insideQuery(key: string, letters: string): string {
  if (Array.from(key).length < 2) return "";
  const wanted = parseQuery(key).map((unit) => ({ unit, spellings: [unit] }));
  const initials = letters.length > 2 ? `${lexeme(marks.initials + letters.slice(0, 12))}:*` : "";
  const begun = /^[a-z0-9]{3,}$/u.test(key) ? `${lexeme(marks.head + key)}:*` : "";
  return any([headQuery(wanted), initials, begun]);
}

const typedScenes = scenes.map((scene) => ({ ...scene, ...typedKeys(scene.name) }));

function scenesFor(key: string): Suggestion[] {
  return typedScenes
    .filter(({ name, pinyin, initials }) => {
      const begins = pinyin.startsWith(key) || initials.startsWith(key);
      return begins || name.startsWith(key) || (key.length > 1 && name.includes(key));
    })
    .map(({ code, name }) => ({ type: "scene", id: code, name }));
}
