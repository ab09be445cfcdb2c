import { findRegion, wholeCountry } from "../taxonomy/regions.ts";
import { leastAskers } from "./least.ts";

/** How many needs of a scene and place nothing solved; `none` where neither was understood. */
export type UnmetGroup = {
  scene: string;
  regionCode: string;
  /** Typed, read, and nothing in the catalogue solves it. */
  nothingFits: number;
  /** Typed, and not understood. */
  notUnderstood: number;
  /** Published, and nobody proposed, or nothing that was proposed suited. */
  expired: number;
  noneSuitable: number;
  /** What was wanted most, by name. */
  wanted: string[];
};

/** With who asked: of few each, of many as many as tell that they are enough. */
export type AskedGroup = Omit<UnmetGroup, "wanted"> & {
  typers: readonly string[];
  firms: readonly string[];
  wanted: readonly { name: string; times: number }[];
};

/** Of what scene or place is not told, for too few asked for it. */
export const others = "others";

/**
 * No group tells of fewer than three firms: what too few of a place asked for is told of the city,
 * of the province, and else of no scene and place at all.
 */
export function mergeSmall(groups: readonly AskedGroup[]): UnmetGroup[] {
  const told = new Map<string, AskedGroup>();
  const tell = (group: AskedGroup) => {
    const key = `${group.scene} ${group.regionCode}`;
    const before = told.get(key);
    told.set(key, before ? together(before, group) : group);
  };
  for (const group of groups) tell(group);
  // From the smallest places up: a city is looked at with what its districts left.
  for (const level of ["district", "city", "province"])
    for (const [key, group] of told) {
      if (levelOf(group) !== level || isEnough(group)) continue;
      told.delete(key);
      tell(wider(group));
    }
  return [...told.values()].map(viewGroup).toSorted(mostFirst);
}

/** What is of no place, or of the whole country, is told like a province's. */
function levelOf({ regionCode }: AskedGroup): string {
  if (regionCode === others) return others;
  const level = findRegion(regionCode)?.level ?? "country";
  return level === "country" ? "province" : level;
}

/** The same firm may have typed and published: the larger number is how many there are at least. */
function isEnough({ typers, firms }: AskedGroup): boolean {
  return Math.max(typers.length, firms.length) >= leastAskers;
}

function wider(group: AskedGroup): AskedGroup {
  const parent = findRegion(group.regionCode)?.parent;
  return parent !== undefined && parent !== wholeCountry
    ? { ...group, regionCode: parent }
    : { ...group, scene: others, regionCode: others, wanted: [] };
}

function together(a: AskedGroup, b: AskedGroup): AskedGroup {
  const names = Map.groupBy([...a.wanted, ...b.wanted], ({ name }) => name);
  return {
    ...a,
    nothingFits: a.nothingFits + b.nothingFits,
    notUnderstood: a.notUnderstood + b.notUnderstood,
    expired: a.expired + b.expired,
    noneSuitable: a.noneSuitable + b.noneSuitable,
    typers: [...new Set([...a.typers, ...b.typers])],
    firms: [...new Set([...a.firms, ...b.firms])],
    wanted: Array.from(names, ([name, same]) => ({
      name,
      times: same.reduce((sum, { times }) => sum + times, 0),
    })),
  };
}

function viewGroup(group: AskedGroup): UnmetGroup {
  const { scene, regionCode, nothingFits, notUnderstood, expired, noneSuitable } = group;
  const most = group.wanted.toSorted((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
  const wanted = most.slice(0, 3).map(({ name }) => name);
  return { scene, regionCode, nothingFits, notUnderstood, expired, noneSuitable, wanted };
}

export function totalOf(group: Omit<UnmetGroup, "wanted">): number {
  return group.nothingFits + group.notUnderstood + group.expired + group.noneSuitable;
}

/** What is told of no place comes last, however much it is. */
function mostFirst(a: UnmetGroup, b: UnmetGroup): number {
  const last = Number(a.scene === others) - Number(b.scene === others);
  return last || totalOf(b) - totalOf(a) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function nameOf({ scene, regionCode }: UnmetGroup): string {
  return `${scene} ${regionCode}`;
}
