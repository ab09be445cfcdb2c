import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const noting = (event: string, rows: string) => `
  create trigger search_entry_${event} after ${event} on search_entry
    referencing ${rows} table as changed
    for each statement execute function note_search_change()`;

const statements = [
  // Which entries were written of late, and by which transaction: a copy of them in memory has to know.
  `create table search_change (
    document bigint not null,
    written xid8 not null default pg_current_xact_id(),
    at timestamptz not null default now()
  )`,
  `create index search_change_written on search_change (written)`,
  `create function note_search_change() returns trigger language plpgsql as $$
    begin
      insert into search_change (document) select document from changed;
      return null;
    end $$`,
  noting("insert", "new"),
  noting("update", "new"),
  noting("delete", "old"),
];
