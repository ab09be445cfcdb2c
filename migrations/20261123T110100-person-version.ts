import { type Kysely, sql } from "kysely";

/** A person edits the name: the version refuses a stale edit, as everywhere. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "user" add column version integer not null default 1`.execute(db);
}
