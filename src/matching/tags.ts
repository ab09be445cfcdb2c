import { normalise } from "../search/normalise.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { findPhrases, type PhraseHit } from "./phrases.ts";

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

/** How much a place says about what the solution is: its name most, what it promises least. */
const places = { name: 4.2, summary: 2, scenario: 1.1, description: 1, promise: 0.6 } as const;
/** Evidence that makes half a tag. */
const half = 1;
/** So much is left of a phrase inside a longer one of another meaning: 电商 in 跨境电商. */
const inside = 0.3;
/** So much of what lies outside the scenes that the solution is declared for. */
const undeclared = 0.4;
/** How much weaker is what has far less evidence than what the solution is most about. */
const relative = 0.15;
const besides = 0.7;
/** One phrase that stands in neither name nor summary may be chance. */
const lone = 0.6;

/** How much of the lexicon a solution is about: 0 to 1 for each capability, strongest first. */
export function tagsOf(lexicon: Lexicon, written: Written): Tag[] {
  const evidence = new Map<string, Map<string, number>>();
  for (const [text, place] of textsOf(written))
    for (const { what } of tellingHits(findPhrases(lexicon.offers, normalise(text).text))) {
      const phrases = evidence.get(what.code) ?? new Map<string, number>();
      evidence.set(what.code, phrases);
      phrases.set(
        what.phrase,
        Math.max(phrases.get(what.phrase) ?? 0, what.weight * places[place]),
      );
    }
  const trust = (code: string, phrases: ReadonlyMap<string, number>) => {
    const scenes = lexicon.capabilities.get(code)?.scenes ?? [];
    const declared = scenes.findIndex((scene) => written.scenes.includes(scene));
    const ofScene =
      written.scenes.length === 0 || declared === 0 ? 1 : declared > 0 ? besides : undeclared;
    const isLone = phrases.size === 1 && Math.max(...phrases.values()) < places.summary * 0.7;
    return (isLone ? lone : 1) * ofScene;
  };
  const sums = Array.from(evidence, ([code, phrases]) => {
    const sum =
      [...phrases.values()]
        .toSorted((a, b) => b - a)
        .reduce((total, weight, i) => total + weight * 0.75 ** i, 0) * trust(code, phrases);
    return { code, sum };
  });
  const most = Math.max(...sums.map(({ sum }) => sum));
  return sums
    .map(({ code, sum }) => {
      const told = sum * (sum / most) ** relative;
      return { code, strength: Math.round((told / (told + half)) * 1000) / 1000 };
    })
    .filter(({ strength }) => strength >= 0.15)
    .toSorted((a, b) => b.strength - a.strength || (a.code < b.code ? -1 : 1))
    .slice(0, 24);
}

function textsOf(written: Written): [string, keyof typeof places][] {
  return [
    [written.name, "name"],
    [written.summary, "summary"],
    [written.description, "description"],
    ...written.scenarios.map((text) => [text, "scenario"] as [string, "scenario"]),
    ...[...written.pains, ...written.benefits].map(
      (text) => [text, "promise"] as [string, "promise"],
    ),
  ];
}

/** Of one meaning the longest words at each point; what lies in or before longer words of another tells less. */
function tellingHits(hits: readonly PhraseHit<Sense>[]): PhraseHit<Sense>[] {
  const kept: PhraseHit<Sense>[] = [];
  const longestFirst = hits.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start,
  );
  for (const hit of longestFirst) {
    const over = kept.filter(({ start, end }) => start < hit.end && end > hit.start);
    const isPart = over.some(
      ({ start, end, what }) => what.code === hit.what.code && start <= hit.start && end >= hit.end,
    );
    if (isPart) continue;
    const isInside = over.some(
      ({ start, end, what }) =>
        what.code !== hit.what.code &&
        (end > hit.end || (end === hit.end && start < hit.start)) &&
        end - start >= hit.end - hit.start &&
        what.kind !== "weak" &&
        what.kind !== "owner",
    );
    const what = isInside ? { ...hit.what, weight: hit.what.weight * inside } : hit.what;
    kept.push({ ...hit, what });
  }
  return kept;
}
