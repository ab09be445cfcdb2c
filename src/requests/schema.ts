import { z } from "zod";
import { states } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import type { State } from "../db/states.ts";
import { longestNeed } from "../matching/schema.ts";
import { unstorableIn } from "../storable.ts";
import { deploymentCode, industryCode, regionCode, sceneCode } from "../taxonomy/codes.ts";
import { aboutDeployment } from "../taxonomy/deployments.ts";
import { line, prose, said } from "../text.ts";
import { calendarDay, instant } from "../time.ts";

/** Design §3: who may do each is in the service; `expire` is done by time alone. */
export const requestMoves = {
  publish: { from: ["draft"], to: "open" },
  change: { from: ["draft", "open"], to: null },
  invite: { from: ["open"], to: null },
  close: { from: ["open"], to: "evaluating" },
  withdraw: { from: ["open"], to: "closed" },
  cancel: { from: ["evaluating"], to: "closed" },
  award: { from: ["evaluating"], to: "closed" },
  "reject-all": { from: ["evaluating"], to: "closed" },
} as const satisfies Moves<State<"request">>;

/** A closed request, by what became of it; the second when its winner is disqualified. */
export const outcomeMoves = {
  "undo-award": { from: ["awarded"], to: "evaluating" },
  disqualify: { from: ["awarded"], to: "evaluating" },
} as const satisfies Moves<State<"outcome"> | State<"request">>;

/** An award may be undone for a day. */
export function isFresh(closedAt: Date | null, now: Date): boolean {
  return closedAt !== null && now.getTime() - closedAt.getTime() <= 86_400_000;
}

const money = z.int().min(0).max(1_000_000_000_000);

/** What a match understood of the longest text is a tenth of this. */
const most = 200_000;

/** What an SME may say of its need. A draft may lack anything; publishing names what is missing. */
export const requestDraft = z.strictObject({
  /** As long as a need that is matched: it may have come from there, and nothing of it is lost. */
  text: prose(longestNeed).optional(),
  title: line(60).optional(),
  matchId: z.uuid().nullish(),
  needs: z
    .array(z.record(z.string(), z.unknown()))
    .max(10)
    .refine(
      (needs) => unstorableIn(needs) !== undefined || JSON.stringify(needs).length <= most,
      "too_large",
    )
    .optional(),
  category: z.enum(states.category).nullish(),
  scenes: z
    .array(sceneCode)
    .max(24)
    .transform((list) => [...new Set(list)])
    .optional(),
  industryCode: industryCode.nullish(),
  regionCode: regionCode.nullish(),
  headcount: z.int().min(0).max(10_000_000).nullish(),
  budgetMaxFen: money.nullish(),
  deployment: deploymentCode.nullish(),
  wantedBy: calendarDay.nullish(),
  sealed: z.boolean().optional(),
  closesAt: instant.nullish(),
  contactName: line(40).optional(),
  contactPhone: line(40).optional(),
  /** Agrees, for this request alone, that the contact goes to the provider that is chosen. */
  contactConsent: z.boolean().optional(),
});
export type RequestDraft = z.output<typeof requestDraft>;

/** As we write them, whoever writes them in capitals. */
const ownId = z.uuid().toLowerCase();

export const invitation = z.strictObject({
  providers: z
    .array(
      z.strictObject({
        providerId: ownId,
        solutionId: ownId.nullish(),
        reason: line(200).default(""),
      }),
    )
    .min(1)
    .max(20),
});
export type Invitation = z.output<typeof invitation>;

export const reasonGiven = z.strictObject({ reason: said(1000) });

export const award = z.strictObject({
  proposalId: ownId,
  /** Why the others were not chosen; they are told. Owed where there are others without one in `reasons`. */
  reason: prose(1000).default(""),
  reasons: z.record(ownId, said(1000)).default({}),
});
export type Award = z.output<typeof award>;

/** No proposal suits: a reason for each, `reason` where none is given apart. */
export const noneSuitable = reasonGiven.extend({ reasons: award.shape.reasons });
export type NoneSuitable = z.output<typeof noneSuitable>;

export const question = z.strictObject({ text: said(1000) });
export const answer = z.strictObject({ answer: said(2000) });

export const requestQuery = z.strictObject({
  /** `own`: the SME's; `leads`: what a provider may answer; `region`: an official's jurisdiction. */
  view: z.enum(["own", "leads", "region"]).optional(),
  status: z.enum(states.request).optional(),
  category: z.enum(states.category).optional(),
  scene: sceneCode.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type RequestQuery = z.output<typeof requestQuery>;

/** What may be read of a request; the contact only by whom it was handed to. */
export const requestView = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    status: z.enum(states.request),
    outcome: z.enum(states.outcome).nullable(),
    title: z.string(),
    text: z.string(),
    matchId: z.uuid().nullable(),
    needs: z.unknown(),
    category: z.enum(states.category).nullable(),
    scenes: z.array(z.string()),
    industryCode: z.string().nullable(),
    regionCode: z.string().nullable(),
    headcount: z.int().nullable(),
    budgetMaxFen: z.int().nullable(),
    deployment: z.string().nullable().describe(aboutDeployment),
    wantedBy: z.string().nullable(),
    sealed: z.boolean(),
    contactName: z.string(),
    contactPhone: z.string(),
    contactConsentAt: z.date().nullable(),
    closesAt: z.date().nullable(),
    publishedAt: z.date().nullable(),
    closedAt: z.date().nullable(),
    closedReason: z.string(),
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
    proposalCount: z.int(),
    invitationCount: z.int(),
    openQuestionCount: z.int(),
  })
  .meta({ id: "Request" });
export type RequestView = z.output<typeof requestView>;

export const invitationList = z.object({
  items: z.array(
    z.object({
      providerId: z.uuid(),
      providerName: z.string(),
      reason: z.string(),
      at: z.date(),
      answered: z.boolean(),
    }),
  ),
});

export const changeList = z.object({
  items: z.array(
    z.object({
      at: z.date(),
      fields: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
    }),
  ),
});

export const questionView = z
  .object({
    id: z.uuid(),
    /** Blank for other providers. */
    providerName: z.string(),
    text: z.string(),
    askedAt: z.date(),
    answer: z.string().nullable(),
    answeredAt: z.date().nullable(),
  })
  .meta({ id: "Question" });
