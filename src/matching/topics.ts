import type { Capability } from "./lexicon-schema.ts";

/**
 * All that is said about each topic, by the characters, pairs of them and Latin words that stand in
 * it. What a feature tells about the topics lies between two entries of `starts`.
 */
export type TopicIndex = {
  readonly codes: readonly string[];
  readonly features: ReadonlyMap<number | string, number>;
  readonly starts: Int32Array;
  readonly topics: Uint16Array;
  readonly weights: Float32Array;
};

/** What is said of a topic and how much it tells: owners' sentences most. */
export type Topic = { code: string; said: readonly (readonly [string, number])[] };

// Okapi BM25: how soon a repeated feature stops to tell more, and how much a long topic is held back.
const saturation = 3;
const lengthShare = 0.7;
const single = 0.6;
const latin = 2;

export function topicOf({ code, name, owner, weak, vendor, said }: Capability): Topic {
  const full = [name, ...owner, ...(said ?? [])].map((text) => [text, 1] as const);
  const half = [...vendor, ...weak].map((text) => [text, 0.5] as const);
  return { code, said: [...full, ...half] };
}

/** The first are told apart among themselves: what is said of the others moves none of them. */
export function* indexingTopics(
  first: readonly Topic[],
  others: readonly Topic[],
): Generator<void, TopicIndex> {
  const topics = [...first, ...others];
  const features = new Map<number | string, number>();
  const holders: number[] = [];
  const own: { feature: number; count: number }[][] = [];
  const lengths: number[] = [];
  const counts: number[] = [];
  const seenIn: number[] = [];
  let sentence = 0;
  for (const { said } of topics) {
    const touched: number[] = [];
    let length = 0;
    for (const [text, weight] of said) {
      sentence++;
      eachFeature(text.toLowerCase(), (key) => {
        let feature = features.get(key);
        if (feature === undefined) {
          feature = features.size;
          features.set(key, feature);
          holders.push(0);
          counts.push(0);
          seenIn.push(0);
        }
        if (seenIn[feature] === sentence) return;
        seenIn[feature] = sentence;
        if (counts[feature] === 0) touched.push(feature);
        counts[feature]! += weight;
        length += weight;
      });
    }
    own.push(touched.map((feature) => ({ feature, count: counts[feature] ?? 0 })));
    for (const feature of touched) {
      holders[feature]!++;
      counts[feature] = 0;
    }
    lengths.push(length);
    yield;
  }
  const codes = topics.map(({ code }) => code);
  const weighed = yield* weighingAll(own, first.length, lengths, holders, kindsOf(features));
  return { codes, features, ...weighed };
}

/** What each kind of feature tells: a character less than a pair of them, a Latin word more. */
function kindsOf(features: ReadonlyMap<number | string, number>): Float32Array {
  const kinds = new Float32Array(features.size);
  for (const [key, feature] of features)
    kinds[feature] = typeof key === "string" ? latin : key < 0 ? single : 1;
  return kinds;
}

function* weighingAll(
  own: readonly (readonly { feature: number; count: number }[])[],
  first: number,
  lengths: readonly number[],
  holders: readonly number[],
  kinds: Float32Array,
): Generator<void, Pick<TopicIndex, "starts" | "topics" | "weights">> {
  const starts = new Int32Array(holders.length + 1);
  for (const [feature, count] of holders.entries())
    starts[feature + 1] = (starts[feature] ?? 0) + count;
  const topics = new Uint16Array(starts[holders.length] ?? 0);
  const weights = new Float32Array(topics.length);
  const next = starts.slice();
  const mean =
    lengths.slice(0, first).reduce((sum, length) => sum + length, 0) / Math.max(1, first);
  const among = yield* tellingOf(own.slice(0, first), holders.length);
  const overall = yield* tellingOf(own, holders.length);
  for (const [topic, list] of own.entries()) {
    const telling = topic < first ? among : overall;
    const spread = saturation * (1 - lengthShare + (lengthShare * (lengths[topic] ?? 0)) / mean);
    for (const { feature, count } of list) {
      const share = (count * (saturation + 1)) / (count + spread);
      const at = next[feature]!++;
      topics[at] = topic;
      weights[at] = (telling[feature] ?? 0) * share * (kinds[feature] ?? 1);
    }
    yield;
  }
  return { starts, topics, weights };
}

/**
 * How much a feature tells topics apart: the logarithm of their number, less the entropy of the
 * feature over them. What stands in many, but nearly always in one, tells more than what is spread.
 */
function* tellingOf(
  own: readonly (readonly { feature: number; count: number }[])[],
  features: number,
): Generator<void, Float64Array> {
  const totals = new Float64Array(features);
  for (const list of own) {
    for (const { feature, count } of list) totals[feature]! += count;
    yield;
  }
  const telling = new Float64Array(features).fill(Math.log(own.length));
  for (const list of own) {
    for (const { feature, count } of list) {
      const share = count / (totals[feature] ?? count);
      telling[feature]! += share * Math.log(share);
    }
    yield;
  }
  return telling;
}

const firstHan = 0x4e00;
const lastHan = 0x9fff;

function isHan(unit: number): boolean {
  return unit >= firstHan && unit <= lastHan;
}

/** Small whole numbers, which maps find fastest: a character is negative, a pair is not. */
function singleKey(unit: number): number {
  return firstHan - unit - 1;
}

function pairKey(first: number, second: number): number {
  return ((first - firstHan) << 15) | (second - firstHan);
}

const latinWord = /[a-z0-9]*[a-z][a-z0-9]*/g;

/** Every feature of a text in lower case, with where it stands. */
export function eachFeature(
  text: string,
  visit: (key: number | string, start: number, end: number) => void,
): void {
  let hasLatin = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!isHan(unit)) {
      hasLatin ||= unit >= 0x61 && unit <= 0x7a;
      continue;
    }
    visit(singleKey(unit), i, i + 1);
    const after = text.charCodeAt(i + 1);
    if (isHan(after)) visit(pairKey(unit, after), i, i + 2);
  }
  if (hasLatin) eachLatin(text, visit);
}

/** ERP and 8D; of IATF16949 the letters too; and `jin xiao cun` as the one word that it is. */
function eachLatin(text: string, visit: (key: string, start: number, end: number) => void): void {
  let before: { word: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(latinWord)) {
    const [word] = match;
    const start = match.index;
    const end = start + word.length;
    if (word.length > 1) visit(word, start, end);
    const letters = /^[a-z]{2,}(?=\d)/.exec(word)?.[0];
    if (letters) visit(letters, start, start + letters.length);
    const last = before.at(-1);
    if (last && (last.end !== start - 1 || text[last.end] !== " ")) before = [];
    for (let i = before.length - 1, joined = word; i >= 0; i--) {
      joined = (before[i]?.word ?? "") + joined;
      visit(joined, before[i]?.start ?? start, end);
    }
    before = [...before.slice(-1), { word, start, end }];
  }
}
