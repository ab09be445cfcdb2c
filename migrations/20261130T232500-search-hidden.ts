import { type Kysely, sql } from "kysely";

/** Whether anything is hidden is asked once a second: few ever are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index search_entry_hidden on search_entry (hidden_until) where hidden_until is not null
  `.execute(db);
}
