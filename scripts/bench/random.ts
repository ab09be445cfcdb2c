export type Random = () => number;

/** Mulberry32: the same seed makes the same catalogue. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  if (from.length === 0) throw new RangeError("nothing to pick from");
  return from[Math.floor(random() * from.length)]!;
}

/** So many different ones, in no order. */
export function some<T>(random: Random, from: readonly T[], count: number): T[] {
  const chosen = new Set<T>();
  const wanted = Math.min(count, from.length);
  while (chosen.size < wanted) chosen.add(pick(random, from));
  return [...chosen];
}

export function shuffled<T>(random: Random, all: readonly T[]): T[] {
  return all
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** Ranks from 0, the first ones most often: `1 / (rank + shift) ** exponent`. */
export function zipf(count: number, exponent: number, shift: number) {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums.push((sum += 1 / (rank + shift) ** exponent));
  return (random: Random): number => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Draws from a distribution that is known by its evenly spaced quantiles. */
export function drawn(random: Random, quantiles: readonly number[]): number {
  const at = random() * (quantiles.length - 1);
  const below = quantiles[Math.floor(at)]!;
  const above = quantiles[Math.ceil(at)]!;
  return Math.round(below + (above - below) * (at - Math.floor(at)));
}
