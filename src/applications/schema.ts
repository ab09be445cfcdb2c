import { z } from "zod";
import { states } from "../db/states.ts";
import type { State } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import { placeCode, regionCode } from "../taxonomy/codes.ts";
import { parseUscc } from "../taxonomy/uscc.ts";
import { line, prose } from "../text.ts";
import { declarationCodes } from "./declarations.ts";
import { criteria } from "./criteria.ts";
import { sectionCodes } from "./sections.ts";

/** Design §3, without recommendation and public notice. */
export const applicationMoves = {
  change: { from: ["draft", "returned"], to: "draft" },
  submit: { from: ["draft", "returned"], to: "submitted" },
  return: { from: ["submitted"], to: "returned" },
  list: { from: ["submitted"], to: "listed" },
  reject: { from: ["submitted"], to: "rejected" },
} as const satisfies Moves<State<"application">>;

export const ownVerbs: readonly string[] = ["change", "submit"];

const uscc = z.string().transform((value, context) => {
  const parsed = parseUscc(value);
  if (parsed.ok) return { code: parsed.code, checked: parsed.checked };
  const { reason, length } = parsed;
  context.addIssue({ code: "custom", message: `uscc_${reason}`, input: value, length });
  return z.NEVER;
});

/** An address that a browser may follow; a bare name of a site is completed. */
const website = line(300)
  .transform((value) => (/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`))
  .refine((value) => {
    if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
    // What stands before an @ looks like the site and is not.
    const { hostname, username, password } = new URL(value);
    return hostname.includes(".") && username === "" && password === "";
  }, "website");

const proof = z.strictObject({
  title: line(100).min(1),
  detail: prose(1000).default(""),
  url: z.union([z.literal(""), website]).default(""),
});
export const proofs = z.array(proof).max(10);

/** What is left out stays; `null` takes a value away. */
export const applicationChange = z
  .strictObject({
    name: line(60).min(1),
    legalName: line(120).min(1).nullable(),
    uscc: uscc.nullable(),
    regionCode: placeCode.nullable(),
    foundedYear: z
      .int()
      .min(1900)
      .max(2100)
      .refine((year) => year <= new Date().getFullYear(), "in_future")
      .nullable(),
    headcount: z.int().min(1).max(1_000_000).nullable(),
    intro: line(200),
    websiteUrl: website.nullable(),
    contactName: line(60),
    contactPhone: line(40),
    strengths: z.array(line(60).min(1)).max(12),
    serviceRegions: z.array(regionCode).max(60),
    proof: proofs,
    declarations: z.array(z.enum(declarationCodes)).max(declarationCodes.length),
  })
  .partial();
export type ApplicationChange = z.output<typeof applicationChange>;

const judged = z.strictObject({
  code: z.enum(criteria.map(({ code }) => code)),
  passed: z.boolean(),
  note: prose(500).default(""),
});
export const judgements = z.array(judged).max(criteria.length);

export const decision = z.strictObject({
  verdict: z.enum(states.verdict),
  criteria: judgements,
  /** What the applicant reads; a refusal and a return need it. */
  note: prose(2000).default(""),
  batchNo: line(40).default(""),
});
export type Decision = z.output<typeof decision>;

export const reviewQuery = z.strictObject({
  status: z.enum(states.application).exclude(["draft"]).default("submitted"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ReviewQuery = z.output<typeof reviewQuery>;

const decisionView = z.object({
  id: z.uuid(),
  verdict: z.enum(states.verdict),
  criteria: judgements,
  note: z.string(),
  authorityName: z.string(),
  at: z.date(),
});
export type DecisionView = z.output<typeof decisionView>;

export const applicationView = z
  .object({
    id: z.uuid(),
    status: z.enum(states.application),
    organisationId: z.uuid(),
    providerId: z.uuid(),
    providerStatus: z.enum(states.provider),
    name: z.string(),
    legalName: z.string().nullable(),
    uscc: z.string().nullable(),
    /** False: the check character does not fit, so a person has to verify the code. */
    usccChecked: z.boolean(),
    regionCode: z.string().nullable(),
    foundedYear: z.int().nullable(),
    headcount: z.int().nullable(),
    intro: z.string(),
    websiteUrl: z.string().nullable(),
    contactName: z.string(),
    contactPhone: z.string(),
    strengths: z.array(z.string()),
    serviceRegions: z.array(z.string()),
    proof: proofs,
    declarations: z.array(z.string()),
    claims: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    /** The provider of the list that holds this code; until that is settled nobody else is listed with it. */
    heldBy: z
      .object({ id: z.uuid(), name: z.string(), listedBy: z.string().nullable() })
      .nullable(),
    submittedAt: z.date().nullable(),
    decidedAt: z.date().nullable(),
    batchNo: z.string().nullable(),
    validUntil: z.string().nullable(),
    version: z.int(),
    sections: z.array(
      z.object({
        code: z.enum(sectionCodes),
        state: z.enum(["not_started", "incomplete", "complete"]),
        missing: z.array(z.string()),
        /** A return keeps what passed and opens only what failed. */
        open: z.boolean(),
      }),
    ),
    decisions: z.array(decisionView),
    possible: z.array(z.string()),
  })
  .meta({ id: "Application" });
export type ApplicationView = z.output<typeof applicationView>;

const sameCodeView = z.object({
  /** Null where somebody has only registered with this code. */
  providerId: z.uuid().nullable(),
  /** Of an application that was handed in. */
  applicationId: z.uuid().nullable(),
  kind: z.enum(["provider", "sme"]),
  name: z.string(),
  legalName: z.string().nullable(),
  regionCode: z.string().nullable(),
  state: z.enum([...states.provider, ...states.application, "registered"]),
  holds: z.boolean(),
  /** When it was typed or imported; not how old the firm's account is. */
  since: z.date().nullable(),
  listedAt: z.date().nullable(),
  listedBy: z.string().nullable(),
  /** Somebody belongs to both: most likely the other side of the same firm. */
  sharesMember: z.boolean(),
});
export type SameCode = z.output<typeof sameCodeView>;

/** What only the official reads: an applicant learns nothing of who else claims his code. */
export const reviewView = applicationView
  .extend({ sameCode: z.object({ total: z.int(), items: z.array(sameCodeView) }) })
  .meta({ id: "ReviewedApplication" });
export type ReviewView = z.output<typeof reviewView>;

const queuedView = z.object({
  id: z.uuid(),
  status: z.enum(states.application),
  providerId: z.uuid(),
  name: z.string(),
  regionCode: z.string().nullable(),
  submittedAt: z.date().nullable(),
  claims: z.boolean(),
  /** How often it was returned before. */
  returns: z.int(),
  /** The official who had it before him last, since it was handed in. */
  lookedBy: z.string().nullable(),
  lookedAt: z.date().nullable(),
});
export type Queued = z.output<typeof queuedView>;
export const queueView = z
  .object({ items: z.array(queuedView), next: z.uuid().nullable() })
  .meta({ id: "ReviewQueue" });

export const criteriaView = z
  .object({
    items: z.array(
      z.object({
        code: z.string(),
        section: z.string(),
        name: z.string(),
        question: z.string(),
        evidence: z.string(),
      }),
    ),
    promisedDays: z.int(),
    yearsListed: z.int(),
  })
  .meta({ id: "Criteria" });
