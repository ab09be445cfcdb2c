import { z } from "zod";
import { deploymentCode, industryCode, regionCode, sceneCode } from "../taxonomy/codes.ts";

/** A kind of need: what is to be solved, and as far as one likes for whom; or a need that was published. */
export const whyQuery = z
  .strictObject({
    capability: z.string().min(1).max(60).optional(),
    scene: sceneCode.optional(),
    regionCode: regionCode.optional(),
    industryCode: industryCode.optional(),
    deployment: deploymentCode.optional(),
    headcount: z.coerce.number().int().min(1).max(10_000_000).optional(),
    budgetMaxFen: z.coerce.number().int().min(0).max(1_000_000_000_000).optional(),
    request: z.uuid().optional(),
  })
  .refine(({ capability, scene, request }) => [capability, scene, request].some((one) => one), {
    path: ["capability"],
    message: "choose_kind",
  });
export type WhyQuery = z.output<typeof whyQuery>;

const part = z.object({
  factor: z.string(),
  name: z.string(),
  points: z.number(),
  most: z.number(),
  detail: z.string(),
  /** What to mend, where something can be. */
  mend: z.string().nullable(),
});
export type WhyPart = z.output<typeof part>;

export const whyView = z
  .object({
    solution: z.object({ id: z.uuid(), name: z.string() }),
    /** In words what was asked. */
    asked: z.string(),
    /** Why nobody is shown it at all, whatever the need. */
    offMarket: z.string().nullable(),
    score: z.number().nullable(),
    /** Its place among those that are recommended; nothing where it is not. */
    place: z.int().nullable(),
    of: z.int(),
    isShown: z.boolean(),
    blocked: z.object({ code: z.string(), detail: z.string(), mend: z.string() }).nullable(),
    parts: z.array(part),
    weightsVersion: z.string(),
  })
  .meta({ id: "WhyNotMatched" });
export type WhyView = z.output<typeof whyView>;
