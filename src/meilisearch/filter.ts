import { marks } from "../search/tsquery.ts";
import { inFewer } from "./choices.ts";
import { quoted } from "./quoted.ts";

const lexeme = String.raw`'(?:[^'\\]|''|\\\\)*'`;
const lexemes = new RegExp(lexeme, "gu");
const choice = new RegExp(`\\((${lexeme}(?: \\| ${lexeme})+)\\)`, "gu");
const piece = new RegExp(`(${lexeme})|[&|]`, "gu");

/** What both engines are asked is written as a tsquery; here it becomes a filter. */
export function filterOf(tsquery: string): string {
  return tsquery
    .split(choice)
    .map((part, i) => (i % 2 === 1 ? oneOf(part) : piecemeal(part)))
    .join("");
}

/** All are facets, or none is. The engine parses `IN` first, at half the cost of `=`. */
function oneOf(choices: string): string {
  const terms = Array.from(choices.matchAll(lexemes), ([found]) => termOf(found));
  const fewer = terms[0]?.startsWith(marks.facet) ? inFewer(terms) : terms;
  return `terms IN [${fewer.map(quoted).join(", ")}]`;
}

function piecemeal(tsquery: string): string {
  return tsquery.replaceAll(piece, (found) => {
    if (found === "&" || found === "|") return found === "&" ? "AND" : "OR";
    return oneOf(found);
  });
}

function termOf(found: string): string {
  return found.slice(1, -1).replaceAll("''", "'").replaceAll("\\\\", "\\");
}

/** All of them, leaving out what asks for nothing; each stands in its own brackets where it needs some. */
export function allOf(filters: readonly string[]): string {
  return filters.filter((filter) => filter !== "").join(" AND ");
}

/** Few are hidden: to take them away is less than to gather all others. */
export function shown(now: Date): string {
  return `NOT hidden > ${now.getTime()}`;
}
