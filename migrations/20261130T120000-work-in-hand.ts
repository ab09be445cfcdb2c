import { type Kysely, sql } from "kysely";

/** A match counts what each provider has done, when, and has in hand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index engagement_work on engagement (provider_id) include (status, accepted_at)
    where status in ('agreed', 'in_delivery', 'accepted')`,
  `drop index engagement_accepted`,
];
