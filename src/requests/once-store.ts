import type { Trx } from "../db/connect.ts";

/** The thing an earlier sending of the same form has made. Of two that come at once the second waits here. */
export async function claimForm(
  trx: Trx,
  userId: string,
  key: string,
): Promise<string | undefined> {
  const claimed = await trx
    .insertInto("idempotency_key")
    .values({ user_id: userId, key, request_hash: "" })
    .onConflict((oc) => oc.doNothing())
    .returning("key")
    .executeTakeFirst();
  if (claimed) return undefined;
  const earlier = await trx
    .selectFrom("idempotency_key")
    .select("answer")
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .executeTakeFirst();
  return earlier?.answer ?? undefined;
}

export async function keepMade(trx: Trx, userId: string, key: string, id: string): Promise<void> {
  await trx
    .updateTable("idempotency_key")
    .set({ answer: id })
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .execute();
}
