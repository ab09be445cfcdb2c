import { marks } from "../search/tsquery.ts";
import { termBeginsFilter } from "./beginnings.ts";
import { quoted } from "./quoted.ts";

const piece = /'((?:[^'\\]|''|\\\\)*)'(:\*)?|[&|]/gu;

/** What both engines are asked is written as a tsquery; here it becomes a filter. */
export function filterOf(tsquery: string): string {
  return tsquery.replaceAll(piece, (found, lexeme: string | undefined, prefix?: string) => {
    if (lexeme === undefined) return found === "&" ? "AND" : "OR";
    const term = lexeme.replaceAll("''", "'").replaceAll("\\\\", "\\");
    if (prefix !== undefined) return `(${termBeginsFilter(term)})`;
    return `${term.startsWith(marks.facet) ? "facets" : "terms"} = ${quoted(term)}`;
  });
}

/** All of them, leaving out what asks for nothing. */
export function allOf(filters: readonly string[]): string {
  return filters
    .filter((filter) => filter !== "")
    .map((filter) => `(${filter})`)
    .join(" AND ");
}

/** Few are hidden: to take them away is less than to gather all others. */
export function shown(now: Date): string {
  return `NOT hidden > ${now.getTime()}`;
}
