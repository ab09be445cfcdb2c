import type { Db, Trx } from "../db/connect.ts";
import type { NewToken } from "./schema.ts";

const shown = [
  "id",
  "name",
  "scopes",
  "hint",
  "created_at as createdAt",
  "expires_at as expiresAt",
  "last_used_at as lastUsedAt",
] as const;

/** Those that still work; a person has few. */
export async function listTokens(db: Db, userId: string, now: Date) {
  return await db
    .selectFrom("access_token")
    .select(shown)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("id")
    .limit(1000)
    .execute();
}

export async function insertToken(
  trx: Trx,
  userId: string,
  { name, scopes, expiresAt }: NewToken,
  { hash, hint }: { hash: string; hint: string },
) {
  return await trx
    .insertInto("access_token")
    .values({ user_id: userId, name, scopes, token_hash: hash, hint, expires_at: expiresAt })
    .returning(shown)
    .executeTakeFirstOrThrow();
}

export async function revokeToken(trx: Trx, userId: string, id: string, now: Date) {
  return await trx
    .updateTable("access_token")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .returning("name")
    .executeTakeFirst();
}
