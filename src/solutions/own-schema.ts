import { z } from "zod";
import { states } from "../db/states.ts";
import type { State } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import {
  categoryCode,
  deploymentCode,
  industryCode,
  regionCode,
  sceneCode,
} from "../taxonomy/codes.ts";
import { aboutDeployment } from "../taxonomy/deployments.ts";
import { line, prose } from "../text.ts";

export const solutionMoves = {
  publish: { from: ["draft", "withdrawn"], to: "published" },
  withdraw: { from: ["published"], to: "withdrawn" },
} as const satisfies Moves<State<"solution">>;

const category = z.enum(states.category);
const codes = (code: z.ZodString, max: number) =>
  z
    .array(code)
    .max(max)
    .transform((list) => [...new Set(list)]);
const fen = z.int().min(0).max(1_000_000_000_000).nullable();
const items = z.array(line(200).min(1)).max(12);

const fields = {
  name: line(60).min(1),
  category,
  secondaryCategories: codes(categoryCode, 3),
  scenes: codes(sceneCode, 8),
  industries: codes(industryCode, 30),
  sizes: z.array(z.enum(states.size)).max(4),
  serviceRegions: codes(regionCode, 60),
  summary: line(120),
  description: prose(5000),
  pains: items,
  benefits: items,
  scenarios: items,
  deployment: codes(deploymentCode, 4).describe(aboutDeployment),
  oneOffFen: fen,
  yearlyFen: fen,
  priceNote: line(200),
  trialDays: z.int().min(0).max(3650).nullable(),
  weeksToStart: z.int().min(0).max(520).nullable(),
  dataPromise: prose(1000),
  supportPromise: prose(1000),
};

export const newSolution = z.strictObject({
  ...z.object(fields).partial().shape,
  name: fields.name,
  category: fields.category,
});
export type NewSolution = z.output<typeof newSolution>;

/** What is left out stays. */
export const solutionChange = z.strictObject(fields).partial();
export type SolutionChange = z.output<typeof solutionChange>;

export const withdrawal = z.strictObject({ reason: prose(500).default("") });

export const ownSolutionView = z
  .object({
    id: z.uuid(),
    providerId: z.uuid(),
    status: z.enum(states.solution),
    name: z.string(),
    category,
    secondaryCategories: z.array(z.string()),
    scenes: z.array(z.string()),
    industries: z.array(z.string()),
    sizes: z.array(z.string()),
    serviceRegions: z.array(z.string()),
    summary: z.string(),
    description: z.string(),
    pains: z.array(z.string()),
    benefits: z.array(z.string()),
    scenarios: z.array(z.string()),
    deployment: z.array(z.string()).describe(aboutDeployment),
    oneOffFen: z.int().nullable(),
    yearlyFen: z.int().nullable(),
    priceNote: z.string(),
    trialDays: z.int().nullable(),
    weeksToStart: z.int().nullable(),
    dataPromise: z.string(),
    supportPromise: z.string(),
    publishedAt: z.date().nullable(),
    withdrawnReason: z.string().nullable(),
    updatedAt: z.date(),
    version: z.int(),
    missing: z.array(z.string()),
    possible: z.array(z.string()),
  })
  .meta({ id: "OwnSolution" });
export type OwnSolution = z.output<typeof ownSolutionView>;

export const versionsView = z
  .object({
    items: z.array(z.object({ version: z.int(), at: z.date(), content: z.unknown() })),
  })
  .meta({ id: "SolutionVersions" });
