import type { Db } from "../db/connect.ts";
import { compileWith } from "../lexicon/compile.ts";
import { findPublished, isUnreadVersion, readState, setRead } from "../lexicon/state-store.ts";
import type { Finder } from "../search/finder.ts";
import { type Matcher, readAll, type Reading } from "./service.ts";

/** Keeps the compiled lexicon, which is large, until officials publish another: each use asks for its number. */
export function createMatching(): (db: Db, finder: Finder) => Promise<Matcher> {
  let kept: Reading | undefined;
  return async (db, finder) => {
    const { published, unread } = await readState(db);
    if (kept?.number !== published) {
      const { number, changes } = await findPublished(db);
      // Of many who asked at once the first has compiled it by now.
      if (kept?.number !== number) kept = { number, lexicon: compileWith(changes) };
    }
    return { ...kept, finder, unread };
  };
}

/** Reads every solution with the lexicon in force: after it has changed, and after a large import. */
export async function readEverything(db: Db, now = new Date()): Promise<void> {
  const { number, changes } = await findPublished(db);
  const reading: Reading = { number, lexicon: compileWith(changes) };
  if (await readAll(db, reading)) await setRead(db, reading.number, now);
}

/** The job: compiles the lexicon only if something is unread. */
export async function readPublished(db: Db, now: Date): Promise<void> {
  const { unread } = await readState(db);
  if (unread || (await isUnreadVersion(db))) await readEverything(db, now);
}
