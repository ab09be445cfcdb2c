import { type Context, Hono } from "hono";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { caseDecision, caseReviewQuery, ownVerbs, withdrawal } from "./own-schema.ts";
import { caseView } from "./own-service.ts";
import { listForReview } from "./own-store.ts";
import { caseForReview, decideCase, featureCase, withdrawCase } from "./review-service.ts";
import { CaseQueuePage, CaseReviewPage } from "./review-views.tsx";

const home = "/official/cases";
const done = {
  published: "已发布，现在就能搜到。",
  returned: "已退回，对方会看到您的意见。",
  rejected: "已决定不采用，对方会看到原因。",
  featured: "已设为首页案例。",
  unfeatured: "已从首页案例里取下。",
  withdrawn: "已撤下，不再公开。",
};
const forOfficial = (verb: string) => verb === "withdraw" || !ownVerbs.includes(verb);

export const caseReviewPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const { regionCode: place } = officeOf(c.var.actor);
    const { done: _, ...asked } = c.req.query();
    const query = caseReviewQuery.catch(caseReviewQuery.parse({})).parse(asked);
    const { items, next } = await listForReview(c.var.db, place, query);
    const cases = items.map((item) => caseView(item, forOfficial));
    const frame = await frameOf(c, done);
    return c.html(<CaseQueuePage {...{ frame, query, cases, next, place, now: c.var.now() }} />);
  })
  .get(`${home}/:id`, async (c) => c.html(<>{await reviewPage(c)}</>))
  .post(`${home}/:id`, async (c) => {
    const office = officeOf(c.var.actor);
    const values = await readForm(c);
    return await attempt(
      c,
      async () => {
        const which = { id: idOf(c), version: versionIn(values), now: c.var.now() };
        const input = parsed(caseDecision, {
          verdict: textIn(values, "verdict"),
          featured: textIn(values, "featured") !== "",
          note: textIn(values, "note"),
        });
        await decideCase(c.var.db, byOf(c, office.organisationId), office, which, input);
        return `${home}?done=${input.verdict}`;
      },
      async (refusal) => await reviewPage(c, { values, refusal }),
    );
  })
  .post(`${home}/:id/feature`, async (c) => {
    const office = officeOf(c.var.actor);
    const featured = textIn(await readForm(c), "featured") === "yes";
    return await attempt(
      c,
      async () => {
        const by = byOf(c, office.organisationId);
        await featureCase(c.var.db, by, office, idOf(c), featured);
        return `${home}/${idOf(c)}?done=${featured ? "featured" : "unfeatured"}`;
      },
      async (refusal) => await reviewPage(c, { values: {}, refusal }),
    );
  })
  .post(`${home}/:id/withdraw`, async (c) => {
    const office = officeOf(c.var.actor);
    const values = await readForm(c);
    return await attempt(
      c,
      async () => {
        const { reason } = parsed(withdrawal, { reason: textIn(values, "reason") });
        const by = byOf(c, office.organisationId);
        await withdrawCase(c.var.db, by, office, idOf(c), reason);
        return `${home}?done=withdrawn`;
      },
      async (refusal) => await reviewPage(c, { values, refusal }),
    );
  });

async function reviewPage(c: Context<AppEnv>, again?: { values: Values; refusal: Refusal }) {
  const { regionCode } = officeOf(c.var.actor);
  const found = caseView(await caseForReview(c.var.db, regionCode, idOf(c)), forOfficial);
  const form = { values: again?.values ?? {}, errors: again?.refusal.errors ?? [] };
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  return <CaseReviewPage {...{ frame, found, form }} />;
}
