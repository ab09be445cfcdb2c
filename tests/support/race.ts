import { sql } from "kysely";
import { connect, type Db } from "../../src/db/connect.ts";

/**
 * Starts all of `runners` and holds them together at their first touch of `table`, each on a
 * connection of its own, until `waiting` of them stand in a lock's way; then lets go. A transaction
 * that writes there last has by then read everything it decides on.
 */
export async function race<T>(
  { db, url }: { db: Db; url: string },
  { table, waiting }: { table: string; waiting: number },
  runners: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const keeper = connect(url, 1);
  const [locked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = keeper.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in share mode`.execute(trx);
    locked.resolve();
    await over.promise;
  });
  await locked.promise;
  const running = Promise.all(runners.map(async (run) => await run()));
  try {
    await untilWaiting(db, waiting);
  } finally {
    over.resolve();
    await holding;
    await keeper.destroy();
  }
  return await running;
}

export async function untilWaiting(db: Db, waiting: number) {
  const end = Date.now() + 5000;
  for (;;) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count >= waiting) return;
    if (Date.now() > end) throw new Error(`only ${count} of ${waiting} came to the barrier`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
