import { type Kysely, sql } from "kysely";

/** What the matcher has read in each solution, written with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table solution_profile (
    solution_id uuid primary key references solution (id) on delete cascade,
    lexicon_version text not null,
    tags jsonb not null,
    scale real not null
  )`,
  `create table solution_tag (
    solution_id uuid not null references solution (id) on delete cascade,
    code text not null,
    strength real not null,
    primary key (solution_id, code)
  )`,
  `create index on solution_tag (code, strength desc, solution_id)`,
];
