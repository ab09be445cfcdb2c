import type { Db } from "../db/connect.ts";
import type { WeightedQuery } from "./engine.ts";
import { parseQuery, termsOfUnit } from "./query.ts";
import { countTerms } from "./term-store.ts";

/** Of fewer documents than so many nothing is common. */
const fewest = 200;

/** Each worth more the fewer documents can meet it, the same whichever engine is asked. */
export async function weighByRarity(
  db: Db,
  queries: readonly WeightedQuery[],
): Promise<WeightedQuery[]> {
  const parsed = queries.map(({ text }) => parseQuery(text));
  const terms = parsed.map((units) => units.flatMap(termsOfUnit));
  const counts = await countTerms(db, [...new Set(terms.flat())]);
  const total = Math.max(counts.get("") ?? 0, fewest);
  return queries.map(({ text, weight }, i) => {
    const least = Math.min(...(terms[i] ?? []).map((term) => counts.get(term) ?? 0));
    const rarity = Math.log(1 + total / Math.max(1, least));
    return { text, weight: weight * rarity, units: parsed[i]! };
  });
}
