import { expect, test } from "vitest";
import { choiceTerms, inFewer } from "../src/meilisearch/choices.ts";
import { filterOf } from "../src/meilisearch/filter.ts";
import { facetTerm, filterQuery, meeting } from "../src/search/facets.ts";

const tokens = {
  region: ["none", "000000", "330000", "330100", "in:330000", "in:330100", "in:none", "110000"],
  industry: ["none", "C", "C13", "in:C", "in:C13", "A"],
} as const;
const codes = {
  region: ["none", "000000", "330000", "330100", "330106", "110000"],
  industry: ["none", "C", "C13", "A", "A01"],
} as const;

const pairs = <T>(all: readonly T[]) => all.flatMap((a) => all.map((b) => [a, b]));

/** Every choice of one or two values, against every document that has one or two. */
test.each(["region", "industry"] as const)(
  "a choice of %s by fewer values is the same",
  (facet) => {
    const terms = (all: readonly string[]) => all.map((token) => facetTerm(facet, token));
    const holding = pairs<string>(tokens[facet]).map(terms);
    for (const chosen of pairs<string>(codes[facet])) {
      const asked = terms(chosen.flatMap((code) => meeting(facet, code)));
      const fewer = new Set(inFewer(asked));
      for (const document of holding)
        expect([chosen, document, choiceTerms(document).some((term) => fewer.has(term))]).toEqual([
          chosen,
          document,
          document.some((term) => asked.includes(term)),
        ]);
    }
  },
);

test.each([
  [{ region: ["330000"] }, ["#region=~anywhere", "#region=~330000"]],
  [{ region: ["330100"] }, ["#region=~anywhere", "#region=~330100", "#region=330000"]],
  [{ region: ["none"] }, ["#region=~none"]],
  [{ industry: ["C"] }, ["#industry=~C"]],
  [{ category: ["upgrade", "restore"] }, ["#category=upgrade", "#category=restore"]],
])("%o is looked up by %o", (filter, values) => {
  const written = values.map((value) => `"${value}"`).join(", ");
  expect(filterOf(filterQuery(filter))).toBe(`terms IN [${written}]`);
});
