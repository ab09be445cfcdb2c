import type { Db } from "../db/connect.ts";
import { engineFor } from "../search/find.ts";
import { compileLexicon, type Lexicon } from "./lexicon.ts";
import { shippedLexicon } from "./lexicon-data.ts";
import type { Matcher } from "./service.ts";

/** Keeps the compiled lexicon, which is large and never changes, for all requests of an app. */
export function createMatching(): (db: Db) => Matcher {
  let lexicon: Lexicon | undefined;
  return (db) => {
    lexicon ??= compileLexicon(shippedLexicon());
    return { lexicon, engine: engineFor(db) };
  };
}
