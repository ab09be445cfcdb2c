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
  const senses = all.flatMap((capability) => sensesOf(capability));
  const shared = new Map<string, number>();
  for (const { phrase } of senses) shared.set(phrase, (shared.get(phrase) ?? 0) + 1);
  const weigh = (weights: typeof needWeight): Sense[] =>
    senses.map((sense) => {
      // A phrase that several capabilities claim says less about each.
      const claims = shared.get(sense.phrase) ?? 1;
      return { ...sense, weight: (weights[sense.kind] * lengthWeight(sense.phrase)) / claims };
    });
  const needs = weigh(needWeight);
  return {
    version: versionOf(senses, all),
    capabilities: new Map(all.map((capability) => [capability.code, capability])),
    needs: indexPhrases(needs.map((sense) => [sense.phrase, sense])),
    offers: indexPhrases(weigh(offerWeight).map((sense) => [sense.phrase, sense])),
    soft: indexSoftly(needs, new Map(all.map(({ code, said }) => [code, said ?? []]))),
  };
}

function sensesOf({ code, name, owner, weak, vendor }: Capability): Omit<Sense, "weight">[] {
  const found = new Map<string, Omit<Sense, "weight">>();
  const add = (kind: PhraseKind, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      // The lexicon's test holds its phrases to the normal form, but for case.
      const text = phrase.toLowerCase();
      if (!found.has(text)) found.set(text, { code, kind, phrase: text });
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

/** FNV-1a over every phrase: another lexicon has another version. */
function versionOf(senses: readonly Omit<Sense, "weight">[], all: readonly Capability[]): string {
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let i = 0; i < text.length; i++)
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  };
  for (const { code, kind, phrase } of senses) mix(`${code}/${kind}/${phrase};`);
  for (const { said } of all) for (const sentence of said ?? []) mix(sentence);
  return hash.toString(16).padStart(8, "0");
}
