import type { Db } from "../db/connect.ts";
import { compileSlowly } from "../lexicon/compile.ts";
import { findPublished, isUnreadVersion, readState, setRead } from "../lexicon/state-store.ts";
import type { Finder } from "../search/finder.ts";
import { createReadings } from "./readings.ts";
import { type Matcher, readAll, type Reading } from "./service.ts";

export function createMatching(
  readings = createReadings(),
): (db: Db, finder: Finder) => Promise<Matcher> {
  return async (db, finder) => ({ ...(await readings.current(db)), finder });
}

/** Reads every solution with the lexicon in force: after it has changed, and after a large import. */
export async function readEverything(db: Db, now = new Date()): Promise<void> {
  const { number, changes } = await findPublished(db);
  const reading: Reading = { number, lexicon: await compileSlowly(changes) };
  if (await readAll(db, reading)) await setRead(db, reading.number, now);
}

/** The job: compiles the lexicon only if something is unread. */
export async function readPublished(db: Db, now: Date): Promise<void> {
  const { unread } = await readState(db);
  if (unread || (await isUnreadVersion(db))) await readEverything(db, now);
}
