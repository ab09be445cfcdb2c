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
    const reading = kept?.number === published ? kept : await compilePublished(db);
    kept = reading;
    return { ...reading, finder, unread };
  };
}

async function compilePublished(db: Db): Promise<Reading> {
  const { number, changes } = await findPublished(db);
  return { number, lexicon: compileWith(changes) };
}

/** Reads every solution with the lexicon in force: after it has changed, and after a large import. */
export async function readEverything(db: Db, now = new Date()): Promise<void> {
  const reading = await compilePublished(db);
  if (await readAll(db, reading)) await setRead(db, reading.number, now);
}

/** The job: compiles the lexicon only if something is unread. */
export async function readPublished(db: Db, now: Date): Promise<void> {
  const { unread } = await readState(db);
  if (unread || (await isUnreadVersion(db))) await readEverything(db, now);
}
