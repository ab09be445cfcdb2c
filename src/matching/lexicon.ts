import type { Capability, Outside } from "./lexicon-schema.ts";
import { type Called, calledIn } from "./called.ts";
import { spellerOf } from "./initials.ts";
import { slipsOf } from "./slips.ts";
import { type Near, nearOf } from "./nearness.ts";
import { indexingPhrases, type PhraseIndex } from "./phrases.ts";
import { indexingTopics, type Topic, type TopicIndex, topicOf } from "./topics.ts";
import { indexingWords, type WordIndex } from "./words.ts";

type PhraseKind = "owner" | "weak" | "vendor" | "name";
export type Sense = { code: string; kind: PhraseKind; phrase: string; weight: number };

/** The lexicon made ready for reading texts; made once for each version of it. */
export type Lexicon = {
  version: string;
  capabilities: ReadonlyMap<string, Capability>;
  /** What vendors write; owners' words stand in offers too. */
  offers: PhraseIndex<Sense>;
  /** What people say who have the need, by capability, and by what is no business of ours. */
  topics: TopicIndex;
  /** What providers call a topic, in four characters or more. */
  names: PhraseIndex<number>;
  words: WordIndex;
  called: Called;
  /** Terms by their initials: 进销存 by jxc. */
  spelledBy: ReturnType<typeof spellerOf>;
  slipOf: ReturnType<typeof slipsOf>;
  /** Of a topic that is no business of ours, of what kind it is. */
  outside: ReadonlyMap<string, Outside["kind"]>;
  near: Near;
  /** By capability all of the same main scene. */
  sceneMates: ReadonlyMap<string, readonly string[]>;
  /** By topic, those that a capability names as broader or related. */
  neighbours: readonly (readonly number[])[];
};

const offerWeight: Record<PhraseKind, number> = { vendor: 1, name: 1, owner: 0.45, weak: 0.12 };

export function compileLexicon(all: readonly Capability[], outside: readonly Outside[]): Lexicon {
  const steps = compilingLexicon(all, outside);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Each step takes a few milliseconds at the most. */
export function* compilingLexicon(
  all: readonly Capability[],
  outside: readonly Outside[],
): Generator<void, Lexicon> {
  const version = versionOf(all, outside);
  yield;
  const senses = yield* weighing(all);
  const offers = yield* indexingPhrases(senses);
  const topics = yield* indexingTopics(all.map(topicOf), outside.map(outsideTopic));
  const names = yield* indexingPhrases(namesIn(all));
  const words = yield* indexingWords(all);
  return {
    version,
    capabilities: new Map(all.map((capability) => [capability.code, capability])),
    offers,
    topics,
    names,
    words,
    called: calledIn(all),
    spelledBy: spellerOf(all),
    slipOf: slipsOf(all),
    outside: new Map(outside.map(({ code, kind }) => [code, kind])),
    near: nearOf(all),
    sceneMates: sceneMatesOf(all),
    neighbours: neighboursOf(all),
  };
}

const longName = 4;

/** Topics are numbered as the capabilities come. */
function namesIn(all: readonly Capability[]): [string, number][] {
  return all.flatMap(({ name, vendor }, topic) =>
    [...new Set([name, ...vendor])]
      .filter((phrase) => phrase.length >= longName && !phrase.includes("*"))
      .map((phrase): [string, number] => [phrase.toLowerCase(), topic]),
  );
}

function sceneMatesOf(all: readonly Capability[]) {
  const mates = [...Map.groupBy(all, ({ scenes: [main] }) => main).values()].map((same) =>
    same.map(({ code }) => code),
  );
  return new Map(mates.flatMap((codes) => codes.map((code) => [code, codes] as const)));
}

/** In the same order. */
function neighboursOf(all: readonly Capability[]): number[][] {
  const numbers = new Map(all.map(({ code }, i) => [code, i]));
  return all.map(({ broader, related }) =>
    [...broader, ...related].flatMap((code) => numbers.get(code) ?? []),
  );
}

function outsideTopic({ code, said }: Outside): Topic {
  return { code, said: said.map((sentence) => [sentence, 1] as const) };
}

function* weighing(all: readonly Capability[]): Generator<void, [string, Sense][]> {
  const senses: Omit<Sense, "weight">[] = [];
  const claims = new Map<string, number>();
  for (const capability of all) {
    const own = sensesOf(capability);
    for (const { phrase, kind } of own)
      claims.set(phrase, (claims.get(phrase) ?? 0) + offerWeight[kind]);
    senses.push(...own);
    yield;
  }
  return senses.map((sense) => {
    // A phrase that several capabilities claim says less about each, most about who claims it most.
    const own = offerWeight[sense.kind];
    const share = own / (claims.get(sense.phrase) ?? own);
    return [sense.phrase, { ...sense, weight: own * lengthWeight(sense.phrase) * share }];
  });
}

/** A phrase of two kinds is of the weightier: 私域 is said by owners and written by vendors. */
function sensesOf({ code, name, owner, weak, vendor }: Capability): Omit<Sense, "weight">[] {
  const found = new Map<string, Omit<Sense, "weight">>();
  const add = (kind: PhraseKind, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      // The lexicon's test holds its phrases to the normal form, but for case.
      const text = phrase.toLowerCase();
      const before = found.get(text);
      if (!before || offerWeight[before.kind] < offerWeight[kind])
        found.set(text, { code, kind, phrase: text });
    }
  };
  add("name", [name]);
  add("owner", owner);
  add("vendor", vendor);
  add("weak", weak);
  return [...found.values()];
}

/** Two characters may be chance, six hardly. */
function lengthWeight(phrase: string): number {
  const length = phrase.replaceAll("*", "").length;
  return Math.min(1.4, 0.7 + 0.15 * Math.max(0, length - 1));
}

/** Raised with every change of the rules in `tags.ts` and `trades.ts`: what they made before is read again. */
const tagRules = "7";

/** FNV-1a over every phrase and link: another lexicon has another version. */
export function versionOf(all: readonly Capability[], outside: readonly Outside[]): string {
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let i = 0; i < text.length; i++)
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  };
  mix(tagRules);
  for (const { code, name, scenes, owner, weak, called, vendor, said, broader, related } of all) {
    mix(`${code}/${name}`);
    for (const list of [scenes, owner, weak, called, vendor, said ?? [], broader, related])
      mix(`${list.join(";")}/`);
  }
  for (const { code, said } of outside) mix(`${code}/${said.join(";")}/`);
  return hash.toString(16).padStart(8, "0");
}
