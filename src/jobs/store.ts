import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { keptDays } from "../matching/forget-service.ts";

/** Sessions and codes that no longer open anything, and answers kept for repeated requests. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3600 * 1000);
  await db.deleteFrom("session").where("expiresAt", "<", now).execute();
  await db.deleteFrom("verification").where("expiresAt", "<", now).execute();
  await db.deleteFrom("sign_in_failure").where("last_at", "<", dayAgo).execute();
  await db.deleteFrom("rateLimit").where("lastRequest", "<", dayAgo.getTime()).execute();
  await db.deleteFrom("idempotency_key").where("created_at", "<", dayAgo).execute();
  await deleteSealed(db, now);
  const yearAgo = new Date(now.getTime() - 400 * 24 * 3600 * 1000);
  await db.deleteFrom("unread_word").where("at", "<", yearAgo).execute();
}

const most = 5000;

/** That a text was counted is known as long as the text itself; who asked, as long as a report may ask. */
async function deleteSealed(db: Db, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await sql`
    delete from unmet_text where key in (
      select key from unmet_text where at < ${ago(keptDays)} order by at limit ${most})`.execute(
    db,
  );
  await sql`
    delete from unmet_asker where ctid in (
      select ctid from unmet_asker where day < ${ago(400)}::date order by day limit ${most})`.execute(
    db,
  );
}
