import { z } from "zod";
import type { State } from "../db/states.ts";
import type { Moves } from "../moves.ts";
import { said } from "../text.ts";
import { instant } from "../time.ts";

/** A lifted suspension leads back to what the firm was; the state here names the usual case. */
export const standingMoves = {
  suspend: { from: ["listed", "imported"], to: "suspended" },
  lift: { from: ["suspended"], to: "listed" },
  remove: { from: ["listed", "imported", "suspended"], to: "removed" },
} as const satisfies Moves<State<"provider">>;

const reason = said(1000);

export const suspension = z.strictObject({
  reason,
  /** Without an end it stays until an official lifts it. */
  until: instant.nullish(),
});
export type Suspension = z.output<typeof suspension>;

export const reasonGiven = z.strictObject({ reason });

export const standingView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status: z.enum(["imported", "applying", "listed", "suspended", "removed"]),
    regionCode: z.string().nullable(),
    suspendedReason: z.string().nullable(),
    suspendedUntil: z.date().nullable(),
    removedReason: z.string().nullable(),
    possible: z.array(z.string()),
  })
  .meta({ id: "ProviderStanding" });
export type StandingView = z.output<typeof standingView>;
