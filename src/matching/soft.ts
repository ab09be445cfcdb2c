import type { PhraseHit } from "./phrases.ts";
import type { Sense } from "./lexicon.ts";

type Soft = {
  sense: Sense;
  pairs: readonly string[];
  parts: readonly (readonly string[])[];
  total: number;
};
type Topic = { code: string; pairs: ReadonlyMap<string, number>; length: number };

/** The lexicon by pairs of characters, so that what is said a little otherwise is still heard. */
export type SoftIndex = {
  readonly phrases: readonly Soft[];
  readonly byPair: ReadonlyMap<string, readonly number[]>;
  /** How telling a pair is: rare over the capabilities, much. */
  readonly rarity: ReadonlyMap<string, number>;
  /** All that is said about a capability, as one text. */
  readonly topics: readonly Topic[];
  readonly meanLength: number;
};

/** At least so much of a phrase must be there, by the rarity of its pairs. */
const leastCover = 0.5;
const leastPairs = 2;
/** A pair that a tenth of all capabilities share explains nothing: it counts, but is not cited. */
const telling = Math.log(11);
/** What stands farther apart was not said together. */
const widest = 16;

/** `said` holds whole sentences of owners by capability. */
export function indexSoftly(
  senses: readonly Sense[],
  said: ReadonlyMap<string, readonly string[]>,
): SoftIndex {
  const all = Map.groupBy(senses, ({ code }) => code);
  const topics = Array.from(all, ([code, own]) => topicOf(code, own, said.get(code) ?? []));
  const counts = new Map<string, number>();
  for (const { pairs } of topics)
    for (const pair of pairs.keys()) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const rarity = new Map(
    Array.from(counts, ([pair, count]) => [pair, Math.log(1 + topics.length / count)] as const),
  );
  const phrases: Soft[] = [];
  const byPair = new Map<string, number[]>();
  for (const sense of senses) {
    const parts = sense.phrase.split("*").map(pairsOf);
    const pairs = parts.flat();
    if (pairs.length < leastPairs || sense.kind === "weak" || sense.kind === "vendor") continue;
    for (const pair of new Set(pairs)) {
      const list = byPair.get(pair);
      if (list) list.push(phrases.length);
      else byPair.set(pair, [phrases.length]);
    }
    const total = pairs.reduce((sum, pair) => sum + (rarity.get(pair) ?? 0), 0);
    phrases.push({ sense, pairs, parts, total });
  }
  const meanLength =
    topics.reduce((sum, { length }) => sum + length, 0) / Math.max(1, topics.length);
  return { phrases, byPair, rarity, topics, meanLength };
}

const topicWeight = { owner: 1, name: 1, weak: 0.5, vendor: 0.5 } as const;

function topicOf(code: string, own: readonly Sense[], said: readonly string[]): Topic {
  const pairs = new Map<string, number>();
  let length = 0;
  for (const sentence of said)
    for (const pair of new Set(pairsOf(sentence))) {
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      length++;
    }
  for (const { phrase, kind } of own)
    for (const pair of phrase.split("*").flatMap(pairsOf)) {
      pairs.set(pair, (pairs.get(pair) ?? 0) + topicWeight[kind]);
      length += topicWeight[kind];
    }
  return { code, pairs, length };
}

function pairsOf(phrase: string): string[] {
  const pairs: string[] = [];
  for (let i = 1; i < phrase.length; i++)
    if (isHan(phrase.charCodeAt(i - 1)) && isHan(phrase.charCodeAt(i)))
      pairs.push(phrase.slice(i - 1, i + 1));
  return pairs;
}

/** The block of common characters: a pattern for the whole script is ten times slower. */
function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

/** Phrases most of which stand in one clause; their weight falls with what is missing. */
export function findSoftly(
  { phrases, byPair, rarity }: SoftIndex,
  clause: { start: number; text: string },
): PhraseHit<Sense>[] {
  const seen = new Map<number, { sum: number; first: number; last: number; pairs: Set<string> }>();
  for (let i = 0; i < clause.text.length - 1; i++) {
    const pair = clause.text.slice(i, i + 2);
    for (const at of byPair.get(pair) ?? []) {
      const own = seen.get(at) ?? { sum: 0, first: i, last: i, pairs: new Set<string>() };
      if (own.pairs.has(pair)) continue;
      own.pairs.add(pair);
      own.sum += rarity.get(pair) ?? 0;
      own.last = i + 2;
      seen.set(at, own);
    }
  }
  return Array.from(seen).flatMap(([at, { sum, first, last, pairs }]) => {
    const soft = phrases[at]!;
    const cover = sum / soft.total;
    if (cover < leastCover || pairs.size < leastPairs || last - first > widest) return [];
    // Of a phrase with a gap every part should be heard: 大客户 alone is hardly 大客户*维护.
    const isWhole = soft.parts.every((part, i) =>
      part.length === 0
        ? clause.text.includes(soft.sense.phrase.split("*")[i] ?? "")
        : part.some((pair) => pairs.has(pair)),
    );
    const trust = isWhole ? 0.6 : 0.4;
    const what = { ...soft.sense, weight: soft.sense.weight * trust * cover };
    return [{ start: clause.start + first, end: clause.start + last, what }];
  });
}

/** Okapi BM25 of the words against all that is said about each capability, best first. */
export function nearestTopics({ topics, rarity, meanLength }: SoftIndex, texts: readonly string[]) {
  const said = new Set(texts.flatMap(pairsOf));
  return topics
    .map(({ code, pairs, length }) => {
      let score = 0;
      const heard: string[] = [];
      for (const pair of said) {
        const count = pairs.get(pair);
        if (count === undefined) continue;
        if ((rarity.get(pair) ?? 0) >= telling) heard.push(pair);
        const norm = count + 1.2 * (0.3 + (0.7 * length) / meanLength);
        score += ((rarity.get(pair) ?? 0) * count * 2.2) / norm;
      }
      return { code, score, heard };
    })
    .toSorted((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
}
