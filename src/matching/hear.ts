import { citedIn } from "./cited.ts";
import { eachFeature, type TopicIndex } from "./topics.ts";
import type { Span, Word } from "./words.ts";

/** A stretch of the text and how much what is said there counts. */
export type Stretch = {
  start: number;
  text: string;
  weightAt: (start: number, end: number) => number;
};

/** Words that name topics outright, up to where they end. */
export type Named = { end: number; topics: ReadonlySet<number> };

/** `free`: the weight for topics other than those that the words around it name. */
type Heard = {
  weight: number;
  free: number;
  named: ReadonlySet<number> | undefined;
  places: { start: number; end: number }[];
};
export type Hearing = { heard: ReadonlyMap<number, Heard>; scores: Float64Array };

/** What is left of a word within the name of something else: 扫码 in 扫码报工 asks for no till. */
const within = 0.3;

/** How near the words are to each topic; a word counts once, where it counts most. */
export function hear(
  index: TopicIndex,
  stretches: readonly Stretch[],
  names: ReadonlyMap<number, Named>,
): Hearing {
  const heard = new Map<number, Heard>();
  for (const stretch of stretches)
    eachFeature(stretch.text, (key, from, to) => {
      const feature = index.features.get(key);
      if (feature === undefined) return;
      const place = { start: stretch.start + from, end: stretch.start + to };
      const weight = stretch.weightAt(place.start, place.end);
      if (weight === 0) return;
      const around = names.get(place.start);
      const named = around && around.end >= place.end ? around.topics : undefined;
      const free = named ? weight * within : weight;
      const known = heard.get(feature);
      if (!known) heard.set(feature, { weight, free, named, places: [place] });
      else {
        known.weight = Math.max(known.weight, weight);
        known.free = Math.max(known.free, free);
        if (known.places.length < mostPlaces) known.places.push(place);
      }
    });
  const scores = new Float64Array(index.codes.length);
  for (const [feature, one] of heard) {
    const end = index.starts[feature + 1] ?? 0;
    for (let at = index.starts[feature] ?? 0; at < end; at++) {
      const topic = index.topics[at] ?? 0;
      scores[topic]! += weightFor(one, topic) * (index.weights[at] ?? 0);
    }
  }
  return { heard, scores };
}

function weightFor({ weight, free, named }: Heard, topic: number): number {
  return named?.has(topic) ? weight : free;
}

const mostPlaces = 3;
/** The words that speak most for a topic, the most telling first; never across a clause's end. */
export function spansFor(
  index: TopicIndex,
  { heard }: Hearing,
  topic: number,
  words: readonly Word[],
): Span[] {
  const light = new Map<number, number>();
  for (const [feature, one] of heard) {
    const { places } = one;
    const given = weightFor(one, topic) * weightOf(index, feature, topic);
    if (given === 0) continue;
    for (const { start, end } of places)
      for (let at = start; at < end; at++)
        light.set(at, (light.get(at) ?? 0) + given / (end - start));
  }
  return citedIn(light, words);
}

/** The topics of a feature stand in order. */
function weightOf({ starts, topics, weights }: TopicIndex, feature: number, topic: number): number {
  let low = starts[feature] ?? 0;
  let high = (starts[feature + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = topics[middle] ?? 0;
    if (here === topic) return weights[middle] ?? 0;
    if (here < topic) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
