import { type Kysely, sql } from "kysely";

/** What officials change in the lexicon, on top of the one that is shipped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row: which version is in force, and how often the draft was changed. Whoever publishes or
  // reads solutions holds it, so that nobody reads with what is no longer in force.
  `create table lexicon_state (
    id integer primary key default 1 check (id = 1),
    published integer not null default 0,
    draft_version integer not null default 1
  )`,
  `insert into lexicon_state default values`,
  `create table lexicon_edit (
    id uuid primary key default uuidv7(),
    at timestamptz not null default now(),
    author_id uuid not null references "user" (id),
    author text not null,
    change jsonb not null
  )`,
  // Each holds all changes against the shipped lexicon, so that any may be brought back whole.
  `create table lexicon_version (
    number integer primary key check (number > 0),
    at timestamptz not null,
    author_id uuid not null references "user" (id),
    author text not null,
    organisation_id uuid not null references organisation (id),
    reason text not null check (reason <> ''),
    restores integer check (restores >= 0 and restores < number),
    changes jsonb not null,
    edits jsonb not null,
    lexicon_version text not null,
    read_at timestamptz
  )`,
];
