import { z } from "zod";
import {
  type Candidate,
  type DocumentKey,
  type Filter,
  type WeightedQuery,
  kinds,
} from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { parseQuery } from "../search/query.ts";
import { headQuery, strictQuery } from "../search/tsquery.ts";
import { documentId } from "./document.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { Answer, Ask, IndexReader } from "./index-reader.ts";
import type { KeptCounts } from "./kept-counts.ts";
import { quoted } from "./quoted.ts";

const metAtMost = 200;
// What stands in the head says what a thing is; what stands deep in its text may be said in passing.
const inHead = 1;
const inBody = 0.35;

/** Many short queries in one request, each worth its weight times how rare what it asks for is. */
export async function retrieve(
  { ask }: IndexReader,
  counts: KeptCounts,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: { limit: number; now: Date; among?: readonly string[] },
): Promise<Candidate[]> {
  if (queries.length === 0 || among?.length === 0) return [];
  const chosen = filterOf(filterQuery(filter));
  const kept = allOf([among ? onlyThese(among, filter) : "", chosen, shown(now)]);
  const where = {
    // Of a few things all are taken: their order is nothing to us.
    ...(among ? { limit: among.length * kinds.length } : { limit: metAtMost, sort: ["tie:asc"] }),
    attributesToRetrieve: ["kind", "thing_id"],
  };
  const asked = queries.flatMap(({ text, weight }, query) => {
    const wanted = parseQuery(text).map((unit) => ({ unit, spellings: [unit] }));
    if (wanted.length === 0) return [];
    const [head, anywhere] = [filterOf(headQuery(wanted)), filterOf(strictQuery(wanted))];
    // How rare it is depends on all that there is, not on whom we look among.
    return [{ query, weight, head, anywhere, everywhere: allOf([anywhere, chosen]) }];
  });
  const uncounted = counts.unknown([everything, ...asked.map((each) => each.everywhere)], now);
  const answers = await ask([
    ...uncounted.map((each): Ask => ({ ...(each !== everything && { filter: each }), limit: 0 })),
    ...asked.flatMap(({ head, anywhere }): Ask[] => [
      { ...where, filter: allOf([kept, head]) },
      { ...where, filter: allOf([kept, anywhere]) },
    ]),
  ]);
  for (const [i, each] of uncounted.entries())
    counts.keep(each, answers[i]?.estimatedTotalHits ?? 0, now);
  const total = Math.max(counts.get(everything), metAtMost);
  const met = asked.map(({ query, weight, everywhere }, i) => {
    const documents = Math.max(1, counts.get(everywhere));
    const [head, anywhere] = answers.slice(uncounted.length + 2 * i);
    return { query, worth: weight * Math.log(1 + total / documents), head, anywhere };
  });
  return bestOf(met, limit);
}

const everything = "";

type Met = {
  query: number;
  worth: number;
  head: Answer | undefined;
  anywhere: Answer | undefined;
};

const keys = z.array(
  z
    .object({ kind: z.enum(kinds), thing_id: z.string() })
    .transform(({ kind, thing_id: id }): DocumentKey => ({ kind, id })),
);

function bestOf(met: readonly Met[], limit: number): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { query, worth, head, anywhere } of met) {
    const inHeads = keys.parse(head?.hits ?? []);
    const heads = new Set(inHeads.map(documentId));
    const deeper = keys.parse(anywhere?.hits ?? []).filter((key) => !heads.has(documentId(key)));
    for (const [share, list] of [[inHead, inHeads] as const, [inBody, deeper] as const])
      for (const key of list) {
        const candidate = found.get(documentId(key)) ?? { ...key, score: 0, parts: [] };
        candidate.score += worth * share;
        candidate.parts.push({ query, score: worth * share });
        found.set(documentId(key), candidate);
      }
  }
  return Array.from(found.values())
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function onlyThese(among: readonly string[], { type }: Filter): string {
  const ids = kinds
    .filter((kind) => !type?.length || type.includes(kind))
    .flatMap((kind) => among.map((id) => quoted(documentId({ kind, id }))));
  return `id IN [${ids.join(", ")}]`;
}
