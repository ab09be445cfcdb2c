import { compileLexicon } from "../../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../../src/matching/lexicon-data.ts";
import { understand } from "../../src/matching/understand.ts";

export const lexicon = compileLexicon(shippedLexicon(), shippedOutside());

/** What was understood of a text, the heaviest first, over all needs in it. */
export function wantedIn(text: string): string[] {
  const weights = new Map<string, number>();
  for (const { capabilities } of understand(lexicon, text))
    for (const { code, weight } of capabilities)
      weights.set(code, Math.max(weights.get(code) ?? 0, weight));
  return [...weights].toSorted((a, b) => b[1] - a[1]).map(([code]) => code);
}
