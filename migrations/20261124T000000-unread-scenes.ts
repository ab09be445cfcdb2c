import { type Kysely, sql } from "kysely";

/** What a solution is read as also rests on its scenes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace trigger solution_unread
      after insert or update of name, summary, description, pains, benefits, scenarios, scenes
      on solution
      for each row execute function mark_solution_unread()`.execute(db);
  await sql`insert into solution_unread select id from solution on conflict do nothing`.execute(db);
}
