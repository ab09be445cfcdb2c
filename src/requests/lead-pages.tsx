import { Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import type { AppEnv } from "../http.ts";
import { frameOf, parsed } from "../web/page.tsx";
import { listLeads } from "./lead-store.ts";
import { LeadsPage } from "./lead-views.tsx";
import { isListed } from "./part-store.ts";
import { requestQuery } from "./schema.ts";

export const leadPages = new Hono<AppEnv>().get("/", async (c) => {
  const { providerId } = membershipOf(c.var.actor, "provider");
  // A filter that was left at 全部 arrives as a blank.
  const given = Object.entries(c.req.query()).filter(([, value]) => value !== "");
  const { category, scene, after, limit } = parsed(requestQuery.strip(), Object.fromEntries(given));
  const now = c.var.now();
  const query = { category, scene, after, limit };
  const none = { items: [], next: null };
  const listed = providerId !== null && (await isListed(c.var.db, providerId));
  const { items, next } = providerId ? await listLeads(c.var.db, providerId, now, query) : none;
  const filter = { category, scene };
  const frame = await frameOf(c);
  const applied = providerId !== null;
  const props = { frame, items, next, filter, after, limit, applied, listed, now };
  return c.html(<LeadsPage {...props} />);
});
