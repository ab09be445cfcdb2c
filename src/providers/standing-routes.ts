import { type Context, Hono } from "hono";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, byOf, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { reasonGiven, standingView, suspension } from "./standing-schema.ts";
import {
  liftSuspension,
  removeProvider,
  standingFor,
  suspendProvider,
} from "./standing-service.ts";

const tag = "providers";

export const standingRoutes = new Hono<AppEnv>()
  .post(
    "/:id/suspend",
    answers("Suspend a provider of your jurisdiction", tag, standingView),
    validate("json", suspension),
    async (c) => {
      await suspendProvider(c.var.db, byOfOffice(c), whichOf(c), c.req.valid("json"));
      return c.json(await read(c));
    },
  )
  .post(
    "/:id/lift",
    answers("End a suspension before its time", tag, standingView),
    validate("json", reasonGiven),
    async (c) => {
      const { reason } = c.req.valid("json");
      await liftSuspension(c.var.db, byOfOffice(c), whichOf(c), reason);
      return c.json(await read(c));
    },
  )
  .post(
    "/:id/remove",
    answers("Take a provider off the list", tag, standingView),
    validate("json", reasonGiven),
    async (c) => {
      const { reason } = c.req.valid("json");
      await removeProvider(c.var.db, byOfOffice(c), whichOf(c), reason);
      return c.json(await read(c));
    },
  );

function whichOf(c: Context<AppEnv>) {
  return { id: idOf(c), regionCode: officeOf(c.var.actor).regionCode, now: c.var.now() };
}

function byOfOffice(c: Context<AppEnv>) {
  return byOf(c, officeOf(c.var.actor).organisationId);
}

async function read(c: Context<AppEnv>) {
  const found = await standingFor(c.var.db, whichOf(c));
  const { id, name, status, regionCode, suspendedReason, suspendedUntil, removedReason } = found;
  const { possible } = found;
  const told = { id, name, status, regionCode, suspendedReason, suspendedUntil, removedReason };
  return { ...told, possible };
}
