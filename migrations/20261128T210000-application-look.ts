import { type Kysely, sql } from "kysely";

/** Which officials have an application before them, so that two need not judge the same one unaware. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table application_look (
    application_id uuid not null references application (id) on delete cascade,
    user_id uuid not null references "user" (id) on delete cascade,
    organisation_id uuid not null references organisation (id),
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (application_id, user_id)
  )`.execute(db);
}
