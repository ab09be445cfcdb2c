import type { By } from "../accounts/actor.ts";
import { insertEvent } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import type { Office } from "./decisions.ts";
import { listLooks, type Look, putLook } from "./look-store.ts";

/** Notes that this official has the application before him, and tells who else has. */
export async function lookAt(
  db: Db,
  by: By,
  { organisationId, person }: Office,
  { id, now }: { id: string; now: Date },
): Promise<Look[]> {
  const look = { applicationId: id, userId: person.id, organisationId, now };
  await inTransaction(db, async (trx) => {
    if (await putLook(trx, look))
      await insertEvent(trx, by, {
        kind: "application.opened",
        thingKind: "application",
        thingId: id,
      });
  });
  return await listLooks(db, id, look);
}
