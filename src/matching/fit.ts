import type { Lexicon } from "./lexicon.ts";
import type { Tag } from "./tags.ts";
import type { Need } from "./understand.ts";
import type { Wanted } from "./wanted.ts";
import type { Likeness, Nearness } from "./nearness.ts";
import { chosenSceneFit, emphasis, mainShareFor, nearness } from "./weights.ts";

/** How one wanted capability is met: by which tag, and how near that is. */
export type Met = {
  wanted: Wanted;
  share: number;
  by: string;
  how: Nearness;
  value: number;
};

export const solving: ReadonlySet<Nearness> = new Set(["exact", "broader", "narrower"]);

export type Fit = { fit: number; solved: number; met: Met[]; focus: number };

/** Judges what a need asks for against what solutions are about, each part between 0 and 1. */
export function fitterOf(lexicon: Lexicon, need: Need) {
  const { capabilities } = need;
  const total = capabilities.reduce((sum, { weight }) => sum + weight ** emphasis, 0);
  const most = Math.max(...capabilities.map(({ weight }) => weight));
  const all = capabilities.map((wanted) => ({
    wanted,
    share: total > 0 ? wanted.weight ** emphasis / total : 0,
    near: lexicon.near.get(wanted.code) ?? new Map<string, Nearness>(),
  }));
  return ({ tags, scenes }: { tags: readonly Tag[]; scenes: readonly string[] }): Fit => {
    const met = all.map(({ wanted, share, near }) => ({
      wanted,
      share,
      ...nearest(lexicon, wanted.code, near, tags),
    }));
    if (met.length === 0) {
      const fit = sceneShare(need, scenes) * chosenSceneFit;
      return { fit, solved: fit, met, focus: 0 };
    }
    const fit = met.reduce((sum, { share, value }) => sum + share * value, 0);
    const main = met.filter(
      ({ wanted, how }) => wanted.weight >= most * mainShareFor(need.clarity) && solving.has(how),
    );
    const solved = Math.max(0, ...main.map(({ value }) => value));
    return { fit, solved, met, focus: focusOf(tags, need.likeness) };
  };
}

/** How much of the need's scenes the solution shares. */
export function sceneShare(need: Need, scenes: readonly string[]): number {
  return need.scenes.reduce(
    (sum, { code, confidence }) => sum + (scenes.includes(code) ? confidence : 0),
    0,
  );
}

function nearest(
  { capabilities }: Lexicon,
  code: string,
  near: ReadonlyMap<string, Nearness>,
  tags: readonly Tag[],
): Omit<Met, "wanted" | "share"> {
  const scene = capabilities.get(code)?.scenes[0];
  let best: Omit<Met, "wanted" | "share"> = { by: code, how: "exact", value: 0 };
  for (const { code: by, strength } of tags) {
    const sharesScene = scene !== undefined && capabilities.get(by)?.scenes[0] === scene;
    const how = near.get(by) ?? (sharesScene ? "scene" : undefined);
    if (how === undefined) continue;
    const value = strength * nearness[how];
    if (value > best.value) best = { by, how, value };
  }
  return best;
}

/** How near all that the solution is about comes to all that is said: made for it, or one part of many. */
function focusOf(tags: readonly Tag[], likeness: Likeness): number {
  const all = tags.reduce((sum, { strength }) => sum + strength, 0);
  const near = tags.reduce((sum, tag) => sum + tag.strength * (likeness.get(tag.code) ?? 0), 0);
  return all > 0 ? near / all : 0;
}
