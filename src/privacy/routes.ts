import { type Context, Hono } from "hono";
import { deleteCookie } from "hono/cookie";
import { sessionCookieName } from "../accounts/auth.ts";
import { signedIn } from "../accounts/me-routes.ts";
import { confirmPassword } from "../accounts/sign-in.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, validate, versionOf } from "../http.ts";
import { answers, bySession, versioned } from "../openapi.ts";
import { sayField } from "../words.ts";
import { erasePerson, outlookFor } from "./erase-service.ts";
import { exportPerson } from "./export-service.ts";
import { erasure, exportQuery, outlookView, personalData } from "./schema.ts";

/** At /me: what is kept of oneself, and having it erased. */
export const ownDataRoutes = new Hono<AppEnv>()
  .get(
    "/data",
    answers(
      "All that is kept about you; only with a session, not with a token",
      "me",
      personalData,
    ),
    bySession,
    validate("query", exportQuery),
    async (c) => {
      // A link on another's page must not have it written down that he took a copy.
      if (c.req.header("sec-fetch-site") === "cross-site") throw new AppError("foreign_origin");
      return await copyFor(c, c.req.valid("query").before ?? null);
    },
  )
  .get(
    "/erasure",
    answers(
      "What erasing your account would do, and what must be settled first",
      "me",
      outlookView,
    ),
    async (c) => {
      const person = signedIn(c);
      const { blockers, places, keepsName } = await outlookFor(c.var.db, person);
      c.header("etag", `"${person.version}"`);
      const locale = c.get("language") === "en" ? "en" : "zh";
      return c.json({
        version: person.version,
        keepsName,
        organisations: places.map(({ id, name, kind, alone }) => ({
          id,
          name,
          kind,
          closes: alone,
        })),
        blockers: blockers.map(({ code, name, path }) => ({
          code,
          name,
          path,
          detail: sayField({ pointer: path, code, params: { name } }, locale),
        })),
      });
    },
  )
  .post(
    "/erasure",
    answers("Erase your account, with your password; only with a session", "me", null, 204),
    bySession,
    versioned,
    validate("json", erasure),
    async (c) => {
      await eraseFor(c, versionOf(c), c.req.valid("json").password);
      return c.body(null, 204);
    },
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

/** Ends what this browser holds as well. */
export async function eraseFor(c: Context<AppEnv>, version: number, password: string) {
  const person = signedIn(c);
  const { db, now, settings } = c.var;
  await confirmPassword(c, person, password);
  const erasing = { version, secret: settings.authSecret, now: now() };
  const { keepsName } = await erasePerson(db, byOf(c), person, erasing);
  const secure = settings.publicUrl.startsWith("https://");
  deleteCookie(c, sessionCookieName(settings.publicUrl), { path: "/", secure });
  deleteCookie(c, "organisation", { path: "/", secure });
  // What was typed here and not sent stands in the storage of this device.
  c.header("clear-site-data", '"cache", "storage"');
  return { keepsName };
}
