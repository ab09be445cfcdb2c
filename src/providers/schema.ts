import { z } from "zod";
import { regionCode } from "../taxonomy/codes.ts";

export const providerQuery = z.object({
  region: regionCode.optional(),
  status: z.enum(["listed", "imported"]).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ProviderQuery = z.output<typeof providerQuery>;

const listedProvider = z
  .object({
    id: z.uuid(),
    externalKey: z.string().nullable(),
    status: z.enum(["imported", "applying", "listed", "suspended", "removed"]),
    name: z.string(),
    legalName: z.string().nullable(),
    regionCode: z.string().nullable(),
    serviceRegions: z.array(z.string()),
    intro: z.string(),
    demo: z.boolean(),
    solutions: z.int().meta({ description: "How many published solutions" }),
    cases: z.int().meta({ description: "How many published cases" }),
  })
  .meta({ id: "ListedProvider" });
export type ListedProvider = z.output<typeof listedProvider>;

export const provider = listedProvider
  .extend({
    uscc: z.string().nullable(),
    strengths: z.array(z.string()),
    websiteUrl: z.string().nullable(),
    foundedYear: z.int().nullable(),
    headcount: z.int().nullable(),
    sources: z.array(z.string()),
    batchNo: z.string().nullable(),
    listedBy: z.string().nullable(),
    listedAt: z.string().nullable(),
    validUntil: z.string().nullable(),
    suspendedReason: z.string().nullable(),
    suspendedUntil: z.string().nullable(),
    verifiedCases: z
      .int()
      .meta({ description: "Of its cases, those that grew from a delivery here" }),
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
  })
  .meta({ id: "Provider" });
export type Provider = z.output<typeof provider>;

export const providerList = z
  .object({ items: z.array(listedProvider), next: z.uuid().nullable() })
  .meta({ id: "ProviderList" });
