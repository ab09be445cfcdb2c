import { z } from "zod";
import { categoryCode, industryCode, sceneCode } from "../taxonomy/codes.ts";

export const caseQuery = z.object({
  provider: z.uuid().optional(),
  solution: z.uuid().optional(),
  category: categoryCode.optional(),
  scene: sceneCode.optional(),
  industry: industryCode.optional(),
  featured: z.enum(["true", "false"]).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CaseQuery = z.output<typeof caseQuery>;

/** What was measured, in one unit before and after; `period` and `method` say over which time and how. */
export const measure = z
  .object({
    label: z.string(),
    before: z.number().nullable().default(null),
    after: z.number().nullable().default(null),
    unit: z.string().default(""),
    period: z.string().default(""),
    method: z.string().default(""),
  })
  .meta({ id: "Measure" });

const listedCase = z
  .object({
    id: z.uuid(),
    externalKey: z.string().nullable(),
    origin: z.enum(["imported", "proposed", "engagement"]),
    verified: z.boolean(),
    featured: z.boolean(),
    demo: z.boolean(),
    title: z.string(),
    summary: z.string(),
    category: z.enum(["restore", "cultivate", "connect", "upgrade"]),
    scenes: z.array(z.string()),
    regionCode: z.string().nullable(),
    industryCode: z.string().nullable(),
    size: z.enum(["large", "medium", "small", "micro"]).nullable(),
    measures: z.array(measure),
    provider: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  })
  .meta({ id: "ListedCase" });
export type ListedCase = z.output<typeof listedCase>;

export const caseAnswer = listedCase
  .extend({
    smeName: z.string(),
    headcount: z.int().nullable(),
    problem: z.string(),
    approach: z.string(),
    outcome: z.string(),
    claims: z.array(z.string()),
    sourceUrl: z.string().nullable(),
    consentOn: z.string().nullable(),
    publishedAt: z.string().nullable(),
    solution: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  })
  .meta({ id: "Case" });
export type Case = z.output<typeof caseAnswer>;

export const caseList = z
  .object({ items: z.array(listedCase), next: z.uuid().nullable() })
  .meta({ id: "CaseList" });
