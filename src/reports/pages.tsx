import { type Context, Hono } from "hono";
import type { z } from "zod";
import { rolesOf } from "../accounts/actor.ts";
import { type AppEnv, fieldErrors } from "../http.ts";
import type { FormState } from "../web/form.tsx";
import { frameOf } from "../web/page.tsx";
import { readExposure } from "./exposure-service.ts";
import { ExposurePage } from "./exposure-views.tsx";
import { whereAndWhen } from "./door.ts";
import { periodOf, type PeriodQuery } from "./period.ts";
import { exposureQuery, periodQuery, unmetRequestQuery } from "./schema.ts";
import { readUnmet } from "./unmet-service.ts";
import { listUnmetRequests } from "./unmet-store.ts";
import { UnmetPage } from "./unmet-views.tsx";
import { readUnreadWords } from "./words-service.ts";
import { UnreadWordsPage } from "./words-views.tsx";

export const reportPages = new Hono<AppEnv>()
  .get("/official/unmet", async (c) => {
    const { query, form, status } = asked(c, unmetRequestQuery, { limit: 50 });
    const { scene, after, limit } = query;
    const { place, period } = whereAndWhen(c, query);
    const [groups, requests] = await Promise.all([
      readUnmet(c.var.db, place, period, scene),
      listUnmetRequests(c.var.db, place, period, { scene, after, limit }),
    ]);
    const frame = await frameOf(c);
    const page = { frame, place, period, groups, requests, form, after, scene, limit };
    return c.html(<UnmetPage {...page} />, status);
  })
  .get("/official/unread-words", async (c) => {
    const { query, form, status } = asked(c, periodQuery, {});
    const { period } = whereAndWhen(c, query);
    const { lexicon } = await c.var.matcher();
    const found = await readUnreadWords(c.var.db, lexicon, period);
    const may = rolesOf(c.var.actor).includes("ministry");
    return c.html(<UnreadWordsPage {...{ frame: await frameOf(c), found, form, may }} />, status);
  })
  .get("/official/exposure", async (c) => {
    const { query, form, status } = asked(c, exposureQuery, { limit: 50 });
    const { place, period } = whereAndWhen(c, query);
    const found = await readExposure(c.var.db, place, period, query);
    const { after, limit } = query;
    const frame = await frameOf(c);
    return c.html(
      <ExposurePage {...{ frame, place, period, found, form, after, limit }} />,
      status,
    );
  });

/** What the address asks; where that is wrong the page says so and shows the usual. */
function asked<Q extends PeriodQuery>(c: Context<AppEnv>, schema: z.ZodType<Q>, usual: Q) {
  const { done: _, ...all } = c.req.query();
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const read = schema.safeParse(given);
  const query = read.success ? read.data : usual;
  const { from, to } = periodOf(query, c.var.now());
  const values = read.success ? { ...given, from, to } : given;
  const errors = read.success ? [] : fieldErrors(read.error, given);
  const form: FormState = { values, errors };
  return { query, form, status: read.success ? (200 as const) : (400 as const) };
}
