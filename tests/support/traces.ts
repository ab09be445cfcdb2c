import { sql } from "kysely";
import type { Db } from "../../src/db/connect.ts";

/** Which tables hold one of these words, in whatever column. */
export async function tracesOf(db: Db, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and table_name not in (select inhrelid::regclass::text from pg_inherits)
    order by 1`.execute(db);
  const found: string[] = [];
  for (const { name } of rows)
    for (const word of words) {
      const { rows: held } = await sql`
        select from ${sql.table(name)} t where strpos(to_jsonb(t)::text, ${word}) > 0 limit 1`.execute(
        db,
      );
      if (held.length > 0) found.push(`${name}: ${word}`);
    }
  return found;
}
