import { type Context, Hono } from "hono";
import { ownProvider } from "../applications/door.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, idOf } from "../http.ts";
import { listLeads } from "../requests/lead-store.ts";
import { findOwnSolution } from "../solutions/own-store.ts";
import { frameOf } from "../web/page.tsx";
import type { WhyView } from "./schema.ts";
import { explainStanding } from "./service.ts";
import { readTyped } from "./typed.ts";
import { WhyPage } from "./views.tsx";

const fields = [
  "capability",
  "scene",
  "regionCode",
  "industryCode",
  "deployment",
  "headcount",
  "budget",
  "request",
] as const;

export const whyPages = new Hono<AppEnv>().get("/solutions/:id/why", async (c) => {
  const { actor: person } = c.var;
  const { providerId } = ownProvider(person);
  const own = await findOwnSolution(c.var.db, providerId, idOf(c));
  if (!own || !person) throw new AppError("not_found");
  const values = valuesIn(c);
  const now = c.var.now();
  const matcher = await c.var.matcher();
  const { items: leads } = await listLeads(c.var.db, providerId, now, { limit: 50 });
  const capabilities = [...matcher.lexicon.capabilities.values()];
  const page = { frame: await frameOf(c), own, capabilities, leads };
  if (Object.keys(values).length === 0)
    return c.html(<WhyPage {...page} form={{ values, errors: [] }} />);
  const read = readTyped(matcher.lexicon, values);
  if ("errors" in read)
    return c.html(<WhyPage {...page} form={{ values, errors: read.errors }} />, 400);
  const who = { person, providerId, now };
  const found: WhyView = await explainStanding(c.var.db, matcher, who, own.id, read.query);
  return c.html(<WhyPage {...page} form={{ values, errors: [] }} found={found} />);
});

/** A field that was left blank was not asked for. */
function valuesIn(c: Context<AppEnv>): Record<string, string> {
  const given = fields.map((name): [string, string] => [name, c.req.query(name)?.trim() ?? ""]);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}
