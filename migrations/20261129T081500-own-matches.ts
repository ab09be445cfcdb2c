import { type Kysely, sql } from "kysely";

/** What people with an account typed is not kept for ever either, and they may have it forgotten sooner. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index match_result_words on match_result (created_at, id) where text <> ''`,
  `drop index match_result_anonymous`,
  `create index match_result_own on match_result (user_id, id) where user_id is not null`,
  // The job has passed over theirs.
  `update match_forgetting set done_until = '2000-01-01'`,
];
