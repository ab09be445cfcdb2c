import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Unique, a value that somebody brings would be waited for by all who bring it too, until he is
  // through, and two who wait for each other end in a deadlock. So each may give it a code.
  `alter table search_facet drop constraint search_facet_token_key`,
  `create index search_facet_token on search_facet (token, code)`,
];
