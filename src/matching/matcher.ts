import type { Db } from "../db/connect.ts";
import type { Finder } from "../search/finder.ts";
import { compileLexicon, type Lexicon } from "./lexicon.ts";
import { shippedLexicon } from "./lexicon-data.ts";
import { type Matcher, readAll } from "./service.ts";
import { hasUnread } from "./store.ts";

/** Keeps the compiled lexicon, which is large and never changes, for all requests of an app. */
export function createMatching(): (finder: Finder) => Matcher {
  let lexicon: Lexicon | undefined;
  return (finder) => {
    lexicon ??= compileLexicon(shippedLexicon());
    return { lexicon, finder };
  };
}

/** Reads every solution with the shipped lexicon: after it has changed, and after a large import. */
export async function readEverything(db: Db): Promise<void> {
  await readAll(db, compileLexicon(shippedLexicon()));
}

/** The job: compiles the lexicon only if something is unread. */
export async function readShipped(db: Db): Promise<void> {
  if (await hasUnread(db)) await readEverything(db);
}
