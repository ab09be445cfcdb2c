import { sql } from "kysely";
import type { Db } from "../db/connect.ts";

const attempts = 5;
const minutes = 15;

/**
 * Counts an attempt before the password is looked at, so that of many at once no more than five are
 * tried. Answers when the lock ends, if there is one. Unknown addresses are counted like known ones.
 */
export async function countAttempt(db: Db, email: string, now: Date): Promise<Date | undefined> {
  const since = new Date(now.getTime() - minutes * 60_000);
  const fresh = sql<boolean>`sign_in_failure.last_at <= ${since}`;
  const { failures, lastAt } = await db
    .insertInto("sign_in_failure")
    .values({ email, failures: 1, last_at: now })
    .onConflict((oc) =>
      oc.column("email").doUpdateSet({
        failures: sql`case when ${fresh} then 1 else sign_in_failure.failures + 1 end`,
        // What comes while it is locked does not make it longer.
        last_at: sql`case when sign_in_failure.failures >= ${attempts} and not ${fresh}
          then sign_in_failure.last_at else ${now} end`,
      }),
    )
    .returning(["failures", "last_at as lastAt"])
    .executeTakeFirstOrThrow();
  return failures > attempts ? new Date(lastAt.getTime() + minutes * 60_000) : undefined;
}

/** The password was never looked at. */
export async function uncountAttempt(db: Db, email: string): Promise<void> {
  await db
    .updateTable("sign_in_failure")
    .set((eb) => ({ failures: eb("failures", "-", 1) }))
    .where("email", "=", email)
    .where("failures", ">", 0)
    .execute();
}

export async function clearAttempts(db: Db, email: string): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("email", "=", email).execute();
}

/** Whether these turns are still within `most` in `seconds`; the row decides for all processes. */
export async function takeTurn(
  db: Db,
  key: string,
  { most, seconds, turns = 1 }: { most: number; seconds: number; turns?: number },
  now: Date,
): Promise<boolean> {
  const at = now.getTime();
  const over = sql<boolean>`"rateLimit"."lastRequest" <= ${at - seconds * 1000}::bigint`;
  const { count } = await db
    .insertInto("rateLimit")
    .values({ key, count: turns, lastRequest: at })
    .onConflict((oc) =>
      oc.column("key").doUpdateSet({
        count: sql`case when ${over} then ${turns} else "rateLimit".count + ${turns} end`,
        lastRequest: sql`case when ${over} then ${at}::bigint else "rateLimit"."lastRequest" end`,
      }),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  return count <= most;
}
