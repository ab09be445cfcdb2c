/**
 * What a match is made of: the most points each factor can give, 100 together. Public: the page on
 * ranking shows this table. Money moves nothing, and being near is no merit of its own.
 */
export const weights = {
  capability: 44,
  focus: 9,
  scene: 12,
  category: 4,
  text: 8,
  industry: 4,
  size: 10,
  price: 4,
  reach: 2,
  record: 3,
} as const;
export type Factor = keyof typeof weights;

/** Goes with every result, so that an old list can be replayed: raised with every change of a number here. */
export const weightsVersion = "2026-11-2";

/** How much a solution counts that solves something near to what is wanted. */
export const nearness = {
  exact: 1,
  broader: 0.62,
  narrower: 0.5,
  related: 0.28,
  scene: 0.15,
} as const;

/** What is asked for most counts more than in proportion: the main need first, asides after. */
export const emphasis = 1.5;
/** Sharing a scene that the owner chose, with no word understood, is worth so much of a fit. */
export const chosenSceneFit = 0.5;
/** Of a factor about which nothing is known, this share is given, and said. */
export const unknownShare = 0.5;
/** Below this score nothing is offered. */
export const leastScore = 12;
/** A need is unmet when no solution meets this share of what it asks for. */
export const leastFit = 0.2;
/** First-year cost this many times the budget is a hard block, not a minus. */
export const farOverBudget = 1.5;
/** Ratings count as if so many average ones had come before. */
export const ratingPrior = { count: 5, mean: 4 } as const;

export function isFactor(name: string): name is Factor {
  return Object.hasOwn(weights, name);
}
