import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table import_run
    add column file_size integer not null default 0,
    add column started_at timestamptz`,
  `create index on import_run (authority_id, id)`,
  // For the job that lets go of files nobody confirmed.
  `create index on import_run (created_at) where content is not null`,
];
