import type { Facts } from "./facts.ts";
import { fresh, leastUsual, ratingPrior } from "./weights.ts";

/** Ratings with shrinkage, and what was accepted; a newcomer stands at the middle, not at the end. */
export function recordShare(facts: Facts): number | undefined {
  const { ratings, stars, accepted, verifiedCases } = facts;
  if (ratings + accepted + verifiedCases === 0) return undefined;
  const mean = (stars + ratingPrior.mean * ratingPrior.count) / (ratings + ratingPrior.count);
  const done = 1 - 1 / (1 + accepted + verifiedCases);
  return 0.6 * ((mean - 1) / 4) + 0.4 * done;
}

/** What was shown long ago says less of today; where nothing was, nothing is known. */
export function freshnessShare({ evidenceDays }: Facts): number | undefined {
  if (evidenceDays === null) return undefined;
  return (fresh.noneDays - evidenceDays) / (fresh.noneDays - fresh.allDays);
}

/** Who has more to do than he usually gets done comes later to the next; of who is not listed nobody knows. */
export function loadShare({ providerStatus, inHand, lately }: Facts): number | undefined {
  if (providerStatus === "imported") return undefined;
  return 2 - inHand / Math.max(leastUsual, lately / 4);
}

/** The same for owners and providers. */
export function sayFreshness({ evidenceDays }: Facts): string {
  if (evidenceDays === null) return "还没有在本平台核实过的交付或案例，按中间分计";
  if (evidenceDays <= fresh.allDays) return "半年内有核实过的交付或案例";
  const years = Math.floor(evidenceDays / 365);
  return `最近一次核实过的交付或案例在${years > 0 ? ` ${years} 年` : "半年"}以前`;
}

/** How many there are is between it and its customers. */
export function sayLoad(facts: Facts): string {
  const share = loadShare(facts);
  if (share === undefined) return "还没有入驻，不知道手上有多少活，按中间分计";
  if (share >= 1) return "手上的活不多，接得过来";
  return share > 0 ? "手上的活偏多，可能要等一等" : "手上的活很多，可能要等";
}
