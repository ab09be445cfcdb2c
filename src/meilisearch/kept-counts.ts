const keptForMs = 10 * 60_000;
const mostKept = 5000;

/** How many documents meet a filter, some minutes old at most: enough to tell what is rare. */
export type KeptCounts = {
  unknown: (filters: readonly string[], now: Date) => string[];
  keep: (filter: string, count: number, now: Date) => void;
  get: (filter: string) => number;
};

export function keepCounts(): KeptCounts {
  const kept = new Map<string, { count: number; at: number }>();
  return {
    unknown: (filters, now) => {
      const isFresh = (at: number) => Math.abs(now.getTime() - at) < keptForMs;
      return [...new Set(filters)].filter((filter) => !isFresh(kept.get(filter)?.at ?? -Infinity));
    },
    keep: (filter, count, now) => {
      // The oldest goes first.
      kept.delete(filter);
      kept.set(filter, { count, at: now.getTime() });
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    get: (filter) => kept.get(filter)?.count ?? 0,
  };
}
