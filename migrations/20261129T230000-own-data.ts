import { type Kysely, sql } from "kysely";

/** What a person has done and written is found by who he is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index on audit_event (actor_id, id)`,
  `create index on request (created_by, id)`,
  `create index on proposal (created_by, id)`,
  `create index on rating (rated_by, id)`,
  `create index on application_decision (decided_by, id)`,
  `create index on application_look (user_id)`,
  `create index on invitation (email)`,
  `create index on invitation (invited_by)`,
  `create index on mail (recipient, id)`,
];
