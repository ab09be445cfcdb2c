import { othersTurn } from "../collect.ts";
import { compileLexicon, compilingLexicon, type Lexicon, versionOf } from "../matching/lexicon.ts";
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

const sliceMs = 5;

/** The same where nobody waits for it but others for us: it takes half a second. */
export async function compileSlowly(changes: readonly LastingChange[]): Promise<Lexicon> {
  const steps = compilingWith(changes);
  for (let until = performance.now() + sliceMs; ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await othersTurn();
    until = performance.now() + sliceMs;
  }
}

/** Which version that makes, without making it. */
export function versionWith(changes: readonly LastingChange[]): string {
  return versionOf(applyChanges(shippedLexicon(), changes), shippedOutside());
}
