import { type Context, Hono } from "hono";
import { rolesOf } from "../accounts/actor.ts";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { firmsOf, ownCase, proposerOf } from "./door.ts";
import {
  caseChange,
  caseDecision,
  caseReviewQuery,
  feature,
  newCase,
  ownCaseList,
  ownCaseView,
  ownVerbs,
  withdrawal,
} from "./own-schema.ts";
import { caseView, changeCase, proposeCase, submitCase, withdrawOwnCase } from "./own-service.ts";
import { listForReview, listProposed } from "./own-store.ts";
import { caseForReview, decideCase, featureCase, withdrawCase } from "./review-service.ts";

const tag = "cases";
const forOwner = (verb: string) => ownVerbs.includes(verb);
const forOfficial = (verb: string) => verb === "withdraw" || !ownVerbs.includes(verb);

/** At /me/cases: what one's firms have proposed. */
export const myCaseRoutes = new Hono<AppEnv>()
  .get("/", answers("Cases your firms have proposed", tag, ownCaseList), async (c) => {
    const ids = firmsOf(c.var.actor).map(({ organisationId }) => organisationId);
    const items = await listProposed(c.var.db, ids);
    return c.json({ items: items.map((item) => caseView(item, forOwner)), next: null });
  })
  .get("/:id", answers("One of them, with what is missing", tag, ownCaseView), async (c) =>
    c.json(await readOwn(c, idOf(c))),
  );

export const ownCaseRoutes = new Hono<AppEnv>()
  .post(
    "/",
    answers("Propose a case", tag, ownCaseView, 201),
    validate("json", newCase),
    async (c) => {
      const own = proposerOf(c.var.actor);
      const by = byOf(c, own.organisationId);
      const id = await proposeCase(c.var.db, by, own, c.req.valid("json"));
      c.header("location", `/api/v1/me/cases/${id}`);
      return c.json(await readOwn(c, id), 201);
    },
  )
  .patch(
    "/:id",
    answers("Change it before review", tag, ownCaseView),
    versioned,
    validate("json", caseChange),
    async (c) => {
      const { own } = await ownCase(c.var.db, c.var.actor, idOf(c));
      const which = { id: idOf(c), version: versionOf(c) };
      const by = byOf(c, own.organisationId);
      await changeCase(c.var.db, by, own, which, c.req.valid("json"));
      return c.json(await readOwn(c, which.id));
    },
  )
  .post("/:id/submit", answers("Hand it in for review", tag, ownCaseView), versioned, async (c) => {
    const { own } = await ownCase(c.var.db, c.var.actor, idOf(c));
    const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
    await submitCase(c.var.db, byOf(c, own.organisationId), own, which);
    return c.json(await readOwn(c, which.id));
  })
  .post(
    "/:id/withdraw",
    answers("Take a published case back", tag, null, 204),
    validate("json", withdrawal),
    async (c) => {
      const { reason } = c.req.valid("json");
      const { db, actor } = c.var;
      const mine = await ownCase(db, actor, idOf(c)).catch((error: unknown) => {
        if (!rolesOf(actor).includes("official")) throw error;
      });
      if (mine) {
        const by = byOf(c, mine.own.organisationId);
        await withdrawOwnCase(db, by, mine.own, idOf(c), reason);
      } else {
        const office = officeOf(actor);
        await withdrawCase(db, byOf(c, office.organisationId), office, idOf(c), reason);
      }
      return c.body(null, 204);
    },
  );

export const caseReviewRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Cases to review in your jurisdiction", tag, ownCaseList),
    validate("query", caseReviewQuery),
    async (c) => {
      const { regionCode } = officeOf(c.var.actor);
      const { items, next } = await listForReview(c.var.db, regionCode, c.req.valid("query"));
      return c.json({ items: items.map((item) => caseView(item, forOfficial)), next });
    },
  )
  .get("/:id", answers("A case to review", tag, ownCaseView), async (c) =>
    c.json(await readForReview(c)),
  )
  .post(
    "/:id/decisions",
    answers("Publish, return or reject it", tag, ownCaseView, 201),
    versioned,
    validate("json", caseDecision),
    async (c) => {
      const office = officeOf(c.var.actor);
      const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
      const by = byOf(c, office.organisationId);
      await decideCase(c.var.db, by, office, which, c.req.valid("json"));
      return c.json(await readForReview(c), 201);
    },
  )
  .post(
    "/:id/feature",
    answers("Feature a published case, or no longer", tag, ownCaseView),
    validate("json", feature),
    async (c) => {
      const office = officeOf(c.var.actor);
      const by = byOf(c, office.organisationId);
      await featureCase(c.var.db, by, office, idOf(c), c.req.valid("json").featured);
      return c.json(await readForReview(c));
    },
  );

async function readOwn(c: Context<AppEnv>, id: string) {
  const { found } = await ownCase(c.var.db, c.var.actor, id);
  c.header("etag", `"${found.version}"`);
  return found;
}

async function readForReview(c: Context<AppEnv>) {
  const { regionCode } = officeOf(c.var.actor);
  const found = await caseForReview(c.var.db, regionCode, idOf(c));
  c.header("etag", `"${found.version}"`);
  return caseView(found, forOfficial);
}
