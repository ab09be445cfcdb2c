import { z } from "zod";
import { states } from "../db/states.ts";
import { orNone, sceneCode } from "../taxonomy/codes.ts";
import { dates, isInOrder } from "./period.ts";

const scene = orNone(sceneCode).optional();
const after = z.uuid().optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const wrongOrder = { path: ["to"], message: "ends_before" };

export const periodQuery = z.strictObject(dates).refine(isInOrder, wrongOrder);
export const unmetQuery = z.strictObject({ ...dates, scene }).refine(isInOrder, wrongOrder);
export const unmetRequestQuery = z
  .strictObject({ ...dates, scene, after, limit })
  .refine(isInOrder, wrongOrder);
export const exposureQuery = z
  .strictObject({ ...dates, after, limit })
  .refine(isInOrder, wrongOrder);

const span = { from: z.iso.date(), to: z.iso.date() };

export const unmetView = z
  .object({
    ...span,
    groups: z.array(
      z.object({
        scene: z.string(),
        regionCode: z.string(),
        nothingFits: z.int(),
        notUnderstood: z.int(),
        expired: z.int(),
        noneSuitable: z.int(),
        wanted: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "UnmetDemand" });

export const unmetRequests = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      text: z.string(),
      scenes: z.array(z.string()),
      regionCode: z.string().nullable(),
      status: z.enum(states.request),
      outcome: z.enum(states.outcome).nullable(),
      publishedAt: z.date(),
    }),
  ),
  next: z.uuid().nullable(),
});

const counts = {
  shown: z.int(),
  invitations: z.int(),
  proposals: z.int(),
  awards: z.int(),
};
const group = z.object({ code: z.string(), providers: z.int(), ...counts });
export const exposureView = z
  .object({
    ...span,
    countedUntil: z.date(),
    /** Of all that was shown in this place, the part of those listed for less than ninety days. */
    newcomersShare: z.number().nullable(),
    byRegion: z.array(group),
    byAge: z.array(group),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        status: z.enum(states.provider),
        regionCode: z.string().nullable(),
        listedAt: z.date().nullable(),
        ...counts,
      }),
    ),
    next: z.uuid().nullable(),
  })
  .meta({ id: "Exposure" });

export const wordsView = z
  .object({
    ...span,
    /** A word is told only when so many people have typed it. */
    leastPeople: z.int(),
    items: z.array(
      z.object({
        word: z.string(),
        people: z.int(),
        lastAt: z.date(),
        /** The lexicon has taken it up meanwhile. */
        isKnown: z.boolean(),
      }),
    ),
  })
  .meta({ id: "UnreadWords" });
