import { type By, system } from "../accounts/actor.ts";
import { insertEvents, record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { dropAnswers } from "../idempotency-store.ts";
import { forgetOld, forgetOwn, hasForgettable } from "./forget-store.ts";

/** A little more than the six months for which logs are kept. */
export const keptDays = 190;
const batch = 200;
/** So many batches a minute: a backlog must not keep other jobs waiting. */
const mostBatches = 10;
const listsId = "00000000-0000-0000-0000-000000000000";
const kind = "match.words_forgotten";

/** The job: what people typed is let go when it is old. */
export async function forgetOldWords(db: Db, now: Date): Promise<void> {
  const until = new Date(now.getTime() - keptDays * 86_400_000);
  if (!(await hasForgettable(db, until))) return;
  for (let done = 0; done < mostBatches; done++) {
    const forgotten = await inTransaction(db, async (trx) => {
      const lists = await forgetOld(trx, until, batch);
      if (lists > 0)
        await record(trx, system("forgetting"), kind, listsId, {
          after: { lists, madeUntil: until.toISOString() },
        });
      return lists;
    });
    if (forgotten < batch) return;
  }
}

/** Lets go what a person typed, that one text or all of it, when he says so; says of how many lists. */
export async function forgetOwnWords(db: Db, by: By, userId: string, id?: string): Promise<number> {
  for (let lists = 0; ;) {
    const forgotten = await inTransaction(db, async (trx) => {
      const ids = await forgetOwn(trx, userId, { id, limit: batch });
      const events = ids.map((thingId) => ({ kind, thingKind: "match", thingId }) as const);
      await insertEvents(trx, by, events);
      // A list is kept as an answer too, for whoever sends the same once more.
      if (ids.length > 0) await dropAnswers(trx, userId);
      return ids.length;
    });
    lists += forgotten;
    if (forgotten < batch) return lists;
  }
}
