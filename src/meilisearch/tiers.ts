import { keyOf } from "../search/document-row.ts";
import type { SearchQuery } from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { type Wanted, unitText } from "../search/query.ts";
import type { Understood } from "../search/reading.ts";
import { termsOf } from "../search/terms.ts";
import { headQuery, testFor } from "../search/tsquery.ts";
import { beginsFilter } from "./beginnings.ts";
import { nameMarks } from "./document.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import { quoted } from "./quoted.ts";
import type { Row } from "./rows.ts";

/** Of what is found, a part that stands before what follows; within it some may stand before others. */
export type Tier = {
  filter: string;
  better?: { filter: string; others: string; isIn: (row: Row) => boolean };
};

/**
 * The best first: the words are a name or begin one; they stand in its own name or in one it goes by;
 * as they were typed, in what it says of itself first; so in other spellings; deeper down.
 */
export function tiersOf(query: SearchQuery, understood: Understood): Tier[] {
  const { wanted, head, reading } = understood;
  const found = filterOf(understood.tsquery);
  const kept = allOf([filterOf(filterQuery(query.filter)), shown(query.now)]);
  const inHead = filterOf(reading === "partial" ? headQuery(wanted) : head);
  const literal = filterOf(understood.literal);
  const whole = `${isNamed(keyOf(query.text))} OR (${nameFilter(wanted, isNamed)})`;
  const begun = nameFilter(wanted, (name) => beginsFilter("named", name));
  const inOwnName = headQuery(wanted, nameMarks.own);
  const isInOwnName = testFor(inOwnName);
  const parts: { tier: string; inside?: { better: string; isIn: (row: Row) => boolean } }[] = [
    {
      tier: `(${whole}) OR (${begun})`,
      inside: { better: whole, isIn: isWholeName(query.text, wanted) },
    },
    {
      tier: filterOf(headQuery(wanted, nameMarks.any)),
      inside: {
        better: filterOf(inOwnName),
        isIn: ({ name }) => {
          const own = termsOf(name);
          return isInOwnName((term) => own.has(term.slice(nameMarks.own.length)));
        },
      },
    },
    ...(literal === "" ? [] : [{ tier: allOf([literal, inHead]) }, { tier: literal }]),
    { tier: inHead },
    { tier: "" },
  ];
  return parts.map(({ tier, inside }, i) => {
    const before = parts.slice(0, i).map((part) => `NOT (${part.tier})`);
    // What stands in names and heads is found by every whole reading.
    const isFound = reading !== "partial" && i > 0 && tier !== "";
    const filter = allOf([isFound ? "" : found, kept, tier, ...before]);
    if (!inside) return { filter };
    const { better, isIn } = inside;
    const others = allOf([filter, `NOT (${better})`]);
    return { filter, better: { filter: allOf([filter, better]), others, isIn } };
  });
}

/** All parts one by one. */
export function filtersOf(tiers: readonly Tier[]): string[] {
  return tiers.flatMap(({ filter, better }) =>
    better ? [better.filter, better.others] : [filter],
  );
}

function isWholeName(text: string, wanted: readonly Wanted[]) {
  const key = keyOf(text);
  return ({ names }: Row) =>
    names.includes(key) ||
    wanted.every(({ spellings }) => spellings.some((unit) => names.includes(unitText(unit))));
}

const isNamed = (name: string) => `names = ${quoted(name)}`;

/** Each word, in one of its spellings. */
function nameFilter(wanted: readonly Wanted[], filter: (name: string) => string): string {
  return wanted
    .map(({ spellings }) => `(${spellings.map((unit) => filter(unitText(unit))).join(" OR ")})`)
    .join(" AND ");
}
