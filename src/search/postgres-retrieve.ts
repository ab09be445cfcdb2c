import type { Db } from "../db/connect.ts";
import type { Candidate, Filter, WeightedQuery } from "./engine.ts";
import { kinds } from "./engine.ts";
import { filterQueries } from "./facets.ts";
import { listMet, listMetAmong } from "./met-store.ts";
import { type Wanted, parseQuery, termsOfUnit } from "./query.ts";
import { countTerms } from "./term-store.ts";
import { all, headQuery, strictQuery } from "./tsquery.ts";

const metAtMost = 200;
// What stands in the head says what a thing is; what stands deep in its text may be said in passing.
const inHead = 1;
const inBody = 0.35;

/** Many short queries at once, each worth its weight times how rare what it asks for is. */
export async function retrieve(
  db: Db,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: { limit: number; now: Date; among?: readonly string[] },
): Promise<Candidate[]> {
  const asked = queries.map(({ text }) => wantedOf(text));
  const { type: _, ...others } = filter;
  const kept = filterQueries(others);
  const narrowed = (clause: string) => (clause === "" ? "" : all([clause, ...kept]));
  const terms = asked.map((wanted) => wanted.flatMap(({ unit }) => termsOfUnit(unit)));
  const put = {
    whole: asked.map((wanted) => narrowed(strictQuery(wanted))),
    head: asked.map((wanted) => narrowed(headQuery(wanted))),
    kinds: filter.type?.length ? filter.type : kinds,
    now,
  };
  const [met, counts] = await Promise.all([
    among ? listMetAmong(db, { ...put, among }) : listMet(db, { ...put, limit: metAtMost }),
    countTerms(db, [...new Set(terms.flat())]),
  ]);
  const byQuery = Map.groupBy(met, ({ query }) => query);
  const total = Math.max(counts.get("") ?? 0, metAtMost);
  const found = new Map<string, Candidate>();
  for (const [query, { weight }] of queries.entries()) {
    const hits = byQuery.get(query) ?? [];
    const least = Math.min(...(terms[query] ?? []).map((term) => counts.get(term) ?? total));
    const documents =
      !among && hits.length < metAtMost ? hits.length : Math.max(hits.length, least);
    const rarity = Math.log(1 + total / Math.max(1, documents));
    for (const { kind, id, head } of hits) {
      const score = weight * rarity * (head ? inHead : inBody);
      const candidate = found.get(`${kind} ${id}`) ?? { kind, id, score: 0, parts: [] };
      candidate.score += score;
      candidate.parts.push({ query, score });
      found.set(`${kind} ${id}`, candidate);
    }
  }
  return Array.from(found.values())
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function wantedOf(text: string): Wanted[] {
  return parseQuery(text).map((unit) => ({ unit, spellings: [unit] }));
}
