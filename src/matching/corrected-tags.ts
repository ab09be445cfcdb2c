import type { Lexicon } from "./lexicon.ts";
import type { Tag } from "./tags.ts";

/** What a person has said of a solution: that it does this, or does not. */
export type TagCorrection = { code: string; wanted: boolean };

/** As much as a text gives that says it plainly: who adds a tag by hand does not stand before who writes about it. */
export const addedStrength = 0.5;

/** What people put right wins over what was read; of a capability that was retired since nothing is left. */
export function correctTags(
  { capabilities }: Pick<Lexicon, "capabilities">,
  read: readonly Tag[],
  made: readonly TagCorrection[],
): readonly Tag[] {
  const corrections = made.filter(({ code }) => capabilities.has(code));
  if (corrections.length === 0) return read;
  const judged = new Map(corrections.map(({ code, wanted }) => [code, wanted]));
  const strength = new Map(read.map((tag) => [tag.code, tag.strength]));
  const kept = read.filter(({ code }) => !judged.has(code));
  const added = corrections
    .filter(({ wanted }) => wanted)
    .map(({ code }) => ({ code, strength: Math.max(addedStrength, strength.get(code) ?? 0) }));
  return [...kept, ...added].toSorted(
    (a, b) => b.strength - a.strength || (a.code < b.code ? -1 : 1),
  );
}
