import { type Context, Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf } from "../http.ts";
import { ownView } from "../solutions/own-service.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { readForm } from "../web/form.tsx";
import { attempt, frameAgain, frameOf, type Refusal, versionIn } from "../web/page.tsx";
import { changeIn, lists, valuesOf } from "./form-values.ts";
import { readOwn } from "./read.ts";
import type { ApplicationView } from "./schema.ts";
import { SectionPage } from "./section-views.tsx";
import { beginApplication, changeApplication, submitApplication } from "./service.ts";
import { findLatest } from "./store.ts";
import { ApplicationPage, BeginPage } from "./views.tsx";

const home = "/desk/provider/application";
const done = {
  begun: "申请已建好。按下面的清单逐项填写，随时可以停下。",
  saved: "这一部分已保存。",
  submitted: "已送审。有结果时会在消息里告诉您。",
};

export const applicationPages = new Hono<AppEnv>()
  .get(home, async (c) => c.html(<>{await applicationPage(c)}</>))
  .post(home, async (c) => {
    const own = membershipOf(c.var.actor, "provider");
    return await attempt(
      c,
      async () => {
        await beginApplication(c.var.db, byOf(c, own.organisationId), own);
        return `${home}?done=begun`;
      },
      async (refusal) => await applicationPage(c, refusal),
    );
  })
  .post(`${home}/submit`, async (c) => {
    const own = membershipOf(c.var.actor, "provider");
    const { id } = await latest(c);
    const version = versionIn(await readForm(c));
    return await attempt(
      c,
      async () => {
        const which = { id, version, now: c.var.now() };
        await submitApplication(c.var.db, byOf(c, own.organisationId), own, which);
        return `${home}?done=submitted`;
      },
      async (refusal) => await applicationPage(c, refusal),
    );
  })
  .get(`${home}/:section`, async (c) => {
    const application = await latest(c);
    const section = openSection(c, application);
    const form = { values: valuesOf(application), errors: [] };
    const frame = await frameOf(c);
    return c.html(<SectionPage {...{ frame, section, application, form }} />);
  })
  .post(`${home}/:section`, async (c) => {
    const own = membershipOf(c.var.actor, "provider");
    const application = await latest(c);
    const section = openSection(c, application);
    const values = await readForm(c, lists);
    return await attempt(
      c,
      async () => {
        const which = { id: application.id, version: versionIn(values) };
        const change = changeIn(section, values);
        await changeApplication(c.var.db, byOf(c, own.organisationId), own, which, change);
        return `${home}?done=saved`;
      },
      async (refusal) => {
        const form = { values, errors: refusal.errors };
        const frame = await frameAgain(c, refusal);
        return <SectionPage {...{ frame, section, application, form }} />;
      },
    );
  });

async function applicationPage(c: Context<AppEnv>, refusal?: Refusal) {
  const { organisationId, name } = membershipOf(c.var.actor, "provider");
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  if (refusal && refusal.errors.length > 0)
    frame.flash = { tone: "error", text: "还有内容没有填好，见下面的清单。" };
  const id = await findLatest(c.var.db, organisationId);
  if (id === undefined) return <BeginPage {...{ frame, name }} />;
  const application = await readOwn(c.var.db, organisationId, id);
  const solutions = (await listOwnSolutions(c.var.db, application.providerId)).map(ownView);
  return <ApplicationPage {...{ frame, application, solutions }} />;
}

async function latest(c: Context<AppEnv>): Promise<ApplicationView> {
  const { organisationId } = membershipOf(c.var.actor, "provider");
  const id = await findLatest(c.var.db, organisationId);
  if (id === undefined) throw new AppError("not_found");
  return await readOwn(c.var.db, organisationId, id);
}

const withForms = ["firm", "capability", "proof", "declarations"] as const;

/** Forms exist for what may be changed now. */
function openSection(c: Context<AppEnv>, { sections }: ApplicationView) {
  const asked = c.req.param("section");
  const section = withForms.find((code) => code === asked);
  if (!section || !sections.some(({ code, open }) => code === section && open))
    throw new AppError("not_found");
  return section;
}
