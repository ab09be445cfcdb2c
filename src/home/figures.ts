import type { FacetCounts } from "../search/engine.ts";
import type { Finder } from "../search/finder.ts";

const newEnough = 60_000;

/**
 * How much there is to find: for everybody the same question, which costs as much as a search, so it is
 * asked once a minute. Whoever comes meanwhile reads what was counted last.
 */
export function createFigures(): (finder: Finder, now: Date) => Promise<FacetCounts> {
  let kept: { facets: FacetCounts; at: number } | undefined;
  return async (finder, now) => {
    const at = now.getTime();
    if (kept && Math.abs(at - kept.at) < newEnough) return kept.facets;
    // One asks, the others need not wait for him.
    if (kept) kept.at = at;
    const query = { text: "", filter: { type: ["solution"] }, page: 1, perPage: 1, now };
    const { facets } = await finder.search(query);
    kept = { facets, at };
    return facets;
  };
}
