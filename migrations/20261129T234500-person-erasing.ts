import { type Kysely, sql } from "kysely";

/** A person may go: his row stays for what points to it, and says nothing of him. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "user" add column erased_at timestamptz`,
  `create index user_erased on "user" (erased_at) where erased_at is not null`,
  // An organisation that its last member has left; the firm may register anew.
  `alter table organisation add column closed_at timestamptz`,
  `drop index organisation_uscc`,
  `create unique index organisation_uscc on organisation (kind, uscc)
    where uscc is not null and closed_at is null`,
  // Audit events that tell of somebody who has gone, until they are old enough to be emptied.
  `create table event_to_erase (
    event_id uuid primary key,
    event_at timestamptz not null,
    person_id uuid not null
  )`,
  `create index on event_to_erase (event_at)`,
];
