import type { Normalised } from "../search/normalise.ts";
import { asksForHands, countOurs, isRequest } from "./asks.ts";
import { calledBy } from "./called.ts";
import { type Clarity, clarityOf } from "./clarity.ts";
import type { OutsideKind } from "./elsewhere.ts";
import { hear, type Named, spansFor, type Stretch } from "./hear.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Likeness } from "./nearness.ts";
import { findPhrases } from "./phrases.ts";
import { mainShareFor, plainShare } from "./weights.ts";
import { wordsIn } from "./words.ts";

/** A capability that the text asks for, with the words that say so. */
export type Wanted = {
  code: string;
  weight: number;
  spans: { start: number; end: number; phrase: string }[];
};
/** What is asked for, and how clearly that was heard; `outside` says of what kind it is if it is not ours. */
export type Heard = {
  capabilities: Wanted[];
  /** How near all that is said comes to each capability, as a share of how near it comes to the nearest. */
  likeness: Likeness;
  clarity: Clarity;
  outside: OutsideKind | undefined;
};

/** The main thing that is asked for; a little less than that is named only where it is in doubt. */
export function mainOf({ capabilities, clarity }: Heard): Wanted[] {
  const most = capabilities[0]?.weight ?? 0;
  return capabilities.filter(({ weight }) => weight >= most * mainShareFor(clarity));
}

/** What is plainly asked for: of what may be meant besides nobody is told which words said so. */
export function plainlyIn(capabilities: readonly Wanted[]): Wanted[] {
  const most = Math.max(...capabilities.map(({ weight }) => weight));
  return capabilities.filter(({ weight }) => weight >= most * plainShare);
}

/** The farther behind the nearest topic, the less, faster than in proportion. */
const falling = 2.3;
const leastWeight = 0.2;
/** What is near to a topic that was heard well is likelier itself. */
const support = 0.1;
const mostWanted = 8;
/** How far what is called by its word stands before what else holds it: 仓库 of the pledge of a warehouse. */
const calledLead = 1.7;

export function wantedOf(
  lexicon: Lexicon,
  stretches: readonly Stretch[],
  normal: Normalised,
): Heard {
  const { topics } = lexicon;
  const { hearing, scores, ours, clarity, kind, called } = read(lexicon, stretches);
  if (clarity === "outside" && kind !== undefined && kind !== "talk")
    return { capabilities: [], likeness: new Map(), clarity, outside: kind };
  if (clarity === "nothing")
    return { capabilities: [], likeness: new Map(), clarity, outside: undefined };
  const words = wordsIn(lexicon.words, normal.text, stretches);
  const top = scores[ours] ?? 0;
  const capabilities = Array.from(scores, (score, topic) => ({
    topic,
    weight: (score / top) ** falling,
  }))
    .filter(({ topic, weight }) => weight >= leastWeight && kindOf(lexicon, topic) === undefined)
    .toSorted((a, b) => b.weight - a.weight || a.topic - b.topic)
    .slice(0, mostWanted)
    .map(({ topic, weight }) => {
      const own = called.filter((said) => said.topic === topic);
      const spans = own.length > 0 ? own : spansFor(topics, hearing, topic, words);
      return {
        code: topics.codes[topic] ?? "",
        weight,
        spans: spans.map(({ start, end }) => ({
          start: normal.starts[start] ?? 0,
          end: normal.ends[end - 1] ?? 0,
          phrase: normal.text.slice(start, end),
        })),
      };
    });
  return { capabilities, likeness: likenessIn(lexicon, scores, top), clarity, outside: undefined };
}

function likenessIn({ topics, capabilities }: Lexicon, scores: Float64Array, top: number) {
  const ours = topics.codes.flatMap((code, topic): [string, number][] => {
    const score = scores[topic] ?? 0;
    return score > 0 && capabilities.has(code) ? [[code, Math.min(1, score / top)]] : [];
  });
  return new Map(ours);
}

/** How near the stretches come to every topic, and how clear that makes them. */
function read(lexicon: Lexicon, stretches: readonly Stretch[]) {
  const { topics, names, neighbours } = lexicon;
  const hearing = hear(topics, stretches, namedIn(names, stretches));
  const scores = hearing.scores.map((score, topic) => {
    if (score === 0) return 0;
    let near = 0;
    for (const each of neighbours[topic] ?? []) near = Math.max(near, hearing.scores[each] ?? 0);
    return score + support * near;
  });
  const called = calledBy(lexicon.called, stretches);
  const first = Math.max(1, ...scores) * calledLead;
  for (const { topic } of called) scores[topic] = first;
  const ours = nearest(scores, (topic) => kindOf(lexicon, topic) === undefined);
  const theirs = nearest(scores, (topic) => kindOf(lexicon, topic) !== undefined);
  const other = nearest(scores, (topic) => isApart(lexicon, topic, ours));
  const kind = kindOf(lexicon, theirs);
  if (called.length > 0)
    return { hearing, scores, ours, theirs, clarity: "clear" as const, kind: undefined, called };
  const clarity = clarityOf({
    stretches,
    ours: scores[ours] ?? 0,
    other: scores[other] ?? 0,
    isNamed: () => isNamed(lexicon, topics.codes[ours], stretches),
    theirs: scores[theirs] ?? 0,
    kind,
  });
  return { hearing, scores, ours, theirs, clarity, kind, called };
}

/** -1 where none is near at all. */
function nearest(scores: Float64Array, isOne: (topic: number) => boolean): number {
  return scores.reduce(
    (best, score, topic) => (score > (scores[best] ?? 0) && isOne(topic) ? topic : best),
    -1,
  );
}

function kindOf({ topics, outside }: Lexicon, topic: number) {
  return outside.get(topics.codes[topic] ?? "");
}

/** Of another scene, and no neighbour: who means the one does not mean the other. */
function isApart({ topics, capabilities, near }: Lexicon, topic: number, ours: number): boolean {
  const [one, other] = [topic, ours].map((each) => capabilities.get(topics.codes[each] ?? ""));
  if (!one || !other || one === other) return false;
  return one.scenes[0] !== other.scenes[0] && !near.get(one.code)?.has(other.code);
}

/** Weak words are said of much else: 设备, 效率低. */
function isNamed({ offers }: Lexicon, code: string | undefined, stretches: readonly Stretch[]) {
  return stretches.some(({ text }) =>
    findPhrases(offers, text).some(({ what }) => what.code === code && what.kind !== "weak"),
  );
}

/** 仓库管理员 is somebody, and not what he does. */
const namesAPerson = /^员(?!工)/u;

/** 客户关系管理系统 asks for that one, and for no system besides. */
const isSystem = /^(?:信息化?)?(?:系统|软件|平台)/u;

/** Where the words name topics outright: at each place the longest; one span may name several. */
function namedIn(names: Lexicon["names"], stretches: readonly Stretch[]): Map<number, Named> {
  const hits = stretches.flatMap(({ start: from, text }) =>
    findPhrases(names, text)
      .filter(({ end }) => !namesAPerson.test(text.slice(end)))
      .map(({ start, end, what }) => ({
        start: from + start,
        end: from + end + (isSystem.exec(text.slice(end))?.[0].length ?? 0),
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

/**
 * What stretches ask for: a scene, or a kind of what is not ours; `isHeard` if it was heard well,
 * `isPlain` if it is hardly in doubt too whose business that is, `isNamed` if it is called by its name.
 */
export type Subject = {
  code: string;
  isOurs: boolean;
  isHeard: boolean;
  isPlain: boolean;
  isNamed: boolean;
};

export function subjectOf(lexicon: Lexicon, stretches: readonly Stretch[]): Subject | undefined {
  const { scores, ours, theirs, clarity, kind } = read(lexicon, stretches);
  if (clarity === "outside" && kind !== undefined)
    return {
      code: kind,
      isOurs: false,
      isHeard: true,
      isNamed: false,
      isPlain:
        ((scores[theirs] ?? 0) > (scores[ours] ?? 0) || asksForHands(stretches)) &&
        isRequest(stretches),
    };
  const code = lexicon.topics.codes[ours];
  const scene = lexicon.capabilities.get(code ?? "")?.scenes[0];
  if (scene === undefined || clarity === "nothing" || clarity === "outside") return undefined;
  const isHeard = clarity !== "faint";
  return {
    code: scene,
    isOurs: true,
    isHeard,
    isPlain: isHeard && countOurs(stretches) > 0,
    isNamed: isNamed(lexicon, code, stretches),
  };
}
