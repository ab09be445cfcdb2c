import type { Normalised } from "../search/normalise.ts";
import { type Clarity, clarityOf, leastScore } from "./clarity.ts";
import type { OutsideKind } from "./elsewhere.ts";
import { hear, type Named, spansFor, type Stretch } from "./hear.ts";
import type { Lexicon } from "./lexicon.ts";
import { findPhrases } from "./phrases.ts";
import { mainShareFor } from "./weights.ts";
import { wordsIn } from "./words.ts";

/** A capability that the text asks for, with the words that say so. */
export type Wanted = {
  code: string;
  weight: number;
  spans: { start: number; end: number; phrase: string }[];
};
/** What is asked for, and how clearly that was heard; `outside` says of what kind it is if it is not ours. */
export type Heard = { capabilities: Wanted[]; clarity: Clarity; outside: OutsideKind | undefined };

/** The main thing that is asked for; a little less than that is named only where it is in doubt. */
export function mainOf({ capabilities, clarity }: Heard): Wanted[] {
  const most = capabilities[0]?.weight ?? 0;
  return capabilities.filter(({ weight }) => weight >= most * mainShareFor(clarity));
}

/** The farther behind the nearest topic, the less, faster than in proportion. */
const falling = 2.3;
const leastWeight = 0.2;
/** What is near to a topic that was heard well is likelier itself. */
const support = 0.1;
const mostWanted = 8;

export function wantedOf(
  lexicon: Lexicon,
  stretches: readonly Stretch[],
  normal: Normalised,
): Heard {
  const { topics, names, outside, neighbours } = lexicon;
  const hearing = hear(topics, stretches, namedIn(names, stretches));
  const scores = hearing.scores.map((score, topic) => {
    const near = neighbours[topic]?.map((each) => hearing.scores[each] ?? 0) ?? [];
    return score === 0 ? 0 : score + support * Math.max(0, ...near);
  });
  const order = [...scores.keys()]
    .filter((topic) => (scores[topic] ?? 0) > 0)
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const kindOf = (topic: number) => outside.get(topics.codes[topic] ?? "");
  const ours = order.find((topic) => kindOf(topic) === undefined) ?? -1;
  const theirs = order.find((topic) => kindOf(topic) !== undefined) ?? -1;
  const top = scores[ours] ?? 0;
  const kind = kindOf(theirs);
  const other = order.find((topic) => isApart(lexicon, topic, ours)) ?? -1;
  const clarity = clarityOf({
    stretches,
    ours: top,
    other: scores[other] ?? 0,
    theirs: scores[theirs] ?? 0,
    kind,
  });
  if (clarity === "outside" && kind !== undefined && kind !== "talk")
    return { capabilities: [], clarity, outside: kind };
  if (clarity === "nothing") return { capabilities: [], clarity, outside: undefined };
  const words = wordsIn(lexicon.words, normal.text, stretches);
  const capabilities = order
    .map((topic) => ({ topic, weight: ((scores[topic] ?? 0) / top) ** falling }))
    .filter(({ topic, weight }) => weight >= leastWeight && kindOf(topic) === undefined)
    .slice(0, mostWanted)
    .map(({ topic, weight }) => ({
      code: topics.codes[topic] ?? "",
      weight,
      spans: spansFor(topics, hearing, topic, words).map(({ start, end }) => ({
        start: normal.starts[start] ?? 0,
        end: normal.ends[end - 1] ?? 0,
        phrase: normal.text.slice(start, end),
      })),
    }));
  return { capabilities, clarity, outside: undefined };
}

/** Of another scene, and no neighbour: who means the one does not mean the other. */
function isApart({ topics, capabilities, near }: Lexicon, topic: number, ours: number): boolean {
  const [one, other] = [topic, ours].map((each) => capabilities.get(topics.codes[each] ?? ""));
  if (!one || !other || one === other) return false;
  return one.scenes[0] !== other.scenes[0] && !near.get(one.code)?.has(other.code);
}

/** Where the words name topics outright: at each place the longest; one span may name several. */
function namedIn(names: Lexicon["names"], stretches: readonly Stretch[]): Map<number, Named> {
  const hits = stretches.flatMap(({ start: from, text }) =>
    findPhrases(names, text).map(({ start, end, what }) => ({
      start: from + start,
      end: from + end,
      what,
    })),
  );
  const longest = new Map<number, Named & { length: number }>();
  for (const same of Map.groupBy(hits, ({ start, end }) => `${start}-${end}`).values()) {
    const { start, end } = same[0]!;
    const topics = new Set(same.map(({ what }) => what));
    const named = { end, topics, length: end - start };
    for (let at = start; at < end; at++)
      if ((longest.get(at)?.length ?? 0) < named.length) longest.set(at, named);
  }
  return longest;
}

/** What the stretches are about, if they say enough to stand for themselves. */
export function sceneOf(
  { topics, names, capabilities, outside }: Lexicon,
  stretches: readonly Stretch[],
): string | undefined {
  const { scores } = hear(topics, stretches, namedIn(names, stretches));
  const best = scores.reduce((top, score, i) => (score > (scores[top] ?? 0) ? i : top), 0);
  const code = topics.codes[best] ?? "";
  if ((scores[best] ?? 0) < leastScore || outside.has(code)) return undefined;
  return capabilities.get(code)?.scenes[0];
}
