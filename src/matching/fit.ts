import type { Lexicon } from "./lexicon.ts";
import type { Tag } from "./tags.ts";
import type { Need, Wanted } from "./understand.ts";
import { chosenSceneFit, emphasis, mainShare, nearness } from "./weights.ts";

/** How one wanted capability is met: by which tag, and how near that is. */
export type Met = {
  wanted: Wanted;
  share: number;
  by: string;
  how: keyof typeof nearness;
  value: number;
};

const solving: ReadonlySet<keyof typeof nearness> = new Set(["exact", "broader", "narrower"]);

/** What a need asks for against what a solution is about, each part between 0 and 1. */
export function fitOf(
  lexicon: Lexicon,
  need: Need,
  { tags, scenes }: { tags: readonly Tag[]; scenes: readonly string[] },
) {
  const strength = new Map(tags.map((tag) => [tag.code, tag.strength]));
  const total = need.capabilities.reduce((sum, { weight }) => sum + weight ** emphasis, 0);
  const met = need.capabilities.map((wanted) => {
    const best = nearest(lexicon, wanted.code, strength);
    return { wanted, share: total > 0 ? wanted.weight ** emphasis / total : 0, ...best };
  });
  const fit =
    need.capabilities.length > 0
      ? met.reduce((sum, { share, value }) => sum + share * value, 0)
      : sceneShare(need, scenes) * chosenSceneFit;
  const most = Math.max(...need.capabilities.map(({ weight }) => weight));
  const main = met.filter(
    ({ wanted, how }) => wanted.weight >= most * mainShare && solving.has(how),
  );
  const solved =
    need.capabilities.length > 0 ? Math.max(0, ...main.map(({ value }) => value)) : fit;
  return { fit, solved, met, focus: focusOf(met, tags) };
}

/** How much of the need's scenes the solution shares. */
export function sceneShare(need: Need, scenes: readonly string[]): number {
  return need.scenes.reduce(
    (sum, { code, confidence }) => sum + (scenes.includes(code) ? confidence : 0),
    0,
  );
}

function nearest(lexicon: Lexicon, code: string, strength: ReadonlyMap<string, number>) {
  let best: Omit<Met, "wanted" | "share"> = {
    by: code,
    how: "exact",
    value: strength.get(code) ?? 0,
  };
  const consider = (by: string, how: keyof typeof nearness) => {
    const value = (strength.get(by) ?? 0) * nearness[how];
    if (value > best.value) best = { by, how, value };
  };
  const capability = lexicon.capabilities.get(code);
  for (const broader of capability?.broader ?? []) consider(broader, "broader");
  for (const related of capability?.related ?? []) consider(related, "related");
  const scene = capability?.scenes[0];
  for (const tag of strength.keys()) {
    const other = lexicon.capabilities.get(tag);
    if (other?.broader.includes(code)) consider(tag, "narrower");
    else if (other?.related.includes(code)) consider(tag, "related");
    else if (scene !== undefined && other?.scenes[0] === scene) consider(tag, "scene");
  }
  return best;
}

/** How much of what the solution is about serves this need: made for it, or one part of many. */
function focusOf(met: readonly Omit<Met, "wanted">[], tags: readonly Tag[]): number {
  const top = tags.slice(0, 6);
  const all = top.reduce((sum, tag) => sum + tag.strength ** 2, 0);
  if (all === 0) return 0;
  const used = new Set(met.filter(({ value }) => value > 0).map(({ by }) => by));
  return top.reduce((sum, tag) => sum + (used.has(tag.code) ? tag.strength ** 2 : 0), 0) / all;
}
