import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Of what make the search rows are, all of them, as the last reindex or an empty beginning left them.
  `create table search_make (
    engine text primary key,
    make text not null,
    at timestamptz not null
  )`,
  // Counting what waits reads no more than its bound, and the oldest is the first of its index.
  `create index search_outbox_waiting on search_outbox (created_at) where poisoned_at is null`,
  `create index search_outbox_poisoned on search_outbox (poisoned_at) where poisoned_at is not null`,
];
