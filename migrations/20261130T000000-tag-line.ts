import { type Kysely, sql } from "kysely";

/** The tags of a solution as one text as well: a match reads a hundred of them, and a document has to be written and read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // mes:0.91,wms:0.4
  `create function tag_line(tags jsonb) returns text language sql immutable strict parallel safe return (
    select coalesce(string_agg((tag ->> 'code') || ':' || (tag ->> 'strength'), ',' order by place), '')
    from jsonb_array_elements(tags) with ordinality as t (tag, place))`,
  `alter table solution_profile add column tag_line text not null generated always as (tag_line(tags)) stored`,
];
