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
  /** The text says what owners or vendors call the nearest capability. */
  isNamed: () => boolean;
  /** How near the nearest topic is that is none, and of what kind it is. */
  theirs: number;
  kind: OutsideKind | "talk" | undefined;
};

export function clarityOf(best: Best): Clarity {
  const { stretches, ours, other, kind } = best;
  const telling = tellingIn(stretches);
  const breadth = breadthOf(telling.length);
  const words = telling.replaceAll(empty, "").length;
  if (isTheirs(best, breadth, words)) return kind === "talk" ? "nothing" : "outside";
  if (ours < leastScore) return "nothing";
  if (words <= fewUnits && best.isNamed()) return "clear";
  if (telling === "" && isOnlyTalk(stretches)) return "nothing";
  if (words <= aWord) return "faint";
  if (ours < faintly * breadth) return "faint";
  if (words <= fewUnits && other > ours * halfAsNear) return "torn";
  if (ours >= firmly * breadth) return "clear";
  if (other > ours * asNear) return "torn";
  // Hands, goods or room may be asked for that no topic knows.
  return asksForHands(stretches) && countOurs(stretches) === 0 ? "faint" : "clear";
}

/** Words that come near to nothing more than this were about something else. */
const leastScore = 7;
/** Of the labelled readings less sure than `firmly`, with another as near, one in eight was right. */
const hardly = 4.5;
const faintly = 7;
const firmly = 12;
const asNear = 0.9;
/** What a word or two may mean beside, if nobody calls a capability so: 效率低, 想升级一下. */
const halfAsNear = 0.6;
const fewUnits = 4;
/** A single character beside fillers is no word. */
const aWord = 1;
const aPair = 2;

/** Long texts come near to more by chance: of them more is asked, but less than in proportion. */
function breadthOf(telling: number): number {
  return Math.sqrt(Math.max(telling, fewUnits));
}

function isTheirs(best: Best, breadth: number, words: number): boolean {
  const { stretches, ours, theirs, kind } = best;
  if (kind === undefined || theirs === 0) return false;
  if (kind === "talk") return theirs >= ours * lead(best);
  // What is less near than a capability has to be heard to some degree itself.
  if (theirs < hardly * breadth) return false;
  if (words <= aWord) return theirs >= ours && asksForHands(stretches);
  return theirs >= ours * (words <= aPair ? 1 : lead(best));
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
  return asksForHands(stretches) ? 0.55 : 0.65;
}

const unit = /[\p{L}\p{N}]/u;

/** Stand in what anybody says, and are no word by themselves. */
const empty =
  /[我你您他她它俺咱要想的了吗呢吧啊呀嘛哦一下点些不很太老都就也还又再个有没在是把被让给跟和做弄搞上来去能得着过这那么子]/gu;

/** Between a means and a filler weighs a trade, which may tell by itself what is wanted: 幼儿园. */
const mostMeans = 0.3;
const leastFiller = 0.7;

/** Words that stand in what anybody says, means, places and prices: 老板让我找个系统. */
function isOnlyTalk(stretches: readonly Stretch[]): boolean {
  return stretches.every(({ start, text, weightAt }) =>
    Array.from({ length: text.length }, (_, at) => weightAt(start + at, start + at + 1)).every(
      (weight) => weight < mostMeans || weight >= leastFiller,
    ),
  );
}

/** Characters that are neither filled in, nor a place, a price or the firm's own trade. */
function tellingIn(stretches: readonly Stretch[]): string {
  return stretches
    .flatMap(({ start, text, weightAt }) =>
      Array.from({ length: text.length }, (_, at) => text.charAt(at)).filter(
        (char, at) => unit.test(char) && weightAt(start + at, start + at + 1) >= 1,
      ),
    )
    .join("");
}
