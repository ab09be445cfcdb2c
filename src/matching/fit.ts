import type { Lexicon } from "./lexicon.ts";
import type { Tag } from "./tags.ts";
import type { Need } from "./understand.ts";
import type { Wanted } from "./wanted.ts";
import type { Likeness, Nearness } from "./nearness.ts";
import { chosenSceneFit, emphasis, mainShareFor, nearness, plainShare } from "./weights.ts";

/** How one wanted capability is met: by which tag, and how near that is. */
export type Met = {
  wanted: Wanted;
  share: number;
  by: string;
  how: Nearness;
  value: number;
};

/** By its own text: what such a thing usually does beside is not yet what this one does. */
export const solving: ReadonlySet<Nearness> = new Set(["exact", "broader", "narrower"]);
const expecting: ReadonlySet<Nearness> = new Set(["usual"]);
const plainly: ReadonlySet<Nearness> = new Set(["exact"]);

export type Fit = {
  fit: number;
  /** The most that its own text solves of what is wanted most, and the same with what its kind usually does. */
  solved: number;
  expected: number;
  met: Met[];
  focus: number;
};

/** Judges what a need asks for against what solutions are about, each part between 0 and 1. */
export function fitterOf(lexicon: Lexicon, need: Need) {
  const { capabilities } = need;
  const total = capabilities.reduce((sum, { weight }) => sum + weight ** emphasis, 0);
  const most = Math.max(...capabilities.map(({ weight }) => weight));
  const all = capabilities.map((wanted) => ({
    wanted,
    share: total > 0 ? wanted.weight ** emphasis / total : 0,
  }));
  const ways = waysTo(lexicon, capabilities);
  return ({ tags, scenes }: { tags: readonly Tag[]; scenes: readonly string[] }): Fit => {
    const nearest = nearestIn(ways, capabilities, tags);
    const met = all.map((one, i) => ({ ...one, ...nearest[i]! }));
    if (met.length === 0) {
      const fit = sceneShare(need, scenes) * chosenSceneFit;
      return { fit, solved: fit, expected: fit, met, focus: 0 };
    }
    const fit = met.reduce((sum, { share, value }) => sum + share * value, 0);
    const main = met.filter(({ wanted }) => wanted.weight >= most * mainShareFor(need.clarity));
    const plain = met.filter(({ wanted }) => wanted.weight >= most * plainShare);
    const solved = bestOf(main, solving);
    return {
      fit,
      solved,
      expected: Math.max(solved, bestOf(main, expecting), bestOf(plain, plainly)),
      met,
      focus: focusOf(tags, need.likeness),
    };
  };
}

function bestOf(met: readonly Met[], ways: ReadonlySet<Nearness>): number {
  return Math.max(0, ...met.map(({ how, value }) => (ways.has(how) ? value : 0)));
}

/** How much of the need's scenes the solution shares. */
export function sceneShare(need: Need, scenes: readonly string[]): number {
  return need.scenes.reduce(
    (sum, { code, confidence }) => sum + (scenes.includes(code) ? confidence : 0),
    0,
  );
}

type Way = { wanted: number; how: Nearness };
type Nearest = Omit<Met, "wanted" | "share">;

/** By capability which of those that are wanted it meets, and how: made once for all candidates. */
function waysTo({ near, sceneMates }: Lexicon, all: readonly Wanted[]) {
  const ways = new Map<string, Way[]>();
  const add = (other: string, way: Way) => {
    const known = ways.get(other);
    if (known) known.push(way);
    else ways.set(other, [way]);
  };
  for (const [wanted, { code }] of all.entries()) {
    const own = near.get(code) ?? new Map<string, Nearness>();
    for (const [other, how] of own) add(other, { wanted, how });
    for (const other of sceneMates.get(code) ?? [])
      if (!own.has(other)) add(other, { wanted, how: "scene" });
  }
  return ways;
}

/** In the order of what is wanted. */
function nearestIn(
  ways: ReadonlyMap<string, readonly Way[]>,
  all: readonly Wanted[],
  tags: readonly Tag[],
): Nearest[] {
  const best = all.map(({ code }): Nearest => ({ by: code, how: "exact", value: 0 }));
  for (const { code: by, strength } of tags)
    for (const { wanted, how: known } of ways.get(by) ?? []) {
      const how = known === "broader" && !isTold(tags, all[wanted]!.code) ? "usual" : known;
      const value = strength * nearness[how];
      if (value > best[wanted]!.value) best[wanted] = { by, how, value };
    }
  return best;
}

function isTold(tags: readonly Tag[], wanted: string): boolean {
  return tags.some(({ code }) => code === wanted);
}

/** How near all that the solution is about comes to all that is said: made for it, or one part of many. */
function focusOf(tags: readonly Tag[], likeness: Likeness): number {
  const all = tags.reduce((sum, { strength }) => sum + strength, 0);
  const near = tags.reduce((sum, tag) => sum + tag.strength * (likeness.get(tag.code) ?? 0), 0);
  return all > 0 ? near / all : 0;
}
