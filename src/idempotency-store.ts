import type { Db, Trx } from "./db/connect.ts";

const day = 24 * 3600 * 1000;
/** Nothing takes that long: whoever held the key is gone, and its work was rolled back. */
const givenUp = 2 * 60 * 1000;

type Place = { userId: string; key: string };

/**
 * Takes the key for this request: of ten at once one gets it. A key is free again after a day, or
 * when its holder died without an answer.
 */
export async function claimKey(db: Db, { userId, key }: Place, requestHash: string, now: Date) {
  const claimed = await db
    .insertInto("idempotency_key")
    .values({ user_id: userId, key, request_hash: requestHash, created_at: now })
    .onConflict((oc) =>
      oc
        .columns(["user_id", "key"])
        .doUpdateSet({ request_hash: requestHash, created_at: now, status: null, answer: null })
        .where((eb) =>
          eb.or([
            eb("idempotency_key.created_at", "<", new Date(now.getTime() - day)),
            eb.and([
              eb("idempotency_key.status", "is", null),
              eb("idempotency_key.request_hash", "=", requestHash),
              eb("idempotency_key.created_at", "<", new Date(now.getTime() - givenUp)),
            ]),
          ]),
        ),
    )
    .returning("key")
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function findKey(db: Db, { userId, key }: Place) {
  return await db
    .selectFrom("idempotency_key")
    .select(["request_hash as requestHash", "status", "answer"])
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .executeTakeFirst();
}

export async function keepAnswer(db: Db, { userId, key }: Place, status: number, answer: string) {
  await db
    .updateTable("idempotency_key")
    .set({ status, answer })
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .execute();
}

/** All but what was made, which must not be made twice: those that a person has had forgotten are among them. */
export async function dropAnswers(trx: Trx, userId: string): Promise<void> {
  await trx
    .deleteFrom("idempotency_key")
    .where("user_id", "=", userId)
    .where("status", "=", 200)
    .execute();
}

export async function releaseKey(db: Db, { userId, key }: Place): Promise<void> {
  await db
    .deleteFrom("idempotency_key")
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .where("status", "is", null)
    .execute();
}
