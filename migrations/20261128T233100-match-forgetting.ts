import { type Kysely, sql } from "kysely";

/** What visitors without an account typed is not kept for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // How far the job has come: lists made before this instant are done with.
  `create table match_forgetting (
    one boolean primary key default true check (one),
    done_until timestamptz not null
  )`,
  `insert into match_forgetting (done_until) values ('2000-01-01')`,
  `create index match_result_anonymous on match_result (created_at, id)
    where user_id is null and text <> ''`,
];
