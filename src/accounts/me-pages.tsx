import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, fieldErrors, idOf, statusFor } from "../http.ts";
import { readForm } from "../web/form.tsx";
import { sayFailure } from "../words.ts";
import { textOf } from "./firm-form.tsx";
import { chooseOrganisation } from "./identify.ts";
import { signedIn } from "./me-routes.ts";
import { MadeTokenPage, type MeForms, MePage } from "./me-views.tsx";
import { placeIn } from "./organisation-service.ts";
import { ownPath } from "./own-path.ts";
import { endOtherSessions, renamePerson } from "./person-service.ts";
import { newToken, passwordChange, personChange } from "./schema.ts";
import { changePassword } from "./sign-in.ts";
import { listSessions } from "./store.ts";
import { addToken, endToken } from "./token-service.ts";
import { listTokens } from "./token-store.ts";
import { versionIn } from "../web/page.tsx";

const done: Readonly<Record<string, string>> = {
  name: "姓名已改好。",
  password: "密码已换好，其他设备上的登录都已退出。",
  sessions: "其他设备上的登录都已退出。",
  token: "令牌已停用，用它的程序从现在起会被拒绝。",
};

export const mePages = new Hono<AppEnv>()
  .get("/", async (c) => c.html(await mePage(c, {})))
  .post("/", async (c) => {
    const { version = "", ...values } = await readForm(c);
    const input = personChange.safeParse(values);
    const person = signedIn(c);
    if (!input.success) {
      const form = { values, errors: fieldErrors(input.error, values) };
      return c.html(await mePage(c, { name: form }), 400);
    }
    try {
      await renamePerson(c.var.db, byOf(c), person, versionIn({ version }), input.data.name);
      return c.redirect("/me?done=name", 303);
    } catch (error) {
      return await refused(c, error, { name: { values, errors: [] } });
    }
  })
  .post("/password", async (c) => {
    const values = await readForm(c);
    const input = passwordChange.safeParse(values);
    if (!input.success) {
      const password = { values: {}, errors: fieldErrors(input.error, values) };
      return c.html(await mePage(c, { password }), 400);
    }
    try {
      await changePassword(c, signedIn(c), input.data);
      return c.redirect("/me?done=password", 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "wrong_password")
        return await refused(c, error, {});
      const field = { pointer: "/currentPassword", code: "wrong_current_password", params: {} };
      return c.html(await mePage(c, { password: { values: {}, errors: [field] } }), 401);
    }
  })
  .post("/sessions/end-others", async (c) => {
    await endOtherSessions(c.var.db, byOf(c), signedIn(c));
    return c.redirect("/me?done=sessions", 303);
  })
  .post("/tokens", async (c) => {
    const values = await readForm(c, ["scopes"]);
    const now = c.var.now();
    const days = Number(textOf(values, "days") ?? "30");
    const expiresAt = new Date(now.getTime() + (days >= 1 && days <= 365 ? days : 30) * 86_400_000);
    const given = { name: values["tokenName"], scopes: values["scopes"], expiresAt };
    const input = newToken.safeParse({ ...given, expiresAt: expiresAt.toISOString() });
    if (!input.success) {
      const errors = fieldErrors(input.error, given).map((one) =>
        one.pointer === "/name" ? { ...one, pointer: "/tokenName" } : one,
      );
      return c.html(await mePage(c, { token: { values, errors } }), 400);
    }
    try {
      const made = await addToken(c.var.db, byOf(c), signedIn(c), input.data, now);
      return c.html(<MadeTokenPage actor={c.var.actor} {...made} />, 201);
    } catch (error) {
      return await refused(c, error, { token: { values, errors: [] } });
    }
  })
  .post("/tokens/:id/revoke", async (c) => {
    await endToken(c.var.db, byOf(c), signedIn(c).id, idOf(c), c.var.now());
    return c.redirect("/me?done=token", 303);
  })
  .post("/organisation", async (c) => {
    const values = await readForm(c);
    const chosen = placeIn(c.var.actor, textOf(values, "organisationId") ?? "");
    chooseOrganisation(c, chosen.organisationId);
    return c.redirect(ownPath(textOf(values, "next"), "/me"), 303);
  });

async function mePage(c: Context<AppEnv>, forms: MeForms, failure?: string) {
  const { db, now } = c.var;
  const person = signedIn(c);
  const [sessions, tokens] = await Promise.all([
    listSessions(db, person.id, now()),
    listTokens(db, person.id, now()),
  ]);
  const text = failure ?? (c.req.method === "GET" ? done[c.req.query("done") ?? ""] : undefined);
  const tone = failure === undefined ? ("success" as const) : ("error" as const);
  const flash = text === undefined ? undefined : { tone, text };
  return (
    <MePage person={person} forms={forms} flash={flash} {...{ sessions, tokens, now: now() }} />
  );
}

async function refused(c: Context<AppEnv>, error: unknown, forms: MeForms) {
  if (!(error instanceof AppError)) throw error;
  return c.html(await mePage(c, forms, sayFailure(error, "zh")), statusFor(error));
}
