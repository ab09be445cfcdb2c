import { type Kysely, sql } from "kysely";

/** Tries that found the engine away say nothing against a thing: only refusals do. */
export async function up(db: Kysely<unknown>) {
  await sql`alter table search_outbox add column refusals int not null default 0`.execute(db);
}
