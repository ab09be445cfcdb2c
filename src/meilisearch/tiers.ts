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

/**
 * Filters that part what is found, the best first: the words are a name, begin one, stand in its own
 * name, in a name it goes by, as they were typed, in what it says of itself first, or deeper down.
 */
export function tiersOf(query: SearchQuery, understood: Understood): string[] {
  const { wanted, head } = understood;
  const base = allOf([
    filterOf(understood.tsquery),
    filterOf(filterQuery(query.filter)),
    shown(query.now),
  ]);
  const inHead = filterOf(understood.reading === "partial" ? headQuery(wanted) : head);
  const literal = filterOf(understood.literal);
  const tiers = [
    `${isNamed(keyOf(query.text))} OR (${nameFilter(wanted, isNamed)})`,
    nameFilter(wanted, (name) => beginsFilter("named", name)),
    filterOf(headQuery(wanted, nameMarks.own)),
    filterOf(headQuery(wanted, nameMarks.any)),
    ...(literal === "" ? [] : [allOf([literal, inHead]), literal]),
    inHead,
    "",
  ];
  return tiers.map((tier, i) => {
    const better = tiers.slice(0, i).map((other) => `NOT (${other})`);
    return allOf([base, tier, ...better]);
  });
}

const isNamed = (name: string) => `names = ${quoted(name)}`;

/** Each word, in one of its spellings. */
function nameFilter(wanted: readonly Wanted[], filter: (name: string) => string): string {
  return wanted
    .map(({ spellings }) => `(${spellings.map((unit) => filter(unitText(unit))).join(" OR ")})`)
    .join(" AND ");
}
