import type { Facts } from "./facts.ts";
import { type Fit, fitterOf, type Met, sceneShare } from "./fit.ts";
import { deploymentShare } from "./deployment.ts";
import type { Lexicon } from "./lexicon.ts";
import { lotsFor } from "./lots.ts";
import { freshnessShare, loadShare, recordShare } from "./record.ts";
import { isNamedSo, refusedIn } from "./refusals.ts";
import { modestyOf } from "./scale.ts";
import type { Need } from "./understand.ts";
import { isWithin } from "../taxonomy/regions.ts";
import { isIndustryWithin } from "../taxonomy/industries.ts";
import {
  cheap,
  type Factor,
  factors,
  farOverBudget,
  mostOfOne,
  otherTrade,
  sameSection,
  unknownShare,
  weights,
} from "./weights.ts";

/** One factor's points: the share of its weight, and whether anything was known. */
export type Part = { factor: Factor; points: number; known: boolean };
export type Block = "suspended" | "not_serving" | "over_budget" | "refused";
export type Ranked = {
  facts: Facts;
  score: number;
  /** Among equals the least comes first. */
  lot: number;
  fit: number;
  /** See `Fit`. */
  solved: number;
  expected: number;
  met: Met[];
  parts: Part[];
  blocked: Block | undefined;
};

/** By everything but how well the words themselves meet: see `withText`. */
export function rank(
  lexicon: Lexicon,
  need: Need,
  candidates: readonly Facts[],
  original: string,
): Ranked[] {
  const fitOf = fitterOf(lexicon, need);
  const lotOf = lotsFor(original);
  const refused = refusedIn(original);
  return inOrder(
    candidates.map((facts) =>
      judge(need, facts, fitOf(facts), { original, refused, lot: lotOf(facts.id) }),
    ),
  );
}

/** With the points for how well the words themselves meet, 0 to 1 by solution, from the search engine. */
export function withText(
  ranked: readonly Ranked[],
  closeness: ReadonlyMap<string, number>,
): Ranked[] {
  return inOrder(
    ranked.map((each) => {
      const points = pointsFor("text", closeness.get(each.facts.id) ?? 0);
      const parts = each.parts.map((part) => (part.factor === "text" ? { ...part, points } : part));
      return { ...each, parts, score: scoreOf(parts) };
    }),
  );
}

/** Those that may still be among the first `shown` when the words are weighed too, of what is blocked as well. */
export function contendersOf(ranked: readonly Ranked[], shown: number): Ranked[] {
  return [true, false].flatMap((isBlocked) => {
    const own = ranked.filter(({ blocked }) => (blocked !== undefined) === isBlocked);
    const isMore = areMoreOfOne(own);
    const last = own.filter((_, i) => !isMore[i])[shown - 1]?.score ?? 0;
    return own.filter(({ score }) => score >= last - weights.text);
  });
}

/** Who offers the same under many names fills no list with it: what is more of one provider comes after the others. */
export function spread<T>(all: readonly T[], rankedOf: (one: T) => Ranked): T[] {
  const isMore = areMoreOfOne(all.map(rankedOf));
  return [...all.filter((_, i) => !isMore[i]), ...all.filter((_, i) => isMore[i])];
}

/** Of a list, which come after the others since so many of the same provider stand before them. */
function areMoreOfOne(ranked: readonly Ranked[]): boolean[] {
  const counts = new Map<string, number>();
  return ranked.map(({ facts: { providerId } }) => {
    const count = (counts.get(providerId) ?? 0) + 1;
    counts.set(providerId, count);
    return count > mostOfOne;
  });
}

function inOrder(ranked: readonly Ranked[]): Ranked[] {
  return ranked.toSorted((a, b) => b.score - a.score || a.lot - b.lot);
}

function judge(
  need: Need,
  facts: Facts,
  { focus, fit, solved, expected, met }: Fit,
  { original, refused, lot }: { original: string; refused: readonly string[]; lot: number },
): Ranked {
  const shares: Record<Factor, number | undefined> = {
    capability: fit,
    focus,
    scene: sceneShare(need, facts.scenes),
    category: categoryShare(need, facts),
    text: 0,
    industry: industryShare(need, facts),
    size: sizeShare(need, facts, original),
    price: priceShare(need, facts),
    deployment: deploymentShare(need.constraints.deployment, facts.deployment),
    reach: reachShare(need, facts),
    record: recordShare(facts),
    freshness: freshnessShare(facts),
    load: loadShare(facts),
  };
  const parts = factors.map((factor): Part => {
    const share = shares[factor];
    return { factor, points: pointsFor(factor, share ?? unknownShare), known: share !== undefined };
  });
  const score = scoreOf(parts);
  const blocked = blockOf(need, facts, refused);
  return { facts, score, lot, fit, solved, expected, met, parts, blocked };
}

function pointsFor(factor: Factor, share: number): number {
  return Math.round(weights[factor] * Math.min(1, Math.max(0, share)) * 10) / 10;
}

function scoreOf(parts: readonly Part[]): number {
  return Math.round(parts.reduce((sum, { points }) => sum + points, 0) * 10) / 10;
}

function categoryShare({ category }: Need, facts: Facts): number {
  if (facts.category === category.code) return 1;
  return facts.secondaryCategories.includes(category.code) ? 0.6 : 0;
}

/**
 * What is made for the trade of who asks stands before what is made for every trade, and that before
 * what is made for another.
 */
export function industryShare(
  { constraints: { industryCode } }: Need,
  { industries, trades }: Facts,
) {
  if (trades.length > 0) {
    if (industryCode === undefined) return otherTrade;
    return isAmong(industryCode, trades) ? 1 : 0;
  }
  // Software is the trade of who makes the solution, hardly of whom it is for.
  const declared = industries.filter((code) => !code.startsWith("I"));
  if (industryCode === undefined || declared.length === 0) return undefined;
  return isAmong(industryCode, declared) ? sameSection : 0;
}

function isAmong(industryCode: string, codes: readonly string[]): boolean {
  return codes.some(
    (code) => isIndustryWithin(industryCode, code) || isIndustryWithin(code, industryCode),
  );
}

function sizeShare(need: Need, { sizes, scale }: Facts, original: string): number | undefined {
  const { headcount, budgetMaxFen } = need.constraints;
  const modesty = modestyOf(original, headcount, budgetMaxFen);
  // Of a firm of which nothing is known only half of it counts.
  const stated = sizes.length > 0 ? (isFor(sizes, modesty) ? 0.35 : -0.5) * Math.abs(modesty) : 0;
  const share = 0.5 + 0.5 * modesty * scale + stated;
  return scale === 0 && stated === 0 ? undefined : share;
}

function isFor(sizes: readonly string[], modesty: number): boolean {
  return modesty > 0 ? sizes.includes("small") || sizes.includes("micro") : sizes.includes("large");
}

/** The first year's cost, as far as it is published. */
export function firstYearFen({ oneOffFen, yearlyFen }: Facts): number | undefined {
  return oneOffFen === null && yearlyFen === null ? undefined : (oneOffFen ?? 0) + (yearlyFen ?? 0);
}

function priceShare({ constraints }: Need, facts: Facts): number | undefined {
  const { budgetMaxFen, lowBudget } = constraints;
  const cost = firstYearFen(facts);
  if (cost === undefined) return undefined;
  if (budgetMaxFen === undefined)
    return lowBudget ? (cheap.noneFen - cost) / (cheap.noneFen - cheap.allFen) : undefined;
  if (cost <= budgetMaxFen) return 1;
  return Math.max(0, 1 - (cost - budgetMaxFen) / (budgetMaxFen * (farOverBudget - 1)));
}

function reachShare(need: Need, facts: Facts): number | undefined {
  const serves = servesPlace(need, facts);
  return serves === undefined ? undefined : serves ? 1 : 0;
}

function servesPlace({ constraints: { regionCode } }: Need, { serviceRegions }: Facts) {
  if (regionCode === undefined || serviceRegions.length === 0) return undefined;
  return serviceRegions.some((code) => isWithin(regionCode, code) || isWithin(code, regionCode));
}

/** The word by which it is refused, of the solution or of its provider. */
export function refusalOf(
  { name, providerName }: Facts,
  refused: readonly string[],
): string | undefined {
  return refused.find((word) => isNamedSo(name, word) || isNamedSo(providerName, word));
}

function blockOf(need: Need, facts: Facts, refused: readonly string[]): Block | undefined {
  if (facts.providerStatus === "suspended") return "suspended";
  if (refusalOf(facts, refused) !== undefined) return "refused";
  if (servesPlace(need, facts) === false) return "not_serving";
  const cost = firstYearFen(facts);
  const { budgetMaxFen } = need.constraints;
  if (cost !== undefined && budgetMaxFen !== undefined && cost > budgetMaxFen * farOverBudget)
    return "over_budget";
  return undefined;
}
