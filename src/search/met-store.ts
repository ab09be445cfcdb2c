import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Met } from "./merge.ts";
import { shown } from "./postgres-store.ts";

type Asked = { head: string[]; body: string[]; kinds: readonly string[]; now: Date };

/** Read when it runs, so that a plan fits every such question: to plan each anew takes half a millisecond. */
const given = (values: readonly string[], type: "text" | "uuid") =>
  sql`(select ${values}::${sql.raw(type)}[])::${sql.raw(type)}[]`;

const queriesOf = ({ head, body }: Asked) => sql`
  q as materialized (
    select head::tsquery, body::tsquery, at
    from unnest(${given(head, "text")}, ${given(body, "text")}) with ordinality q (head, body, at))`;

/**
 * What meets each of many queries, in its head and elsewhere. Kinds are told from the row: a term that
 * most documents hold makes every look into the index slower.
 */
export async function listMet(db: Db, asked: Asked & { limit: number }): Promise<Met[]> {
  const { kinds, now, limit } = asked;
  const look = (query: RawBuilder<unknown>, head: boolean) => sql`
    select at::int - 1 as query, kind, thing_id as id, ${sql.lit(head)} as head
    from q cross join lateral (
      select kind, thing_id from search_entry
      where search_terms(vector) @@ ${query} and kind = any(${given(kinds, "text")}) and ${shown(now)}
      order by tie + 0 limit ${limit}) met`;
  const { rows } = await sql<Met>`
    with ${queriesOf(asked)}
    ${look(sql`q.head`, true)} union all ${look(sql`q.body`, false)}
  `.execute(db);
  return rows;
}

/** The same of a few things only: each is read once, whatever the size of the index. */
export async function listMetAmong(
  db: Db,
  asked: Asked & { among: readonly string[] },
): Promise<Met[]> {
  const { kinds, now, among } = asked;
  // Joined with nothing, a vector is unpacked once and not anew for each query.
  const { rows } = await sql<Met>`
    with ${queriesOf(asked)},
    d as materialized (
      select e.kind, e.thing_id, vector || ''::tsvector as vector
      from search_document d join search_entry e on e.document = d.id
      where d.kind = any(${given(kinds, "text")}) and d.thing_id = any(${given(among, "uuid")})
        and ${shown(now, sql.ref("e.hidden_until"))})
    select at::int - 1 as query, kind, thing_id as id, vector @@ head as head
    from d cross join q where vector @@ head or vector @@ body
  `.execute(db);
  return rows;
}
