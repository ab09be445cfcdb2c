import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, fieldErrors, idOf, statusFor } from "../http.ts";
import { type FormState, readForm } from "../web/form.tsx";
import { sayFailure } from "../words.ts";
import { firmOf, formErrors, textOf, valuesOf } from "./firm-form.tsx";
import { chooseOrganisation } from "./identify.ts";
import { invite, takeBackInvitation } from "./invitation-service.ts";
import { listInvitations } from "./invitation-store.ts";
import { signedIn } from "./me-routes.ts";
import { goOn } from "./resume-pages.tsx";
import {
  addOrganisation,
  changeMember,
  changeOrganisation,
  ownerOf,
  placeIn,
} from "./organisation-service.ts";
import { getOrganisation, listMembers } from "./organisation-store.ts";
import {
  EditOrganisationPage,
  InvitedPage,
  NewOrganisationPage,
  OrganisationPage,
} from "./organisation-views.tsx";
import { newInvitation, newOrganisation, organisationChange, role } from "./schema.ts";
import { versionIn } from "../web/page.tsx";

const done: Readonly<Record<string, string>> = {
  saved: "单位信息已保存。",
  member: "成员已更新。",
  invitation: "邀请已收回，原来的链接不能再用。",
  joined: "您已加入这个单位。",
  added: "单位已登记，您是负责人。",
};

export const organisationPages = new Hono<AppEnv>()
  .get("/new", (c) => {
    const { kind = "sme", next } = c.req.query();
    const values = { kind, ...(next === undefined ? {} : { next }) };
    return c.html(<NewOrganisationPage actor={c.var.actor} form={{ values, errors: [] }} />);
  })
  .post("/", async (c) => {
    const values = await readForm(c);
    const refuse = (errors: FormState["errors"], status: 400 | 409) =>
      c.html(<NewOrganisationPage actor={c.var.actor} form={{ values, errors }} />, status);
    const given = { kind: values["kind"], name: values["name"], ...firmOf(values) };
    const input = newOrganisation.safeParse(given);
    if (!input.success) return refuse(formErrors(input.error, given), 400);
    try {
      const id = await addOrganisation(c.var.db, byOf(c), signedIn(c), input.data);
      chooseOrganisation(c, id);
      return goOn(c, values, c.var.actor, `/organisations/${id}?done=added`);
    } catch (error) {
      if (error instanceof AppError && error.code === "taken") return refuse(error.fields, 409);
      throw error;
    }
  })
  .get("/:id", async (c) => c.html(await organisationPage(c, idOf(c))))
  .get("/:id/edit", async (c) => {
    const { organisationId } = placeIn(c.var.actor, idOf(c));
    const firm = await getOrganisation(c.var.db, organisationId);
    const form = { values: valuesOf(firm), errors: [] };
    return c.html(<EditOrganisationPage actor={c.var.actor} {...{ firm, form }} />);
  })
  .post("/:id", async (c) => {
    const { organisationId } = placeIn(c.var.actor, idOf(c));
    const { version = "", ...values } = await readForm(c);
    const given = blankToNull({ name: values["name"], ...firmOf(values) });
    const input = organisationChange.safeParse(given);
    const refuse = async (errors: FormState["errors"], status: 400 | 409 | 412) => {
      const firm = await getOrganisation(c.var.db, organisationId);
      const stale = status === 412;
      const form = stale
        ? { values, errors, saved: valuesOf(firm) }
        : { values: { ...values, version: version ?? "" }, errors };
      const page = { actor: c.var.actor, firm, form, stale };
      return c.html(<EditOrganisationPage {...page} />, status);
    };
    if (!input.success) return await refuse(formErrors(input.error, given), 400);
    try {
      const by = byOf(c, organisationId);
      await changeOrganisation(c.var.db, by, organisationId, versionIn({ version }), input.data);
      return c.redirect(`/organisations/${organisationId}?done=saved`, 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "stale") return await refuse([], 412);
      if (error.fields.length === 0) throw error;
      return await refuse(error.fields, error.code === "taken" ? 409 : 400);
    }
  })
  .post("/:id/members/:userId", async (c) => {
    const id = idOf(c);
    placeIn(c.var.actor, id);
    const userId = idOf(c, "userId");
    const asked = textOf(await readForm(c), "role");
    const given = asked === "none" ? undefined : role.safeParse(asked);
    if (given?.success === false) throw new AppError("invalid");
    try {
      await changeMember(c.var.db, byOf(c, id), id, userId, given?.data);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "refused_transition") throw error;
      const text = "这样就没有负责人了。请先让另一位成员当负责人。";
      return c.html(await organisationPage(c, id, { text }), 409);
    }
    const left = given === undefined && userId === signedIn(c).id;
    return c.redirect(left ? "/me" : `/organisations/${id}?done=member`, 303);
  })
  .post("/:id/invitations", async (c) => {
    const id = idOf(c);
    const inviter = ownerOf(c.var.actor, id);
    const values = await readForm(c);
    const input = newInvitation.safeParse(values);
    if (!input.success) {
      const form = { values, errors: fieldErrors(input.error, values) };
      return c.html(await organisationPage(c, id, { form }), 400);
    }
    const { db, now, settings } = c.var;
    const { publicUrl } = settings;
    try {
      const asked = { ...input.data, organisationId: id, inviter, now: now(), publicUrl };
      const made = await invite(db, byOf(c, id), asked);
      return c.html(<InvitedPage actor={inviter} {...made} organisationId={id} />, 201);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const form = { values, errors: error.fields };
      const text = error.fields.length > 0 ? undefined : sayFailure(error, "zh");
      return c.html(await organisationPage(c, id, { form, text }), statusFor(error));
    }
  })
  .post("/:id/invitations/:invitationId/revoke", async (c) => {
    const organisationId = idOf(c);
    ownerOf(c.var.actor, organisationId);
    const what = { organisationId, id: idOf(c, "invitationId"), now: c.var.now() };
    await takeBackInvitation(c.var.db, byOf(c, organisationId), what);
    return c.redirect(`/organisations/${organisationId}?done=invitation`, 303);
  });

/** What a person has emptied is taken away; the texts that may be empty become so. */
function blankToNull(given: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) =>
      value === undefined && key !== "name"
        ? [key, key.startsWith("contact") ? "" : null]
        : [key, value],
    ),
  );
}

async function organisationPage(
  c: Context<AppEnv>,
  id: string,
  { form, text }: { form?: FormState; text?: string | undefined } = {},
) {
  const { db, now } = c.var;
  const place = placeIn(c.var.actor, id);
  const [firm, members, invitations] = await Promise.all([
    getOrganisation(db, id),
    listMembers(db, id),
    place.role === "owner" ? listInvitations(db, id, now()) : [],
  ]);
  const news = c.req.method === "GET" ? done[c.req.query("done") ?? ""] : undefined;
  const flash = text
    ? ({ tone: "error", text } as const)
    : news && ({ tone: "success", text: news } as const);
  return (
    <OrganisationPage
      actor={signedIn(c)}
      place={place}
      form={form ?? { values: { role: "member" }, errors: [] }}
      flash={flash || undefined}
      {...{ firm, members, invitations }}
    />
  );
}
