import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One drainer at a time, so that an outside engine is told things in their order. A lease and no
  // lock: what is told takes seconds, and nobody may hold a transaction open for so long.
  `create table search_drainer (
    one boolean primary key default true check (one),
    holder uuid not null,
    held_until timestamptz not null
  )`,
  // What the last comparison of an outside engine with our own rows found.
  `create table search_drift (
    engine text primary key,
    checked_at timestamptz not null,
    documents integer not null check (documents >= 0),
    missing integer not null check (missing >= 0),
    stale integer not null check (stale >= 0),
    surplus integer not null check (surplus >= 0)
  )`,
];
