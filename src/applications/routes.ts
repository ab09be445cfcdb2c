import { type Context, Hono } from "hono";
import { z } from "zod";
import { membershipOf } from "../accounts/actor.ts";
import { states } from "../db/states.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { readOwn } from "./read.ts";
import { applicationChange, applicationView } from "./schema.ts";
import { beginApplication, changeApplication, submitApplication } from "./service.ts";
import { listOwn } from "./store.ts";

const tag = "applications";
const owned = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        status: z.enum(states.application),
        submittedAt: z.date().nullable(),
        decidedAt: z.date().nullable(),
      }),
    ),
    next: z.null(),
  })
  .meta({ id: "ApplicationList" });

export const applicationRoutes = new Hono<AppEnv>()
  .get("/", answers("Your firm's applications, newest first", tag, owned), async (c) => {
    const { organisationId } = membershipOf(c.var.actor, "provider");
    return c.json({ items: await listOwn(c.var.db, organisationId), next: null });
  })
  .post("/", answers("Begin to apply as a provider", tag, applicationView, 201), async (c) => {
    const own = membershipOf(c.var.actor, "provider");
    const id = await beginApplication(c.var.db, byOf(c, own.organisationId), own);
    const made = await readOwn(c.var.db, own.organisationId, id);
    c.header("etag", `"${made.version}"`);
    c.header("location", `/api/v1/applications/${id}`);
    return c.json(made, 201);
  })
  .get("/:id", answers("An application with its history", tag, applicationView), async (c) =>
    c.json(await read(c)),
  )
  .patch(
    "/:id",
    answers("Fill in or mend what is open", tag, applicationView),
    versioned,
    validate("json", applicationChange),
    async (c) => {
      const own = membershipOf(c.var.actor, "provider");
      const which = { id: idOf(c), version: versionOf(c) };
      const by = byOf(c, own.organisationId);
      await changeApplication(c.var.db, by, own, which, c.req.valid("json"));
      return c.json(await read(c));
    },
  )
  .post(
    "/:id/submit",
    answers("Hand it in for review", tag, applicationView),
    versioned,
    async (c) => {
      const own = membershipOf(c.var.actor, "provider");
      const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
      await submitApplication(c.var.db, byOf(c, own.organisationId), own, which);
      return c.json(await read(c));
    },
  );

async function read(c: Context<AppEnv>) {
  const { organisationId } = membershipOf(c.var.actor, "provider");
  const found = await readOwn(c.var.db, organisationId, idOf(c));
  c.header("etag", `"${found.version}"`);
  return found;
}
