import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  formAgain,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { firmsOf, ownCase, proposerOf } from "./door.ts";
import { newCase, ownVerbs, withdrawal } from "./own-schema.ts";
import { caseView, changeCase, proposeCase, submitCase, withdrawOwnCase } from "./own-service.ts";
import { listProposed, listTellable, listUntold } from "./own-store.ts";
import { caseIn, valuesOf } from "./own-values.ts";
import { EditCasePage, FromDeliveryPage, NewCasePage, OwnCasesPage } from "./own-views.tsx";

const home = "/desk/cases";
const done = {
  added: "已存好，接着往下写。",
  kept: "已保存，还没有送审。",
  submitted: "已送审。主管部门看过会告诉您。",
  withdrawn: "已撤回，不再公开。",
};

export const ownCasePages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const ids = firmsOf(c.var.actor).map(({ organisationId }) => organisationId);
    const [cases, deliveries] = await Promise.all([
      listProposed(c.var.db, ids),
      listUntold(c.var.db, ids),
    ]);
    const own = cases.map((one) => caseView(one, (verb) => ownVerbs.includes(verb)));
    const frame = await frameOf(c, done);
    const proposer = proposerOf(c.var.actor);
    return c.html(<OwnCasesPage {...{ frame, proposer, cases: own, deliveries }} />);
  })
  .get(`${home}/new`, async (c) => {
    const engagementId = c.req.query("engagement");
    if (engagementId !== undefined) return await fromDelivery(c, engagementId);
    const form = { values: {}, errors: [] };
    const frame = await frameOf(c);
    const proposer = proposerOf(c.var.actor);
    return c.html(<NewCasePage {...{ frame, proposer, form, choices: await choicesOf(c) }} />);
  })
  .post(home, async (c) => {
    const values = await readForm(c);
    return await attempt(
      c,
      async () => await add(c, values),
      async (refusal) => {
        const form = { values, errors: refusal.errors };
        const frame = await frameAgain(c, refusal);
        const proposer = proposerOf(c.var.actor);
        return <NewCasePage {...{ frame, proposer, form, choices: await choicesOf(c) }} />;
      },
    );
  })
  .get(`${home}/:id`, async (c) => c.html(<>{await editPage(c)}</>))
  .post(`${home}/:id`, async (c) => {
    const values = await readForm(c);
    return await attempt(
      c,
      async () => await save(c, values),
      async (refusal) => await editPage(c, { values, refusal }),
    );
  })
  .post(`${home}/:id/withdraw`, async (c) => {
    const values = await readForm(c);
    return await attempt(
      c,
      async () => {
        const { own, found } = await ownCase(c.var.db, c.var.actor, idOf(c));
        const { reason } = parsed(withdrawal, { reason: textIn(values, "reason") });
        const by = byOf(c, own.organisationId);
        await withdrawOwnCase(c.var.db, by, own, found.id, reason);
        return `${home}?done=withdrawn`;
      },
      async (refusal) => await editPage(c, { values: undefined, refusal }),
    );
  });

async function add(c: Context<AppEnv>, values: Values): Promise<string> {
  const own = proposerOf(c.var.actor);
  const engagementId = textIn(values, "engagementId") || undefined;
  const title = textIn(values, "title") || undefined;
  const solutionId = textIn(values, "solutionId") || undefined;
  const input = parsed(newCase, {
    ...(title !== undefined && { title }),
    ...(solutionId !== undefined && { solutionId }),
    ...(engagementId !== undefined && { engagementId }),
  });
  const id = await proposeCase(c.var.db, byOf(c, own.organisationId), own, input);
  return `${home}/${id}?done=added`;
}

/** A link may not change anything: the delivery is shown with the one button that begins. */
async function fromDelivery(c: Context<AppEnv>, id: string) {
  const ids = firmsOf(c.var.actor).map(({ organisationId }) => organisationId);
  const found = (await listUntold(c.var.db, ids)).find((one) => one.id === id);
  if (!found) throw new AppError("not_found");
  return c.html(<FromDeliveryPage frame={await frameOf(c)} delivery={found} />);
}

async function save(c: Context<AppEnv>, values: Values): Promise<string> {
  const { db, actor } = c.var;
  const { own, found } = await ownCase(db, actor, idOf(c));
  const by = byOf(c, own.organisationId);
  const version = versionIn(values);
  await changeCase(db, by, own, { id: found.id, version }, caseIn(values));
  if (textIn(values, "then") !== "submit") return `${home}/${found.id}?done=kept`;
  values["version"] = String(version + 1);
  const which = { id: found.id, version: version + 1, now: c.var.now() };
  await submitCase(db, by, own, which);
  return `${home}?done=submitted`;
}

async function editPage(
  c: Context<AppEnv>,
  again?: { values: Values | undefined; refusal: Refusal },
) {
  const { found } = await ownCase(c.var.db, c.var.actor, idOf(c));
  const saved = valuesOf(found);
  const form = again?.values
    ? formAgain(again.values, again.refusal, saved)
    : { values: saved, errors: again?.refusal.errors ?? [] };
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  return <EditCasePage {...{ frame, found, form, choices: await choicesOf(c) }} />;
}

async function choicesOf(c: Context<AppEnv>) {
  const { providerId } = proposerOf(c.var.actor);
  return providerId === null ? [] : await listTellable(c.var.db, providerId);
}
