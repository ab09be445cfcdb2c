import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import { shown } from "./postgres-store.ts";

export type Met = { query: number; kind: Kind; id: string; head: boolean };

/**
 * What meets each of many queries: in the head, and where that is less than asked for, anywhere. Kinds
 * are told from the row: a term that most documents hold makes every look into the index slower.
 */
export async function listMet(
  db: Db,
  asked: { whole: string[]; head: string[]; kinds: readonly string[]; now: Date; limit: number },
): Promise<Met[]> {
  const { whole, head, kinds, now, limit } = asked;
  const look = (query: RawBuilder<unknown>) => sql`
    select kind, thing_id from search_entry
    where search_terms(vector) @@ ${query}::tsquery and kind = any(${kinds}::text[]) and ${shown(now)}
    limit ${limit}`;
  const { rows } = await sql<Met>`
    with q as materialized (
      select * from unnest(${whole}::text[], ${head}::text[]) with ordinality q (whole, head, at)),
    h as materialized (select q.at, m.* from q cross join lateral (${look(sql`q.head`)}) m)
    select at::int - 1 as query, kind, thing_id as id, bool_or(head) as head
    from (
      select at, kind, thing_id, true as head from h
      union all
      select q.at, m.kind, m.thing_id, false from q cross join lateral (${look(sql`q.whole`)}) m
      where (select count(*) from h where h.at = q.at) < ${limit}
    ) found
    group by 1, 2, 3
  `.execute(db);
  return rows;
}

/** The same of a few things only: each is read once, whatever the size of the index. */
export async function listMetAmong(
  db: Db,
  asked: {
    whole: string[];
    head: string[];
    kinds: readonly string[];
    now: Date;
    among: readonly string[];
  },
): Promise<Met[]> {
  const { whole, head, kinds, now, among } = asked;
  // Joined with nothing, a vector is unpacked once and not anew for each query.
  const { rows } = await sql<Met>`
    with q as materialized (
      select whole::tsquery, head::tsquery, at
      from unnest(${whole}::text[], ${head}::text[]) with ordinality q (whole, head, at)),
    d as materialized (
      select e.kind, e.thing_id, vector || ''::tsvector as vector
      from search_document d join search_entry e on e.document = d.id
      where d.kind = any(${kinds}::text[]) and d.thing_id = any(${among}::uuid[])
        and ${shown(now, sql.ref("e.hidden_until"))})
    select at::int - 1 as query, kind, thing_id as id, vector @@ head as head
    from d cross join q where vector @@ whole or vector @@ head
  `.execute(db);
  return rows;
}
