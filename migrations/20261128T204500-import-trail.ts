import { type Kysely, sql } from "kysely";

/** All events of one act bear the same instant: by it the many of an import are found from the one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_event_import on audit_event (at, thing_kind)
    where kind in ('import.done', 'provider.imported', 'solution.imported', 'case.imported')`.execute(
    db,
  );
}
