import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { chinaDay } from "../time.ts";

/** What only grows: each month in China has a partition of its own, other rows go to a default one. */
const tables = ["audit_event", "notice", "match_result"] as const;
export type MonthTable = (typeof tables)[number];

/** How many whole months after the present one have a partition; -1 where that one has none either. */
export type MonthsAhead = Readonly<Record<MonthTable, number>>;

/** From the catalogue alone: asked each minute. */
export async function readMonthsAhead(db: Db, now: Date): Promise<MonthsAhead> {
  const until = (table: MonthTable) => sql`partitioned_until(${sql.lit(table)}::regclass)`;
  const { rows } = await sql<Record<MonthTable, Date | null>>`
    select ${sql.join(tables.map((table) => sql`${until(table)} as ${sql.ref(table)}`))}`.execute(
    db,
  );
  const ahead = (table: MonthTable) => {
    const end = rows[0]?.[table];
    return end ? Math.max(-1, monthOf(end) - monthOf(now) - 1) : -1;
  };
  return {
    audit_event: ahead("audit_event"),
    notice: ahead("notice"),
    match_result: ahead("match_result"),
  };
}

function monthOf(at: Date): number {
  const [year = 0, month = 0] = chinaDay(at).split("-").map(Number);
  return year * 12 + month;
}

/**
 * Makes the partitions that are missing up to so many months ahead; what lies in the default one of
 * these months is moved. False where that one is so large that everybody would wait too long.
 */
export async function makeMonths(
  db: Db,
  table: MonthTable,
  { now, ahead, mostBytes }: { now: Date; ahead: number; mostBytes: number },
): Promise<boolean> {
  const { rows } = await sql`
    select make_month_partitions(partrelid, ${now}::timestamptz, ${ahead}::int)
    from pg_partitioned_table
    where partrelid = ${sql.lit(table)}::regclass and pg_table_size(partdefid) <= ${mostBytes}`.execute(
    db,
  );
  return rows.length > 0;
}
