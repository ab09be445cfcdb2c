import { type Context, Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf } from "../http.ts";
import { ownView } from "../solutions/own-service.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  formAgain,
  frameAgain,
  frameOf,
  type Refusal,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { changeIn, lists, valuesOf } from "./form-values.ts";
import { readOwn } from "./read.ts";
import type { ApplicationView } from "./schema.ts";
import { SectionPage } from "./section-views.tsx";
import { beginApplication, changeApplication, submitApplication } from "./service.ts";
import { sectionNames } from "./sections.ts";
import { findLatest } from "./store.ts";
import { ApplicationPage, BeginPage } from "./views.tsx";

const home = "/desk/provider/application";
const done = {
  begun: "申请已建好。按下面的清单逐项填写，随时可以停下。",
  saved: "这一部分已保存。",
  submitted: "已送审。有结果时会在消息里告诉您。",
};
const closed =
  "这一部分现在不用改，也不能改了：它已经通过，或者申请已经送审。下面是申请现在的进展。";

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
    const section = sectionOf(c);
    if (!isOpen(application, section)) return c.redirect(`${home}?closed=${section}`, 303);
    const form = { values: valuesOf(application), errors: [] };
    const frame = await frameOf(c);
    return c.html(<SectionPage {...{ frame, section, application, form }} />);
  })
  .post(`${home}/:section`, async (c) => {
    const own = membershipOf(c.var.actor, "provider");
    const application = await latest(c);
    const section = sectionOf(c);
    const values = await readForm(c, lists);
    if (!isOpen(application, section))
      return c.html(<>{await applicationPage(c, undefined, { section, values })}</>, 409);
    return await attempt(
      c,
      async () => {
        const which = { id: application.id, version: versionIn(values) };
        const change = changeIn(section, values);
        await changeApplication(c.var.db, byOf(c, own.organisationId), own, which, change);
        return `${home}?done=saved`;
      },
      async (refusal) => {
        // A promise is given or not: there is nothing to compare.
        const saved = section === "declarations" ? undefined : valuesOf(application);
        const form = formAgain(values, refusal, saved);
        const frame = await frameAgain(c, refusal);
        return <SectionPage {...{ frame, section, application, form }} />;
      },
    );
  });

type Late = { section: Section; values: Values };

async function applicationPage(c: Context<AppEnv>, refusal?: Refusal, late?: Late) {
  const { organisationId, name } = membershipOf(c.var.actor, "provider");
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  if (refusal && refusal.errors.length > 0) {
    const isHeld = refusal.errors.some(({ code }) => code === "uscc_held");
    const text = isHeld ? "还不能送审，原因见下面。" : "还有内容没有填好，见下面的清单。";
    frame.flash = { tone: "error", text };
  }
  const asked = late?.section ?? sectionNamed(c.req.query("closed"));
  if (asked) frame.flash = { tone: "info", text: `“${sectionNames[asked]}”：${closed}` };
  const id = await findLatest(c.var.db, organisationId);
  if (id === undefined) return <BeginPage {...{ frame, name }} />;
  const application = await readOwn(c.var.db, organisationId, id);
  const solutions = (await listOwnSolutions(c.var.db, application.providerId)).map(ownView);
  return <ApplicationPage {...{ frame, application, solutions }} typed={late?.values} />;
}

async function latest(c: Context<AppEnv>): Promise<ApplicationView> {
  const { organisationId } = membershipOf(c.var.actor, "provider");
  const id = await findLatest(c.var.db, organisationId);
  if (id === undefined) throw new AppError("not_found");
  return await readOwn(c.var.db, organisationId, id);
}

const withForms = ["firm", "capability", "proof", "declarations"] as const;

type Section = (typeof withForms)[number];

function sectionNamed(name: string | undefined): Section | undefined {
  return withForms.find((code) => code === name);
}

function sectionOf(c: Context<AppEnv>): Section {
  const section = sectionNamed(c.req.param("section"));
  if (!section) throw new AppError("not_found");
  return section;
}

/** Forms exist for what may be changed now; a tab left open may ask for one that is closed since. */
function isOpen({ sections }: ApplicationView, section: Section): boolean {
  return sections.some(({ code, open }) => code === section && open);
}
