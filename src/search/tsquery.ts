import { type HanUnit, type Unit, type Wanted, termsOfUnit } from "./query.ts";
import { pairsOf } from "./terms.ts";

/**
 * Marks of terms that stand in the head (name, provider, labels, summary), in its own name, in any name
 * it goes by; of whole names and what they begin with; and so on.
 */
export const marks = {
  head: "^",
  own: "=",
  any: "@",
  name: "!",
  begin: "<",
  skip: "_",
  initials: "~",
  facet: "#",
} as const;

/** Each level of the samples holds a quarter of the one before. */
export const sampleStep = 4;
const deepestSample = 6;

/** How deep to look so that about `least` of so many are met, if not a few more. */
export function sampleLevel(documents: number, least: number): number {
  const level = Math.floor(Math.log(documents / least) / Math.log(sampleStep));
  return Number.isFinite(documents) ? Math.min(deepestSample, Math.max(0, level)) : 0;
}

export function lexeme(term: string): string {
  if (!/['\\]/u.test(term)) return `'${term}'`;
  return `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

export function all(clauses: readonly string[]): string {
  return join(clauses, " & ");
}

export function any(clauses: readonly string[]): string {
  return join(clauses, " | ");
}

export function not(clause: string): string {
  return clause === "" ? "" : `!${clause}`;
}

function join(clauses: readonly string[], by: string) {
  const given = [...new Set(clauses)].filter((clause) => clause !== "");
  return given.length > 1 ? `(${given.join(by)})` : (given[0] ?? "");
}

/** Every unit in one of its spellings, together somewhere in the text or piecemeal in the head. */
export function strictQuery(wanted: readonly Wanted[]): string {
  return all(
    wanted.map(({ spellings }) =>
      any(spellings.flatMap((unit) => (isWhole(unit) ? together(unit) : anywhere(unit)))),
    ),
  );
}

function anywhere(unit: Unit): string[] {
  return [together(unit), covered(unit, marks.head)];
}

/** What stands in the head stands in the text: only of longer stretches may the head hold pieces alone. */
function isWhole(unit: Unit): boolean {
  return unit.kind === "word" || unit.chars.length === 2;
}

/** Every unit in the head, or, under another mark, in what that stands for. */
export function headQuery(wanted: readonly Wanted[], mark: string = marks.head): string {
  return all(wanted.map(({ spellings }) => any(spellings.map((unit) => covered(unit, mark)))));
}

/** Every unit, piecemeal anywhere. */
export function looseQuery(wanted: readonly Wanted[]): string {
  return all(wanted.map(({ spellings }) => any(spellings.map((unit) => covered(unit, "")))));
}

function together(unit: Unit): string {
  if (unit.kind === "word") return word(unit.word, unit.parts, "");
  if (unit.chars.length === 1) return lexeme(unit.chars.join(""));
  return allOf([...termsOfUnit(unit).map((term) => [lexeme(term)]), ...covering(unit, "")]);
}

/** Each character that is asked for stands in some pair that the text holds. */
function covered(unit: Unit, mark: string): string {
  if (unit.kind === "word") return word(unit.word, unit.parts, mark);
  if (unit.chars.length === 1) return lexeme(mark + unit.chars.join(""));
  return allOf(covering(unit, mark));
}

/** The pairs of which one must be there, for each character. */
function covering({ chars, required }: HanUnit, mark: string): string[][] {
  const pairs = pairsOf(chars).map((pair) => lexeme(mark + pair));
  return chars.flatMap((_, i) => (required[i] ? [pairs.slice(Math.max(0, i - 1), i + 1)] : []));
}

/** Without the choices that a narrower one makes true anyway: the index would weigh each of them. */
function allOf(choices: readonly string[][]): string {
  const needed = choices.filter(
    (choice) =>
      !choices.some(
        (other) => other.length < choice.length && other.every((term) => choice.includes(term)),
      ),
  );
  return all(needed.map(any));
}

function word(whole: string, parts: readonly string[], mark: string) {
  const pieces = parts.filter((part) => part !== whole);
  return any([lexeme(mark + whole), all(pieces.map((part) => lexeme(mark + part)))]);
}
