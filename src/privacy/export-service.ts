import type { By, Person } from "../accounts/actor.ts";
import { takeTurn } from "../accounts/lockout-store.ts";
import { record } from "../audit/store.ts";
import { type Db, inSnapshot, inTransaction } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import {
  listCuts,
  type LongRow,
  makePlace,
  readAccount,
  readLongLists,
  readShortLists,
} from "./export-store.ts";

/** So much of the long lists together goes into one part: a part is made in memory. */
const mostInPart = 2000;
/** More parts than these nobody is shown at once. */
const mostParts = 200;
const hourly = { most: 60, seconds: 3600 };

/**
 * All that is kept about the person, newest first, down to where a list was cut; `before` goes on from
 * there. It is logged before it is read, so the copy itself tells of it.
 */
export async function exportPerson(
  db: Db,
  by: By,
  person: Person,
  { before, now, most = mostInPart }: { before: string | null; now: Date; most?: number },
) {
  requireBrowser(person);
  if (!(await takeTurn(db, `export|${person.id}`, hourly, now)))
    throw new AppError("too_many", { params: { minutes: 60 } });
  await inTransaction(
    db,
    async (trx) => await record(trx, by, "person.exported", person.id, { after: { before } }),
  );
  return await inSnapshot(db, async (trx) => {
    const account = await readAccount(trx, person.id);
    if (!account) throw new AppError("not_signed_in");
    const short = await readShortLists(trx, person.id);
    const { next, lists } = cutAlike(await readLongLists(trx, person.id, { before, most }), most);
    return { format: "shuqiao-person-1", madeAt: now, before, next, account, ...short, ...lists };
  });
}

/** Whoever finds a token must not be able to carry everything away, or to end the account. */
export function requireBrowser({ sessionId }: Person): void {
  if (sessionId === null) throw new AppError("forbidden");
}

/** All lists end at the same place in time, so that the next part begins where this one ended. */
function cutAlike(read: Readonly<Record<string, readonly LongRow[]>>, most: number) {
  const things = new Set(Object.values(read).flatMap((rows) => rows.map(({ id }) => id)));
  const next = things.size > most ? ([...things].toSorted().at(-most) ?? null) : null;
  const lists = Object.fromEntries(
    Object.entries(read).map(([name, rows]) => [
      name,
      next === null ? rows : rows.filter(({ id }) => id >= next),
    ]),
  );
  return { next, lists };
}

/** Where each part begins; one part, from now on, for nearly everybody. */
export async function listParts(
  db: Db,
  { id }: Person,
  most = mostInPart,
): Promise<(string | null)[]> {
  // Not the newest: taking the first part is an event, which would move where all others begin.
  const first = await makePlace(db);
  const cuts = await listCuts(db, id, { before: first, most, limit: mostParts });
  return cuts.length > 0 ? [first, ...cuts] : [null];
}
