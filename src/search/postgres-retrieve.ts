import type { Db } from "../db/connect.ts";
import { type Candidate, type Filter, type WeightedQuery, kinds } from "./engine.ts";
import { filterQueries } from "./facets.ts";
import { mergeMet, metAtMost } from "./merge.ts";
import { listMet, listMetAmong } from "./met-store.ts";
import { parseQuery } from "./query.ts";
import { all, headQuery, not, strictQuery } from "./tsquery.ts";

/** Many short queries at once. */
export async function retrieve(
  db: Db,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: { limit: number; now: Date; among?: readonly string[] },
): Promise<Candidate[]> {
  const { type, ...others } = filter;
  const kept = filterQueries(others);
  const asked = queries.map(({ text, units = parseQuery(text) }) => {
    const wanted = units.map((unit) => ({ unit, spellings: [unit] }));
    if (wanted.length === 0) return { head: "", body: "" };
    const head = headQuery(wanted);
    return { head: all([head, ...kept]), body: all([strictQuery(wanted), not(head), ...kept]) };
  });
  const put = {
    head: asked.map(({ head }) => head),
    body: asked.map(({ body }) => body),
    kinds: type?.length ? type : kinds,
    now,
  };
  const met = among
    ? await listMetAmong(db, { ...put, among })
    : await listMet(db, { ...put, limit: metAtMost });
  return mergeMet(queries, met).slice(0, limit);
}
