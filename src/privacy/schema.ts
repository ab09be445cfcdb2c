import { z } from "zod";

export const exportQuery = z.strictObject({ before: z.uuid().optional() });

const rows = z.array(z.looseObject({}));

/** Newest first. Where `next` is set there is more: `?before=` that. */
export const personalData = z
  .looseObject({
    format: z.literal("shuqiao-person-1"),
    madeAt: z.iso.datetime(),
    before: z.uuid().nullable(),
    next: z.uuid().nullable(),
    account: z.looseObject({ id: z.uuid(), name: z.string(), email: z.string() }),
    memberships: rows,
    sessions: rows,
    tokens: rows,
    invitationsReceived: rows,
    invitationsSent: rows,
    mails: rows,
    decisions: rows,
    looks: rows,
    imports: rows,
    lexiconVersions: rows,
    matches: rows,
    requests: rows,
    contactConsents: rows,
    questions: rows,
    answers: rows,
    proposals: rows,
    ratings: rows,
    ratingReplies: rows,
    notices: rows,
    events: rows,
  })
  .meta({ id: "PersonalData" });

export const erasure = z.strictObject({ password: z.string().min(1).max(1000) });

export const outlookView = z
  .object({
    version: z.int(),
    /** Whoever has acted for an authority keeps his name in what he decided. */
    keepsName: z.boolean(),
    organisations: z.array(
      z.object({ id: z.uuid(), name: z.string(), kind: z.string(), closes: z.boolean() }),
    ),
    blockers: z.array(
      z.object({ code: z.string(), name: z.string(), path: z.string(), detail: z.string() }),
    ),
  })
  .meta({ id: "ErasureOutlook" });
