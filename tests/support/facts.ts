import type { Facts } from "../../src/matching/facts.ts";

/** What is known of a solution of which nothing but this is stated. */
export function factsOf(id: string, given: Partial<Facts>): Facts {
  return {
    id,
    name: id,
    externalKey: null,
    summary: "",
    category: "upgrade",
    secondaryCategories: [],
    scenes: [],
    industries: [],
    trades: [],
    sizes: [],
    serviceRegions: [],
    oneOffFen: null,
    yearlyFen: null,
    deployment: [],
    tags: [],
    scale: 0,
    providerId: "p",
    providerName: "p",
    providerStatus: "listed",
    regionCode: null,
    listedAt: null,
    batchNo: null,
    verifiedCases: 0,
    accepted: 0,
    lately: 0,
    inHand: 0,
    evidenceDays: null,
    ratings: 0,
    stars: 0,
    ...given,
  };
}
