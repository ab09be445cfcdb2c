import { asksForHands, countOurs } from "./asks.ts";
import type { OutsideKind } from "./elsewhere.ts";
import type { Stretch } from "./hear.ts";

/**
 * How a need was heard: what it asks for, only a few words of it, two things of which either may be
 * meant, nothing, or that it asks for what is no business of this marketplace.
 */
export type Clarity = "clear" | "faint" | "torn" | "nothing" | "outside";

type Best = {
  stretches: readonly Stretch[];
  /** How near the nearest capability is, and the nearest of another kind. */
  ours: number;
  other: number;
  /** How near the nearest topic is that is none, and of what kind it is. */
  theirs: number;
  kind: OutsideKind | "talk" | undefined;
};

export function clarityOf(best: Best): Clarity {
  const { stretches, ours, other, theirs, kind } = best;
  const telling = countTelling(stretches);
  const breadth = breadthOf(telling);
  if (isTheirs(best, telling))
    return kind === "talk" || theirs < leastScore ? "nothing" : "outside";
  if (ours < leastScore) return "nothing";
  if (telling <= aWord || ours < faintly * breadth) return "faint";
  if (ours >= firmly * breadth) return "clear";
  if (other > ours * asNear) return "torn";
  // Hands, goods or room may be asked for that no topic knows.
  return asksForHands(stretches) && countOurs(stretches) === 0 ? "faint" : "clear";
}

/** Words that come near to nothing more than this were about something else. */
export const leastScore = 7;
/** Of the labelled readings less sure than `firmly`, with another as near, one in eight was right. */
const hardly = 4.5;
const faintly = 7;
const firmly = 12;
const asNear = 0.9;
const fewUnits = 4;
/** A single character beside fillers is no word. */
const aWord = 1;

/** Long texts come near to more by chance: of them more is asked, but less than in proportion. */
function breadthOf(telling: number): number {
  return Math.sqrt(Math.max(telling, fewUnits));
}

function isTheirs(best: Best, telling: number): boolean {
  const { ours, theirs, kind } = best;
  if (kind === undefined || theirs === 0) return false;
  const share = lead(best);
  // What is less near than a capability has to be heard to some degree itself.
  return theirs >= ours * share && (theirs >= ours || theirs >= hardly * breadthOf(telling));
}

/**
 * How much of what the nearest capability reaches is enough for what is no business of ours: the
 * less, the less the text speaks of what we are for.
 */
function lead({ stretches, kind }: Best): number {
  const words = countOurs(stretches);
  if (words > 1) return 1.5;
  if (words === 1) return 1.15;
  if (kind === "talk") return 1;
  return 0.65;
}

const unit = /[\p{L}\p{N}]/u;

/** Characters that are neither filled in, nor a place, a price or the firm's own trade. */
function countTelling(stretches: readonly Stretch[]): number {
  let count = 0;
  for (const { start, text, weightAt } of stretches)
    for (let at = 0; at < text.length; at++)
      if (unit.test(text.charAt(at)) && weightAt(start + at, start + at + 1) >= 1) count++;
  return count;
}
