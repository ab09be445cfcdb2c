import { type Kysely, sql } from "kysely";

/** For which trades a solution is made, as its name and summary say. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table solution_profile add column trades text[] not null default '{}'`)
    .execute(db);
}
