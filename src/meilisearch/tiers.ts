import { keyOf } from "../search/document-row.ts";
import type { SearchQuery } from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { type Wanted, unitText } from "../search/query.ts";
import type { Understood } from "../search/reading.ts";
import { headQuery } from "../search/tsquery.ts";
import { beginsFilter } from "./beginnings.ts";
import { nameMarks } from "./document.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import { quoted } from "./quoted.ts";

/** Of what is found, what stands before all that only meets the tiers after it. */
export type Tier = {
  filter: string;
  /** What sets it apart from them. */
  inside: string;
  /** Whether the body alone may hold what was asked for. */
  isDeep: boolean;
};

/**
 * The best first: the words are a name, or begin one; they stand in its own name, or in one it goes by;
 * as they were typed, in what it says of itself first; so in other spellings; deeper down.
 */
export function tiersOf(query: SearchQuery, understood: Understood): Tier[] {
  const { wanted, head, reading } = understood;
  const found = filterOf(understood.tsquery);
  const kept = allOf([filterOf(filterQuery(query.filter)), shown(query.now)]);
  const inHead = filterOf(reading === "partial" ? headQuery(wanted) : head);
  const literal = filterOf(understood.literal);
  // What stands in names and heads is found by every whole reading.
  const isFound = reading !== "partial";
  const parts = [
    { inside: `${isNamed(keyOf(query.text))} OR (${nameFilter(wanted, isNamed)})` },
    { inside: nameFilter(wanted, (name) => beginsFilter("named", name)) },
    { inside: filterOf(headQuery(wanted, nameMarks.own)), isFound },
    { inside: filterOf(headQuery(wanted, nameMarks.any)), isFound },
    ...(literal === ""
      ? []
      : [
          { inside: allOf([literal, inHead]), isFound },
          { inside: literal, isFound, isDeep: true },
        ]),
    { inside: inHead, isFound },
    { inside: "", isDeep: true },
  ];
  // The narrowest first: where nothing is left the engine looks no further.
  return parts.map(({ inside, isFound: isSure = false, isDeep = false }) => ({
    filter: allOf([inside, isSure && inside !== "" ? "" : found, kept]),
    inside,
    isDeep,
  }));
}

/** Each without what stands in those before. */
export function apart(tiers: readonly Tier[]): string[] {
  return tiers.map(({ filter }, i) =>
    allOf([filter, ...tiers.slice(0, i).map(({ inside }) => `NOT (${inside})`)]),
  );
}

const isNamed = (name: string) => `names = ${quoted(name)}`;

/** Each word, in one of its spellings. */
function nameFilter(wanted: readonly Wanted[], filter: (name: string) => string): string {
  return wanted
    .map(({ spellings }) => `(${spellings.map((unit) => filter(unitText(unit))).join(" OR ")})`)
    .join(" AND ");
}
