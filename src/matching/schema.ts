import { z } from "zod";
import { states } from "../db/states.ts";
import { deploymentCode, industryCode, regionCode, sceneCode } from "../taxonomy/codes.ts";
import { aboutDeployment } from "../taxonomy/deployments.ts";
import { calendarDay } from "../time.ts";

/** A need may be long, but nobody types more than this by hand. */
export const longestNeed = 10_000;

// Whatever a person types is read as it is; only what no database could hold is refused.
const needText = z
  .string()
  .max(longestNeed)
  .refine((value) => value.isWellFormed() && !value.includes("\0"), "unwanted_characters")
  .refine((value) => value.trim() !== "", "required")
  .meta({ minLength: 1, pattern: String.raw`\S` });

export const understandInput = z.strictObject({ text: needText });

const offset = z.int().min(0).max(longestNeed);
const confidence = z.number().min(0).max(1);
const code = z.string().max(60);

const constraints = z
  .strictObject({
    budgetMaxFen: z.int().min(0).max(1_000_000_000_000).optional(),
    lowBudget: z.literal(true).optional(),
    headcount: z.int().min(0).max(10_000_000).optional(),
    industryCode: code.optional(),
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    deadline: z.string().max(100).optional(),
    wantedBy: calendarDay
      .optional()
      .describe("The day in China that `deadline` means, where it means one; goes into a request."),
    deployment: code.optional().describe(aboutDeployment),
  })
  .meta({ id: "Constraints" });

// What a stranger sends is counted for officials: only codes that are ours.
const correctedConstraints = constraints.extend({
  industryCode: industryCode.optional(),
  regionCode: regionCode.optional(),
  deployment: deploymentCode.optional(),
});

/** A code that is named twice is meant once. */
const once = <T extends { code: string }>(list: T[]): T[] => [
  ...new Map(list.map((one) => [one.code, one])).values(),
];

/** A need as it was understood, and as its owner may have corrected it: left out means as read. */
const correctedNeed = z.object({
  start: offset.default(0),
  end: offset.default(longestNeed),
  category: z
    .object({ code: z.enum(states.category), confidence: confidence.default(1) })
    .optional(),
  scenes: z
    .array(
      z.object({
        code: sceneCode,
        name: z.string().max(60).optional(),
        confidence: confidence.default(1),
      }),
    )
    .max(24)
    .transform(once)
    .optional(),
  capabilities: z.array(z.object({ code })).max(40).transform(once).optional(),
  constraints: correctedConstraints.optional(),
});
export type CorrectedNeed = z.output<typeof correctedNeed>;

export const matchInput = z.strictObject({
  text: needText,
  needs: z.array(correctedNeed).min(1).max(6).optional(),
  limit: z.int().min(1).max(50).default(20),
});
export type MatchInput = z.output<typeof matchInput>;

export const needView = z
  .object({
    start: z.int(),
    end: z.int(),
    clarity: z
      .enum(["clear", "faint", "torn", "nothing", "outside"])
      .optional()
      .describe(
        "How well the text was heard: what it asks for, only a few words of it, two things of which either may be meant, nothing, or that it asks for what no provider of digital services does.",
      ),
    category: z.object({ code: z.enum(states.category), confidence: z.number() }),
    scenes: z.array(z.object({ code: z.string(), name: z.string(), confidence: z.number() })),
    capabilities: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        isPlain: z
          .boolean()
          .optional()
          .describe("Asked for plainly; what is not may be meant besides, and counts for less."),
        spans: z.array(z.object({ start: z.int(), end: z.int() })),
      }),
    ),
    constraints,
    marks: z.array(z.object({ start: z.int(), end: z.int(), kind: z.string(), code: z.string() })),
  })
  .meta({ id: "Need" });
export type NeedView = z.output<typeof needView>;

export const understandView = z.object({ needs: z.array(needView), lexiconVersion: z.string() });

const solutionRef = z.object({
  id: z.uuid(),
  name: z.string(),
  externalKey: z.string().nullable(),
});
const providerRef = z.object({ id: z.uuid(), name: z.string() });

export const matchView = z
  .object({
    rank: z.int(),
    need: z.int(),
    score: z.number(),
    reason: z.string(),
    parts: z.array(z.object({ factor: z.string(), points: z.number(), detail: z.string() })),
    solution: solutionRef.extend({
      summary: z.string(),
      oneOffFen: z.int().nullable(),
      yearlyFen: z.int().nullable(),
    }),
    provider: providerRef.extend({
      status: z.enum(states.provider),
      regionCode: z.string().nullable(),
      listedAt: z.date().nullable(),
      verifiedCases: z.int(),
    }),
  })
  .meta({ id: "Match" });
export type MatchView = z.output<typeof matchView>;

const answer = z
  .object({
    need: z.int(),
    code: z
      .enum(["fits", "unstated", "heard_in_part", "nothing_fits", "outside", "not_understood"])
      .describe(
        "fits: something solves it by its own text. unstated: nothing says that it solves it, but what is listed is of a kind that usually does. heard_in_part: only some words were heard, the matches may have to do with it. nothing_fits: it was understood and nothing here solves it, or only what is blocked; the few matches only come near. outside: it asks for what no provider of digital services does, and has no matches. not_understood: say it otherwise.",
      ),
    detail: z.string(),
    question: z.string().nullable().describe("What to add so that more is understood."),
    elsewhere: z.string().nullable().describe("Where else to turn, where that is plain."),
  })
  .meta({ id: "Answer" });
export type Answer = z.output<typeof answer>;

export const matchesView = z.object({
  id: z.uuid(),
  needs: z.array(needView),
  answers: z.array(answer).describe("How each need is answered: one for each, in their order."),
  matches: z.array(matchView),
  blocked: z.array(
    z.object({
      need: z.int(),
      solution: solutionRef,
      provider: providerRef,
      reason: z.object({ code: z.string(), detail: z.string() }),
    }),
  ),
  unmet: z
    .array(z.object({ need: z.int(), code: z.string(), detail: z.string() }))
    .describe(
      "The needs that nothing here solves: those answered by nothing_fits, outside or not_understood.",
    ),
  engine: z.string(),
  weightsVersion: z.string(),
  lexiconVersion: z.string(),
  tookMs: z.number(),
});
export type MatchesView = z.output<typeof matchesView>;
