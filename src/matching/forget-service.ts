import { system } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { forgetWords, hasForgettable } from "./forget-store.ts";

/** A little more than the six months for which logs are kept. */
export const keptDays = 190;
const batch = 200;
/** So many batches a minute: a backlog must not keep other jobs waiting. */
const mostBatches = 10;
const listsId = "00000000-0000-0000-0000-000000000000";

/** The job: what visitors without an account typed is let go when it is old. */
export async function forgetOldWords(db: Db, now: Date): Promise<void> {
  const until = new Date(now.getTime() - keptDays * 86_400_000);
  if (!(await hasForgettable(db, until))) return;
  for (let done = 0; done < mostBatches; done++) {
    const forgotten = await inTransaction(db, async (trx) => {
      const lists = await forgetWords(trx, until, batch);
      if (lists > 0)
        await record(trx, system("forgetting"), "match.words_forgotten", listsId, {
          after: { lists, madeUntil: until.toISOString() },
        });
      return lists;
    });
    if (forgotten < batch) return;
  }
}
