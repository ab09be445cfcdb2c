import { z } from "zod";
import { type State, states } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import { prose } from "../text.ts";

export const proposalMoves = {
  change: { from: ["draft", "withdrawn"], to: "draft" },
  submit: { from: ["draft", "withdrawn"], to: "submitted" },
  withdraw: { from: ["submitted"], to: "withdrawn" },
  shortlist: { from: ["submitted"], to: "shortlisted" },
  award: { from: ["submitted", "shortlisted"], to: "awarded" },
  disqualify: { from: ["submitted", "shortlisted", "awarded"], to: "disqualified" },
} as const satisfies Moves<State<"proposal">>;

/** Whether it may still be chosen. */
export function stands({ status }: { status: State<"proposal"> }): boolean {
  return status === "submitted" || status === "shortlisted";
}

const fen = z.int().min(0).max(1_000_000_000_000);

/** The price is a total cost of ownership: what it costs to get, to keep and to leave. */
export const proposalDraft = z.strictObject({
  solutionId: z.uuid().nullish(),
  summary: prose(500).optional(),
  plan: prose(5000).optional(),
  weeks: z.int().min(0).max(520).nullish(),
  oneOffFen: fen.optional(),
  yearlyFen: fen.optional(),
  implementationFen: fen.optional(),
  trainingFen: fen.optional(),
  interfacesFen: fen.optional(),
  exitFen: fen.optional(),
});
export type ProposalDraft = z.output<typeof proposalDraft>;

export const newProposal = proposalDraft.extend({ submit: z.boolean().default(false) });
export type NewProposal = z.output<typeof newProposal>;

export const proposalQuery = z.strictObject({
  status: z.enum(states.proposal).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ProposalQuery = z.output<typeof proposalQuery>;

export const proposalView = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    requestTitle: z.string(),
    providerId: z.uuid(),
    providerName: z.string(),
    providerStatus: z.enum(states.provider),
    solutionId: z.uuid().nullable(),
    solutionName: z.string().nullable(),
    status: z.enum(states.proposal),
    summary: z.string(),
    plan: z.string(),
    weeks: z.int().nullable(),
    oneOffFen: z.int(),
    yearlyFen: z.int(),
    implementationFen: z.int(),
    trainingFen: z.int(),
    interfacesFen: z.int(),
    exitFen: z.int(),
    /** Everything over three years, leaving included. */
    threeYearFen: z.int(),
    reason: z.string(),
    submittedAt: z.date().nullable(),
    decidedAt: z.date().nullable(),
    version: z.int(),
  })
  .meta({ id: "Proposal" });
export type ProposalView = z.output<typeof proposalView>;

/** What is to be paid in the first of the three years; what is left for is paid later. */
export function firstYearFen(one: ProposalView): number {
  return (
    one.oneOffFen + one.yearlyFen + one.implementationFen + one.trainingFen + one.interfacesFen
  );
}
