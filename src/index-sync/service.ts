import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { reviveErrands } from "./store.ts";

const outboxId = "00000000-0000-0000-0000-000000000000";

/** Lets the outside engine try again what it refused; says how many things that is. */
export async function retryPoisoned(db: Db, by: By): Promise<number> {
  return await inTransaction(db, async (trx) => {
    const revived = await reviveErrands(trx);
    if (revived > 0)
      await record(trx, by, "search.retried", outboxId, {
        after: { things: revived },
      });
    return revived;
  });
}
