import { type Kysely, sql } from "kysely";

/** What its provider or an official has put right in the tags of a solution; it outlives every reading. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table solution_tag_correction (
    solution_id uuid not null references solution (id) on delete cascade,
    code text not null,
    wanted boolean not null,
    made_by text not null check (made_by in ('provider', 'official')),
    author text not null,
    organisation_id uuid not null references organisation (id),
    reason text not null check (reason <> ''),
    at timestamptz not null,
    primary key (solution_id, code)
  )`,
  `create table solution_tagging (
    solution_id uuid primary key references solution (id) on delete cascade,
    version integer not null
  )`,
];
