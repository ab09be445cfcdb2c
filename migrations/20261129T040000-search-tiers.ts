import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Where a word stands in a name is a term of its own now, so names are read only to guess at them.
  `alter table search_document add column names text not null default ''`,
  `update search_document set names = e.names from search_entry e where e.document = search_document.id`,
  `alter table search_entry drop column names`,
  // Only of rows beyond 2 kB anything is kept apart. What fills them up shrinks to 40 bytes, and the terms
  // stand apart in all of them: else those of short texts would lie between the rows that are counted.
  `alter table search_entry
    add column filler text not null generated always as (repeat(' ', 2048)) stored`,
  // What comes first is told by terms alone, on both engines.
  `alter table search_document drop column rank_vector`,
];
