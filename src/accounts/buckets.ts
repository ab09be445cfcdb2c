/** Seconds to wait before so much may be taken; 0 where it was taken. `at` is an instant in milliseconds. */
export type Buckets = (who: string, cost: number, at: number) => number;

type Size = { most: number; perSecond: number; places: number };

/**
 * A bucket for everybody, that fills again as time passes. In this process alone: it keeps one
 * stranger from taking all of it, and says nothing of what he did elsewhere. Of more strangers than
 * there are places those longest unheard of are forgotten, which gives them full buckets.
 */
export function createBuckets({ most, perSecond, places }: Size): Buckets {
  type Held = Map<string, { left: number; at: number }>;
  let [young, old]: [Held, Held] = [new Map(), new Map()];
  return (who, cost, at) => {
    const { left: before, at: since } = young.get(who) ?? old.get(who) ?? { left: most, at };
    const left = Math.min(most, before + (Math.max(0, at - since) / 1000) * perSecond);
    const enough = left >= cost;
    // Half of the places at a time: to look for the oldest one takes long.
    if (!young.has(who) && young.size >= places / 2) [young, old] = [new Map(), young];
    young.set(who, { left: enough ? left - cost : left, at });
    return enough ? 0 : Math.max(1, Math.ceil((cost - left) / perSecond));
  };
}
