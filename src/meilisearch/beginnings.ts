import { marks } from "../search/tsquery.ts";
import { quoted } from "./quoted.ts";

/**
 * What things begin with, as values to ask for by equality: the engine's own STARTS WITH walks over
 * all values of a field unless it keeps them in a tree, which would make indexing dearer.
 */
const kindsOf = {
  /** Its own name, as somebody types it. */
  typed: { mark: "k", longest: 16 },
  /** Its own name, as it sounds. */
  sounds: { mark: "s", longest: 16 },
} as const;
type BeginningKind = keyof typeof kindsOf;

/** Terms that may be asked for by their beginning: initials from any syllable on, and words of the head. */
const longestTerm = 6;

type Given = Record<BeginningKind, readonly string[]> & { terms: Iterable<string> };

export function beginningsOf({ terms, ...given }: Given): string[] {
  const found = new Set<string>();
  const add = (mark: string, text: string, longest: number) => {
    const chars = Array.from(text);
    for (let end = 1; end <= Math.min(longest, chars.length); end++)
      found.add(mark + chars.slice(0, end).join(""));
  };
  for (const kind of ["typed", "sounds"] as const)
    for (const text of given[kind]) add(kindsOf[kind].mark, text, kindsOf[kind].longest);
  for (const term of terms) {
    const mark = term.slice(0, 1);
    const isAsked = mark === marks.initials || (mark === marks.head && /^.[a-z0-9]/u.test(term));
    if (isAsked) add(mark, term.slice(1), longestTerm);
  }
  return [...found];
}

type Beginning = { kind: BeginningKind; text: string };

/** What begins with one of these; of a longer text only so much as is kept. */
export function beginsFilter(beginnings: readonly Beginning[]): string {
  const values = beginnings.map(({ kind, text }) => {
    const { mark, longest } = kindsOf[kind];
    return quoted(mark + Array.from(text).slice(0, longest).join(""));
  });
  return `begins IN [${values.join(", ")}]`;
}

/** A term that begins so. Initials are kept from each syllable on, so of a long row each part is there. */
export function termBeginsFilter(term: string): string {
  const mark = term.slice(0, 1);
  const chars = Array.from(term.slice(1));
  const starts = mark === marks.initials ? Math.max(1, chars.length - longestTerm + 1) : 1;
  return Array.from(
    { length: starts },
    (_, at) => `begins = ${quoted(mark + chars.slice(at, at + longestTerm).join(""))}`,
  ).join(" AND ");
}
