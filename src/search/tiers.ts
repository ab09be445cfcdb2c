import { beginTerm, keyOf, nameTerm } from "./document-row.ts";
import type { SearchQuery } from "./engine.ts";
import { filterQueries } from "./facets.ts";
import { type Wanted, unitText } from "./query.ts";
import type { Understood } from "./reading.ts";
import { type TermCounts, beginning, marked, mostDocuments } from "./term-counts.ts";
import { all, any, headQuery, lexeme, marks } from "./tsquery.ts";

/** Of what is found, what stands before all that only meets the tiers after it. */
export type Tier = {
  /** All of these are met in it. */
  queries: string[];
  /** What sets it apart from those after it. */
  inside: string;
  /** Whether the body alone may hold what was asked for. */
  isDeep: boolean;
  /** No more documents than so many, whatever is chosen. */
  atMost: (counts: TermCounts) => number;
};

/**
 * What comes first, on every engine: the words are a name, or begin one; they stand in its own name, or
 * in one it goes by; as they were typed, in what it says of itself first; so in other spellings; deeper
 * down. Within a tier nobody can choose a place.
 */
export function tiersOf({ text, filter }: SearchQuery, understood: Understood): Tier[] {
  const { wanted, tsquery, head, literal, reading } = understood;
  const inHead = reading === "partial" ? headQuery(wanted) : head;
  const typed = wanted.map(({ unit }) => ({ unit, spellings: [unit] }));
  const kept = filterQueries(filter);
  const tier = (
    inside: string,
    atMost: Tier["atMost"],
    { isFound = false, isDeep = false } = {},
  ) => ({
    queries: [inside, isFound ? "" : tsquery, ...kept].filter((query) => query !== ""),
    inside,
    isDeep,
    atMost,
  });
  // What stands in names and heads is found by every whole reading.
  const isFound = reading !== "partial";
  const inNames = (mark: string) =>
    tier(headQuery(wanted, mark), (counts) => mostDocuments(counts, wanted, marked(mark)), {
      isFound,
    });
  return [
    tier(any([lexeme(nameTerm(keyOf(text))), named(wanted, nameTerm)]), () => 0),
    tier(named(wanted, beginTerm), (counts) => mostDocuments(counts, wanted, beginning)),
    inNames(marks.own),
    inNames(marks.any),
    ...(literal === ""
      ? []
      : [
          tier(
            all([literal, inHead]),
            (counts) => mostDocuments(counts, typed, marked(marks.head)),
            { isFound },
          ),
          tier(literal, (counts) => mostDocuments(counts, typed), { isFound, isDeep: true }),
        ]),
    tier(inHead, (counts) => mostDocuments(counts, wanted, marked(marks.head)), { isFound }),
    tier("", () => Number.POSITIVE_INFINITY, { isDeep: true }),
  ];
}

/** Each word, in one of its spellings. */
function named(wanted: readonly Wanted[], termOf: (key: string) => string): string {
  return all(
    wanted.map(({ spellings }) => any(spellings.map((unit) => lexeme(termOf(unitText(unit)))))),
  );
}
