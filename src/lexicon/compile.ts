import { compileLexicon, compilingLexicon, type Lexicon } from "../matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../matching/lexicon-data.ts";
import { applyChanges } from "./apply.ts";
import type { LastingChange } from "./change.ts";

/** The shipped lexicon with these changes, made ready for reading. */
export function compileWith(changes: readonly LastingChange[]): Lexicon {
  return compileLexicon(applyChanges(shippedLexicon(), changes), shippedOutside());
}

/** The same step by step, for who has other things to do in between. */
export function compilingWith(changes: readonly LastingChange[]): Generator<void, Lexicon> {
  return compilingLexicon(applyChanges(shippedLexicon(), changes), shippedOutside());
}
