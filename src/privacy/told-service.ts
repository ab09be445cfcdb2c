import { system } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { keptDays } from "../matching/forget-service.ts";
import { deleteLate, emptyTold, hasDue } from "./told-store.ts";

const batch = 500;
/** So many batches a minute: other jobs wait meanwhile. */
const mostBatches = 10;
const dayMs = 86_400_000;

/** The job: events that tell of somebody who has gone are kept as long as logs must be, then emptied. */
export async function emptyOldEvents(db: Db, now: Date): Promise<void> {
  const until = new Date(now.getTime() - keptDays * dayMs);
  for (let done = 0; done < mostBatches; done++) {
    const isMore = await inTransaction(db, async (trx) => {
      if (!(await hasDue(trx, until))) return false;
      for (const { personId, events } of await emptyTold(trx, until, batch))
        await record(trx, system("erasing"), "person.events_emptied", personId, {
          after: { events },
        });
      return true;
    });
    if (!isMore) break;
  }
  await inTransaction(
    db,
    async (trx) => await deleteLate(trx, new Date(now.getTime() - 2 * dayMs)),
  );
}
