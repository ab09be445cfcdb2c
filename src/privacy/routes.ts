import { type Context, Hono } from "hono";
import { signedIn } from "../accounts/me-routes.ts";
import { type AppEnv, byOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { exportPerson } from "./export-service.ts";
import { exportQuery, personalData } from "./schema.ts";

/** At /me: what is kept of oneself. */
export const ownDataRoutes = new Hono<AppEnv>().get(
  "/data",
  answers("All that is kept about you; only with a session, not with a token", "me", personalData),
  validate("query", exportQuery),
  async (c) => await copyFor(c, c.req.valid("query").before ?? null),
);

/** To be kept as a file, and by nobody on the way. */
export async function copyFor(c: Context<AppEnv>, before: string | null) {
  const now = c.var.now();
  const copy = await exportPerson(c.var.db, byOf(c), signedIn(c), { before, now });
  const name = `shuqiao-${now.toISOString().slice(0, 10)}${before === null ? "" : `-${before}`}`;
  c.header("content-disposition", `attachment; filename="${name}.json"`);
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(copy, null, 2), 200, { "content-type": "application/json" });
}
