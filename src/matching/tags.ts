import { normalise } from "../search/normalise.ts";
import type { Lexicon } from "./lexicon.ts";
import { findPhrases } from "./phrases.ts";

export type Tag = { code: string; strength: number };
/** What is written about a solution, as far as its tags rest on it. */
export type Written = {
  name: string;
  summary: string;
  description: string;
  pains: readonly string[];
  benefits: readonly string[];
  scenarios: readonly string[];
  scenes: readonly string[];
};

/** How much of the lexicon a solution is about: 0 to 1 for each capability, strongest first. */
export function tagsOf(lexicon: Lexicon, written: Written): Tag[] {
  const evidence = new Map<string, Map<string, number>>();
  const read = (text: string, factor: number) => {
    const normal = normalise(text).text;
    for (const { what, start } of findPhrases(lexicon.offers, normal)) {
      const phrases = evidence.get(what.code) ?? new Map<string, number>();
      evidence.set(what.code, phrases);
      // What stands first in a text is what it is about.
      const place = factor * (start < 60 ? 1 : 0.85);
      phrases.set(what.phrase, Math.max(phrases.get(what.phrase) ?? 0, what.weight * place));
    }
  };
  read(written.name, 3);
  read(written.summary, 1.6);
  read(written.description, 1);
  for (const text of [...written.pains, ...written.benefits, ...written.scenarios]) read(text, 0.7);
  // One phrase may be chance, and what lies outside the declared scenes an aside.
  const trust = (code: string, count: number) => {
    const scenes = lexicon.capabilities.get(code)?.scenes ?? [];
    const isDeclared = scenes.some((scene) => written.scenes.includes(scene));
    return (count === 1 ? 0.6 : 1) * (isDeclared || written.scenes.length === 0 ? 1 : 0.5);
  };
  return Array.from(evidence, ([code, phrases]) => {
    const sum =
      [...phrases.values()]
        .toSorted((a, b) => b - a)
        .reduce((total, weight, i) => total + weight * 0.75 ** i, 0) * trust(code, phrases.size);
    return { code, strength: Math.round((sum / (sum + 1.6)) * 1000) / 1000 };
  })
    .filter(({ strength }) => strength >= 0.15)
    .toSorted((a, b) => b.strength - a.strength || (a.code < b.code ? -1 : 1))
    .slice(0, 24);
}
