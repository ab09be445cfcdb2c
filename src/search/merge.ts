import type { Candidate, DocumentKey, WeightedQuery } from "./engine.ts";
import { tieOf } from "./tie.ts";

/** A thing that meets one of many queries, in its head or elsewhere. */
export type Met = DocumentKey & { query: number; head: boolean };

/** Of what meets a query in its head, and elsewhere, so many are looked at: the first in the order of `tie`. */
export const metAtMost = 200;

// What stands in the head says what a thing is; what stands deep in its text may be said in passing.
const inHead = 1;
const inBody = 0.35;

/** The list that many queries make together, best first. */
export function mergeMet(queries: readonly WeightedQuery[], met: readonly Met[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { query, kind, id, head } of met.toSorted((a, b) => a.query - b.query)) {
    const score = (queries[query]?.weight ?? 0) * (head ? inHead : inBody);
    const candidate = found.get(`${kind} ${id}`) ?? { kind, id, score: 0, parts: [] };
    candidate.score += score;
    candidate.parts.push({ query, score });
    found.set(`${kind} ${id}`, candidate);
  }
  return [...found.values()].toSorted((a, b) => b.score - a.score || tieOf(a.id) - tieOf(b.id));
}
