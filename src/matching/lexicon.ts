import type { Capability } from "./lexicon-schema.ts";
import { indexPhrases, type PhraseIndex } from "./phrases.ts";
import { indexSoftly, type SoftIndex } from "./soft.ts";

type PhraseKind = "owner" | "weak" | "vendor" | "name";
export type Sense = { code: string; kind: PhraseKind; phrase: string; weight: number };

/** The lexicon made ready for reading texts; made once for each version of it. */
export type Lexicon = {
  version: string;
  capabilities: ReadonlyMap<string, Capability>;
  /** What people say, and what vendors write: both sides may use the other's words. */
  needs: PhraseIndex<Sense>;
  offers: PhraseIndex<Sense>;
  soft: SoftIndex;
};

const needWeight: Record<PhraseKind, number> = { owner: 1, name: 1, vendor: 0.8, weak: 0.3 };
const offerWeight: Record<PhraseKind, number> = { vendor: 1, name: 1, owner: 0.45, weak: 0.12 };

export function compileLexicon(all: readonly Capability[]): Lexicon {
  const weigh = (weights: typeof needWeight): Sense[] => {
    const senses = all.flatMap((capability) => sensesOf(capability, weights));
    const claims = new Map<string, number>();
    for (const { phrase, kind } of senses)
      claims.set(phrase, (claims.get(phrase) ?? 0) + weights[kind]);
    return senses.map((sense) => {
      // A phrase that several capabilities claim says less about each, most about who claims it most.
      const own = weights[sense.kind];
      const share = own / (claims.get(sense.phrase) ?? own);
      return { ...sense, weight: own * lengthWeight(sense.phrase) * share };
    });
  };
  const needs = weigh(needWeight);
  return {
    version: versionOf(all),
    capabilities: new Map(all.map((capability) => [capability.code, capability])),
    needs: indexPhrases(needs.map((sense) => [sense.phrase, sense])),
    offers: indexPhrases(weigh(offerWeight).map((sense) => [sense.phrase, sense])),
    soft: indexSoftly(needs, new Map(all.map(({ code, said }) => [code, said ?? []]))),
  };
}

/** A phrase of two kinds is of the weightier: 私域 is said by owners and written by vendors. */
function sensesOf(
  { code, name, owner, weak, vendor }: Capability,
  weights: typeof needWeight,
): Omit<Sense, "weight">[] {
  const found = new Map<string, Omit<Sense, "weight">>();
  const add = (kind: PhraseKind, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      // The lexicon's test holds its phrases to the normal form, but for case.
      const text = phrase.toLowerCase();
      const before = found.get(text);
      if (!before || weights[before.kind] < weights[kind])
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

/** Raised with every change of the rules in `tags.ts`: what they made before is read again. */
const tagRules = "2";

/** FNV-1a over every phrase: another lexicon has another version. */
function versionOf(all: readonly Capability[]): string {
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let i = 0; i < text.length; i++)
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  };
  mix(tagRules);
  for (const { code, name, scenes, owner, weak, vendor, said } of all) {
    mix(`${code}/${name}`);
    for (const list of [scenes, owner, weak, vendor, said ?? []]) mix(`${list.join(";")}/`);
  }
  return hash.toString(16).padStart(8, "0");
}
