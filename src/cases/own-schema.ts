import { z } from "zod";
import { states } from "../db/states.ts";
import type { State } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import { industryCode, placeCode } from "../taxonomy/codes.ts";
import { line, prose, said } from "../text.ts";
import { calendarDay } from "../time.ts";

/** `proposed` is with whoever proposes it, also after a return; `in_review` with the official. */
export const caseMoves = {
  change: { from: ["proposed"], to: "proposed" },
  submit: { from: ["proposed"], to: "in_review" },
  publish: { from: ["in_review"], to: "published" },
  return: { from: ["in_review"], to: "proposed" },
  reject: { from: ["in_review"], to: "rejected" },
  feature: { from: ["published"], to: "published" },
  withdraw: { from: ["published"], to: "withdrawn" },
} as const satisfies Moves<State<"case">>;

export const ownVerbs: readonly string[] = ["change", "submit", "withdraw"];

const figure = z.number().min(-1e12).max(1e12);
export const ownMeasure = z.strictObject({
  label: line(60).min(1),
  before: figure,
  after: figure,
  unit: line(20).min(1),
  period: line(60).min(1),
  method: line(200).min(1),
});

const fields = {
  title: line(80).min(1),
  solutionId: z.uuid(),
  smeName: line(120),
  regionCode: placeCode.nullable(),
  industryCode: industryCode.nullable(),
  headcount: z.int().min(1).max(1_000_000).nullable(),
  summary: line(200),
  problem: prose(3000),
  approach: prose(3000),
  outcome: prose(3000),
  measures: z.array(ownMeasure).max(6),
  /** The day on which the firm agreed to be named, and who agreed for it. */
  consentOn: calendarDay.nullable(),
  consentBy: line(60),
};

/** With `engagementId` it grows from an accepted delivery: firm, solution and place come from there. */
export const newCase = z
  .strictObject({
    ...z.object(fields).partial().shape,
    title: fields.title.optional(),
    engagementId: z.uuid().optional(),
  })
  .refine(({ title, engagementId }) => title !== undefined || engagementId !== undefined, {
    path: ["title"],
    message: "required",
  })
  .refine(({ solutionId, engagementId }) => (solutionId ?? engagementId) !== undefined, {
    path: ["solutionId"],
    message: "required",
  });
export type NewCase = z.output<typeof newCase>;

export const caseChange = z.strictObject(fields).partial();
export type CaseChange = z.output<typeof caseChange>;

export const withdrawal = z.strictObject({ reason: said(500) });
export const feature = z.strictObject({ featured: z.boolean() });

export const caseDecision = z.strictObject({
  verdict: z.enum(["published", "returned", "rejected"]),
  featured: z.boolean().default(false),
  note: prose(2000).default(""),
});
export type CaseDecision = z.output<typeof caseDecision>;

export const caseReviewQuery = z.strictObject({
  status: z.enum(["in_review", "published", "rejected"]).default("in_review"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CaseReviewQuery = z.output<typeof caseReviewQuery>;

export const ownCaseView = z
  .object({
    id: z.uuid(),
    origin: z.enum(states.caseOrigin),
    status: z.enum(states.case),
    title: z.string(),
    providerId: z.uuid().nullable(),
    providerName: z.string().nullable(),
    solutionId: z.uuid().nullable(),
    solutionName: z.string().nullable(),
    engagementId: z.uuid().nullable(),
    proposedBy: z.uuid().nullable(),
    proposerName: z.string().nullable(),
    category: z.enum(states.category),
    scenes: z.array(z.string()),
    smeName: z.string(),
    regionCode: z.string().nullable(),
    industryCode: z.string().nullable(),
    headcount: z.int().nullable(),
    summary: z.string(),
    problem: z.string(),
    approach: z.string(),
    outcome: z.string(),
    measures: z.array(ownMeasure),
    consentOn: z.string().nullable(),
    consentBy: z.string(),
    featured: z.boolean(),
    reviewNote: z.string(),
    publishedAt: z.date().nullable(),
    updatedAt: z.date(),
    version: z.int(),
    missing: z.array(z.string()),
    possible: z.array(z.string()),
  })
  .meta({ id: "OwnCase" });
export type OwnCase = z.output<typeof ownCaseView>;
export const ownCaseList = z
  .object({ items: z.array(ownCaseView), next: z.uuid().nullable() })
  .meta({ id: "OwnCaseList" });

export const caseLabels = {
  title: "标题",
  solutionId: "用了哪个方案",
  smeName: "企业名称",
  regionCode: "企业所在地区",
  industryCode: "企业的行业",
  headcount: "企业人数",
  summary: "一句话说明",
  problem: "原来的难处",
  approach: "怎么做的",
  outcome: "结果",
  measures: "至少一项前后数据",
  consentOn: "企业同意公开的日期",
  consentBy: "企业里谁同意的",
} as const;
export type CaseField = keyof typeof caseLabels;
