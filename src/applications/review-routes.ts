import { type Context, Hono } from "hono";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { criteria, promisedDays, yearsListed } from "./criteria.ts";
import { decideApplication } from "./decisions.ts";
import { officeOf } from "./door.ts";
import { readForReview } from "./read.ts";
import { criteriaView, decision, queueView, reviewQuery, reviewView } from "./schema.ts";
import { listQueue } from "./store.ts";

const tag = "reviews";

export const reviewRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Applications in your jurisdiction, longest waiting first", tag, queueView),
    validate("query", reviewQuery),
    async (c) => {
      const { regionCode } = officeOf(c.var.actor);
      return c.json(await listQueue(c.var.db, regionCode, c.req.valid("query")));
    },
  )
  .get("/:id", answers("An application to review", tag, reviewView), async (c) =>
    c.json(await read(c)),
  )
  .post(
    "/:id/decisions",
    answers("List, return or reject it", tag, reviewView, 201),
    versioned,
    validate("json", decision),
    async (c) => {
      const office = officeOf(c.var.actor);
      const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
      const by = byOf(c, office.organisationId);
      await decideApplication(c.var.db, by, office, which, c.req.valid("json"));
      return c.json(await read(c), 201);
    },
  );

export const criteriaRoutes = new Hono<AppEnv>().get(
  "/",
  answers("What officials decide by", tag, criteriaView),
  (c) => c.json({ items: [...criteria], promisedDays, yearsListed }),
);

async function read(c: Context<AppEnv>) {
  const { regionCode } = officeOf(c.var.actor);
  const found = await readForReview(c.var.db, { regionCode, now: c.var.now() }, idOf(c));
  c.header("etag", `"${found.version}"`);
  return found;
}
