import { z } from "zod";
import { type Candidate, type Filter, type WeightedQuery, kinds } from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { parseQuery } from "../search/query.ts";
import { headQuery, strictQuery } from "../search/tsquery.ts";
import { documentId } from "./document.ts";
import { allOf, filterOf, quoted, shown } from "./filter.ts";
import type { Answer, Ask, IndexReader } from "./index-reader.ts";

const metAtMost = 200;
// What stands in the head says what a thing is; what stands deep in its text may be said in passing.
const inHead = 1;
const inBody = 0.35;

const keys = z.array(z.object({ kind: z.enum(kinds), thing_id: z.string() }));

/** Many short queries in one request, each worth its weight times how rare what it asks for is. */
export async function retrieve(
  { ask }: IndexReader,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: { limit: number; now: Date; among?: readonly string[] },
): Promise<Candidate[]> {
  if (queries.length === 0 || among?.length === 0) return [];
  const visible = allOf([filterOf(filterQuery(filter)), shown(now)]);
  const kept = allOf([visible, among ? onlyThese(among, filter) : ""]);
  const where = { sort: ["tie:asc"], limit: metAtMost, attributesToRetrieve: ["kind", "thing_id"] };
  const questions = queries.flatMap(({ text }): Ask[] => {
    const wanted = parseQuery(text).map((unit) => ({ unit, spellings: [unit] }));
    if (wanted.length === 0) return [nothing, nothing, nothing];
    const [head, anywhere] = [filterOf(headQuery(wanted)), filterOf(strictQuery(wanted))];
    return [
      { ...where, filter: allOf([head, kept]) },
      { ...where, filter: allOf([anywhere, `NOT (${head})`, kept]) },
      // How rare it is depends on all that there is, not on whom we look among.
      { limit: 0, filter: allOf([anywhere, visible]) },
    ];
  });
  const [all, ...answers] = await ask([{ limit: 0 }, ...questions]);
  const total = Math.max(all?.estimatedTotalHits ?? 0, metAtMost);
  const found = new Map<string, Candidate>();
  const add = (query: number, { hits }: Answer, score: number) => {
    for (const { kind, thing_id: id } of keys.parse(hits)) {
      const candidate = found.get(`${kind} ${id}`) ?? { kind, id, score: 0, parts: [] };
      candidate.score += score;
      candidate.parts.push({ query, score });
      found.set(`${kind} ${id}`, candidate);
    }
  };
  for (const [query, { weight }] of queries.entries()) {
    const [head, body, everywhere] = answers.slice(query * 3, query * 3 + 3);
    if (!head || !body || !everywhere) continue;
    const worth = weight * Math.log(1 + total / Math.max(1, everywhere.estimatedTotalHits));
    add(query, head, worth * inHead);
    add(query, body, worth * inBody);
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

/** Keeps the places of the answers where a query asks for nothing. */
const nothing: Ask = { filter: `id = ""`, limit: 0 };
