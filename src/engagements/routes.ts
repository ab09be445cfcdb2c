import { type Context, Hono } from "hono";
import { z } from "zod";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { AppError } from "../errors.ts";
import { possibleMoves } from "../moves.ts";
import { answers, versioned } from "../openapi.ts";
import { dayAfter } from "../requests/decisions.ts";
import { closestFirst, readersOf } from "../requests/readers.ts";
import { personOf } from "../requests/routes.ts";
import { reasonGiven } from "../requests/schema.ts";
import {
  delivery,
  engagementMoves,
  engagementQuery,
  engagementView,
  milestones,
  milestoneView,
  newRating,
  ratingReply,
  ratingView,
} from "./schema.ts";
import {
  acceptDelivery,
  endEarly,
  markDelivered,
  rateEngagement,
  rejectDelivery,
  replyToRating,
  setMilestones,
  startEngagement,
} from "./service.ts";
import { findEngagementFor, findRating, listEngagements, listMilestones } from "./store.ts";

const tag = "engagements";
const listed = z.object({ items: z.array(engagementView), next: z.uuid().nullable() });
const whole = engagementView.extend({
  milestones: z.array(milestoneView),
  rating: ratingView.nullable(),
  possible: z.array(z.string()),
});

export const engagementRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Your engagements", tag, listed),
    validate("query", engagementQuery),
    async (c) => {
      const query = c.req.valid("query");
      const reader = readersOf(personOf(c)).find(
        ({ as }) => query.view === undefined || as === query.view,
      );
      if (!reader) throw new AppError("forbidden");
      return c.json(await listEngagements(c.var.db, reader, today(c), query));
    },
  )
  .get("/:id", answers("An engagement", tag, whole), async (c) => c.json(await readEngagement(c)))
  .put(
    "/:id/milestones",
    answers("Set the milestones", tag, whole),
    versioned,
    validate("json", milestones),
    async (c) => {
      const { by, reader, which } = await party(c);
      const at = { id: which.id, version: versionOf(c) };
      await setMilestones(c.var.db, by, reader, at, c.req.valid("json").milestones);
      return c.json(await readEngagement(c));
    },
  )
  .post("/:id/start", answers("Begin the work", tag, whole), async (c) => {
    const { by, reader, which } = await party(c);
    await startEngagement(c.var.db, by, reader, which);
    return c.json(await readEngagement(c));
  })
  .post("/:id/deliver", answers("Deliver", tag, whole), validate("json", delivery), async (c) => {
    const { by, reader, which } = await party(c);
    await markDelivered(c.var.db, by, reader, which, c.req.valid("json").note);
    return c.json(await readEngagement(c));
  })
  .post("/:id/accept", answers("Accept the delivery", tag, whole), async (c) => {
    const { by, reader, which } = await party(c);
    await acceptDelivery(c.var.db, by, reader, which);
    return c.json(await readEngagement(c));
  })
  .post(
    "/:id/reject",
    answers("Reject the delivery", tag, whole),
    validate("json", reasonGiven),
    async (c) => {
      const { by, reader, which } = await party(c);
      await rejectDelivery(c.var.db, by, reader, which, c.req.valid("json").reason);
      return c.json(await readEngagement(c));
    },
  )
  .post("/:id/end", answers("End early", tag, whole), validate("json", reasonGiven), async (c) => {
    const { by, reader, which } = await party(c);
    await endEarly(c.var.db, by, reader, which, c.req.valid("json").reason);
    return c.json(await readEngagement(c));
  })
  .post("/:id/rating", answers("Rate", tag, whole, 201), validate("json", newRating), async (c) => {
    const { by, reader, which } = await party(c);
    const rater = { ...by, actorId: personOf(c).id };
    await rateEngagement(c.var.db, rater, reader, which.id, c.req.valid("json"));
    return c.json(await readEngagement(c), 201);
  })
  .post(
    "/:id/rating/reply",
    answers("Reply to the rating", tag, whole, 201),
    validate("json", ratingReply),
    async (c) => {
      const { by, reader, which } = await party(c);
      await replyToRating(c.var.db, by, reader, which, c.req.valid("json").reply);
      return c.json(await readEngagement(c), 201);
    },
  );

/** As whom this person takes part; who has no part in it finds nothing. */
export async function party(c: Context<AppEnv>) {
  const id = idOf(c);
  for (const reader of closestFirst(personOf(c))) {
    const engagement = await findEngagementFor(c.var.db, reader, today(c), id);
    if (engagement) {
      const by = byOf(c, "organisationId" in reader ? reader.organisationId : undefined);
      return { by, reader, engagement, which: { id, now: c.var.now() } };
    }
  }
  throw new AppError("not_found");
}

export async function readEngagement(c: Context<AppEnv>) {
  const { engagement } = await party(c);
  c.header("etag", `"${engagement.version}"`);
  return {
    ...engagement,
    milestones: await listMilestones(c.var.db, engagement.id),
    rating: (await findRating(c.var.db, engagement.id)) ?? null,
    possible: possibleMoves(engagementMoves, engagement.status),
  };
}

function today(c: Context<AppEnv>): string {
  return dayAfter(c.var.now(), 0);
}
