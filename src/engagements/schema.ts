import { z } from "zod";
import { type State, states } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import { line, prose, said } from "../text.ts";
import { calendarDay } from "../time.ts";

export const engagementMoves = {
  start: { from: ["agreed"], to: "in_delivery" },
  deliver: { from: ["in_delivery"], to: "delivered" },
  accept: { from: ["delivered"], to: "accepted" },
  reject: { from: ["delivered"], to: "in_delivery" },
  end: { from: ["agreed", "in_delivery", "delivered"], to: "ended_early" },
} as const satisfies Moves<State<"engagement">>;

export const delivery = z.strictObject({ note: said(2000) });

export const milestones = z.strictObject({
  milestones: z
    .array(
      z.strictObject({
        title: line(80).pipe(z.string().min(1)),
        amountFen: z.int().min(0).max(1_000_000_000_000),
        dueOn: calendarDay.nullish(),
      }),
    )
    .min(1)
    .max(20),
});
export type Milestones = z.output<typeof milestones>["milestones"];

const score = z.int().min(1).max(5);
export const newRating = z.strictObject({
  overall: score,
  delivery: score,
  quality: score,
  service: score,
  value: score,
  text: prose(2000).default(""),
});
export type NewRating = z.output<typeof newRating>;

export const ratingReply = z.strictObject({ reply: said(1000) });

export const ratingView = z
  .object({
    overall: z.int(),
    delivery: z.int(),
    quality: z.int(),
    service: z.int(),
    value: z.int(),
    text: z.string(),
    at: z.date(),
    reply: z.string().nullable(),
    repliedAt: z.date().nullable(),
  })
  .meta({ id: "Rating" });

export const engagementView = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    requestTitle: z.string(),
    proposalId: z.uuid(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    providerId: z.uuid(),
    providerName: z.string(),
    solutionId: z.uuid().nullable(),
    solutionName: z.string().nullable(),
    status: z.enum(states.engagement),
    totalFen: z.int(),
    dueOn: z.string().nullable(),
    overdue: z.boolean(),
    startedAt: z.date().nullable(),
    deliveredAt: z.date().nullable(),
    deliveryNote: z.string(),
    acceptedAt: z.date().nullable(),
    rejectedReason: z.string(),
    endedBy: z.enum(states.endedBy).nullable(),
    endedReason: z.string(),
    endedAt: z.date().nullable(),
    /** The SME's, once chosen and only with its consent. */
    contactName: z.string(),
    contactPhone: z.string(),
    /** The provider's, for the firm that chose it. */
    providerContactName: z.string(),
    providerContactPhone: z.string(),
    version: z.int(),
    createdAt: z.date(),
  })
  .meta({ id: "Engagement" });
export type EngagementView = z.output<typeof engagementView>;

export const milestoneView = z.object({
  position: z.int(),
  title: z.string(),
  amountFen: z.int(),
  dueOn: z.string().nullable(),
});

export const engagementQuery = z.strictObject({
  view: z.enum(["sme", "provider"]).optional(),
  status: z.enum(states.engagement).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type EngagementQuery = z.output<typeof engagementQuery>;
