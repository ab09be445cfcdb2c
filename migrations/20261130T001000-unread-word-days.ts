import { type QueryExecutorProvider, sql } from "kysely";

/** What was heard before only the day was kept, too: by the instant a forgotten text could be put together again. */
export async function up(db: QueryExecutorProvider): Promise<void> {
  await sql`update unread_word set at = date_trunc('day', at, 'Asia/Shanghai')
    where at <> date_trunc('day', at, 'Asia/Shanghai')`.execute(db);
}
