import { z } from "zod";
import { categoryCode, industryCode, sceneCode, sizeCode } from "../taxonomy/codes.ts";
import { aboutDeployment } from "../taxonomy/deployments.ts";

export const solutionQuery = z.object({
  provider: z.uuid().optional(),
  category: categoryCode.optional(),
  scene: sceneCode.optional(),
  industry: industryCode.optional(),
  size: sizeCode.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SolutionQuery = z.output<typeof solutionQuery>;

const maker = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(["imported", "applying", "listed", "suspended", "removed"]),
  demo: z.boolean(),
});

const listedSolution = z
  .object({
    id: z.uuid(),
    externalKey: z.string().nullable(),
    name: z.string(),
    summary: z.string(),
    category: z.enum(["restore", "cultivate", "connect", "upgrade"]),
    secondaryCategories: z.array(z.string()),
    scenes: z.array(z.string()),
    oneOffFen: z.int().nullable(),
    yearlyFen: z.int().nullable(),
    provider: maker,
  })
  .meta({ id: "ListedSolution" });
export type ListedSolution = z.output<typeof listedSolution>;

export const solution = listedSolution
  .extend({
    industries: z.array(z.string()),
    sizes: z.array(z.string()),
    serviceRegions: z.array(z.string()),
    description: z.string(),
    pains: z.array(z.string()),
    benefits: z.array(z.string()),
    scenarios: z.array(z.string()),
    deployment: z.array(z.string()).describe(aboutDeployment),
    priceNote: z.string(),
    trialDays: z.int().nullable(),
    weeksToStart: z.int().nullable(),
    dataPromise: z.string(),
    supportPromise: z.string(),
    sourceUrl: z.string().nullable(),
    publishedAt: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: "Solution" });
export type Solution = z.output<typeof solution>;

export const solutionList = z
  .object({ items: z.array(listedSolution), next: z.uuid().nullable() })
  .meta({ id: "SolutionList" });
