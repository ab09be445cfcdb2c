import { type Kysely, sql } from "kysely";

/** Whoever writes a solution leaves word for the matcher, which reads it before it next matches. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table solution_unread (
    solution_id uuid primary key references solution (id) on delete cascade
  )`,
  `create function mark_solution_unread() returns trigger language plpgsql as $$
  begin
    insert into solution_unread values (new.id) on conflict do nothing;
    return null;
  end $$`,
  `create trigger solution_unread
    after insert or update of name, summary, description, pains, benefits, scenarios on solution
    for each row execute function mark_solution_unread()`,
  `insert into solution_unread select id from solution`,
];
