import type { Db } from "../db/connect.ts";

/** Sessions and codes that no longer open anything, and answers kept for repeated requests. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 3600 * 1000);
  await db.deleteFrom("session").where("expiresAt", "<", now).execute();
  await db.deleteFrom("verification").where("expiresAt", "<", now).execute();
  await db.deleteFrom("sign_in_failure").where("last_at", "<", dayAgo).execute();
  await db.deleteFrom("rateLimit").where("lastRequest", "<", dayAgo.getTime()).execute();
  await db.deleteFrom("idempotency_key").where("created_at", "<", dayAgo).execute();
  const yearAgo = new Date(now.getTime() - 400 * 24 * 3600 * 1000);
  await db.deleteFrom("unread_word").where("at", "<", yearAgo).execute();
}
