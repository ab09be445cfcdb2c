import { type Kysely, sql } from "kysely";

/**
 * Of solutions that are about a thing as much as each other some must be left out where there are many:
 * by a hash of their ids, which nobody can choose, and not by their age.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index solution_tag_strongest
    on solution_tag (code, strength desc, uuid_hash(solution_id), solution_id)`,
  `drop index solution_tag_code_strength_solution_id_idx`,
];
