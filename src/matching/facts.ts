import type { State } from "../db/states.ts";
import type { Tag } from "./tags.ts";

/** What is known of a solution and its provider when it is ranked. */
export type Facts = {
  id: string;
  name: string;
  externalKey: string | null;
  summary: string;
  category: State<"category">;
  secondaryCategories: string[];
  scenes: string[];
  industries: string[];
  trades: string[];
  sizes: string[];
  serviceRegions: string[];
  oneOffFen: number | null;
  yearlyFen: number | null;
  deployment: string[];
  tags: Tag[];
  scale: number;
  providerId: string;
  providerName: string;
  providerStatus: State<"provider">;
  regionCode: string | null;
  listedAt: Date | null;
  batchNo: string | null;
  verifiedCases: number;
  accepted: number;
  /** Of these in the last year. */
  lately: number;
  /** Agreed and not yet delivered. */
  inHand: number;
  /** Days since the last delivery that was accepted or case that was verified. */
  evidenceDays: number | null;
  ratings: number;
  stars: number;
};
