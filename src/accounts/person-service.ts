import { insertEvent } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { By, Person } from "./actor.ts";
import { deleteOtherSessions, updatePerson } from "./store.ts";

export async function renamePerson(db: Db, by: By, person: Person, version: number, name: string) {
  await inTransaction(db, async (trx) => {
    if (!(await updatePerson(trx, person.id, version, name))) throw new AppError("stale");
    await insertEvent(trx, by, {
      kind: "person.changed",
      thingKind: "person",
      thingId: person.id,
      before: { name: person.name },
      after: { name },
    });
  });
}

export async function endOtherSessions(db: Db, by: By, person: Person): Promise<number> {
  // Whoever finds a token must not be able to lock its owner out.
  const { sessionId } = person;
  if (sessionId === null) throw new AppError("forbidden");
  return await inTransaction(db, async (trx) => {
    const ended = await deleteOtherSessions(trx, person.id, sessionId);
    await insertEvent(trx, by, {
      kind: "person.sessions_ended",
      thingKind: "person",
      thingId: person.id,
      after: { ended },
    });
    return ended;
  });
}
