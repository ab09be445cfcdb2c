import { type Context, Hono } from "hono";
import { z } from "zod";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { listOwnPublished } from "../solutions/own-store.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  searchedIn,
  textIn,
  type Values,
} from "../web/page.tsx";
import { reasonGiven, suspension } from "./standing-schema.ts";
import {
  liftSuspension,
  removeProvider,
  standingFor,
  standingNow,
  suspendProvider,
} from "./standing-service.ts";
import { listStandings } from "./standing-store.ts";
import { StandingPage, StandingsPage } from "./standing-views.tsx";

const home = "/official/providers";
const done = {
  suspend: "已暂停服务，企业现在搜不到它了。服务商已收到通知。",
  lift: "已恢复服务，企业又能搜到它了。",
  remove: "已移出名单。服务商已收到原因。",
};

const query = z.object({
  status: z
    .enum(["listed", "suspended", "imported", "removed"])
    .optional()
    .catch(() => undefined),
  after: z
    .uuid()
    .optional()
    .catch(() => undefined),
});
export const standingPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const { regionCode: place } = officeOf(c.var.actor);
    const { q, box } = searchedIn(c, 100);
    const asked = { ...query.parse(c.req.query()), q };
    const isAsked = box.errors.length === 0;
    const { items, next } = isAsked
      ? await listStandings(c.var.db, place, { ...asked, limit: 30 })
      : { items: [], next: null };
    const now = c.var.now();
    const standings = items.map((item) => ({ ...item, ...standingNow(item, now) }));
    const frame = await frameOf(c);
    const page = { frame, query: asked, box, standings, next, place };
    return c.html(<StandingsPage {...page} />, isAsked ? 200 : 400);
  })
  .get(`${home}/:id`, async (c) => c.html(<>{await standingPage(c)}</>))
  .post(`${home}/:id/suspend`, async (c) =>
    act(c, "suspend", async (values) => {
      const until = textIn(values, "until");
      const input = parsed(suspension, {
        reason: textIn(values, "reason"),
        // To the end of that day in China.
        until: until === "" ? null : `${until}T23:59:59+08:00`,
      });
      await suspendProvider(c.var.db, byOfOffice(c), whichOf(c), input);
    }),
  )
  .post(`${home}/:id/lift`, async (c) =>
    act(c, "lift", async (values) => {
      const { reason } = parsed(reasonGiven, { reason: textIn(values, "reason") });
      await liftSuspension(c.var.db, byOfOffice(c), whichOf(c), reason);
    }),
  )
  .post(`${home}/:id/remove`, async (c) =>
    act(c, "remove", async (values) => {
      const { reason } = parsed(reasonGiven, { reason: textIn(values, "reason") });
      await removeProvider(c.var.db, byOfOffice(c), whichOf(c), reason);
    }),
  );

/** Each of the forms of the page; only the one that was sent shows what was typed. */
async function act(
  c: Context<AppEnv>,
  what: keyof typeof done,
  work: (values: Values) => Promise<void>,
): Promise<Response> {
  const values = await readForm(c);
  return await attempt(
    c,
    async () => {
      await work(values);
      return `${home}/${idOf(c)}?done=${what}`;
    },
    async (refusal) => await standingPage(c, { what, values, refusal }),
  );
}

async function standingPage(
  c: Context<AppEnv>,
  again?: { what: keyof typeof done; values: Values; refusal: Refusal },
) {
  const found = await standingFor(c.var.db, whichOf(c));
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  const sent = again && { what: again.what, values: again.values, errors: again.refusal.errors };
  const solutions = await listOwnPublished(c.var.db, found.id);
  return <StandingPage {...{ frame, found, solutions, sent }} />;
}

function whichOf(c: Context<AppEnv>) {
  return { id: idOf(c), regionCode: officeOf(c.var.actor).regionCode, now: c.var.now() };
}

function byOfOffice(c: Context<AppEnv>) {
  return byOf(c, officeOf(c.var.actor).organisationId);
}
