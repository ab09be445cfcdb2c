import { type Kysely, sql } from "kysely";

/** The audit log names things by their id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table lexicon_version add column id uuid not null unique default uuidv7()`.execute(
    db,
  );
}
