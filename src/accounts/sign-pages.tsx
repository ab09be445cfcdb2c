import { type Context, Hono } from "hono";
import { deleteCookie } from "hono/cookie";
import { AppError } from "../errors.ts";
import { type AppEnv, statusFor } from "../http.ts";
import { type FormState, readForm } from "../web/form.tsx";
import { sayFailure } from "../words.ts";
import type { Actor } from "./actor.ts";
import { firmOf, formErrors, textOf } from "./firm-form.tsx";
import { startSession } from "./identify.ts";
import { ownPath } from "./own-path.ts";
import { begun, goOn, homeOf } from "./resume-pages.tsx";
import { newOrganisation, signInRequest, signUpRequest } from "./schema.ts";
import { signIn, signOut, signUp } from "./sign-in.ts";
import { isInvited, SignInPage, SignUpPage } from "./sign-views.tsx";
import { findPerson } from "./store.ts";

export const signPages = new Hono<AppEnv>()
  .get("/sign-in", (c) => {
    const next = c.req.query("next");
    if (c.var.actor) return c.redirect(ownPath(next, homeOf(c.var.actor)), 303);
    const values: Record<string, string> = next === undefined ? {} : { next };
    const flash =
      c.req.query("done") === "reset"
        ? ({ tone: "success", text: "新密码已生效，请用新密码登录。" } as const)
        : undefined;
    return c.html(<SignInPage form={{ values, errors: [] }} flash={flash} />);
  })
  .post("/sign-in", async (c) => {
    const { password: _, begin, ...values } = await readForm(c);
    if (begin !== undefined) return begun(c, <SignInPage form={{ values, errors: [] }} />);
    const input = signInRequest.safeParse({ ...values, password: _ });
    if (!input.success) {
      const errors = formErrors(input.error, { ...values, password: _ });
      return c.html(<SignInPage form={{ values, errors }} />, 400);
    }
    try {
      const said = await signIn(c, input.data);
      const id = String(Object(said?.["user"]).id);
      return goOn(c, values, await actorOf(c, id));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const flash = { tone: "error", text: sayFailure(error, "zh") } as const;
      return c.html(<SignInPage form={{ values, errors: [] }} flash={flash} />, statusFor(error));
    }
  })
  .post("/sign-out", async (c) => {
    const { next } = await readForm(c);
    await signOut(c);
    deleteCookie(c, "organisation", { path: "/" });
    // Forms that were refused stand in the cache of this device, for the way back.
    c.header("clear-site-data", '"cache"');
    return c.redirect(ownPath(typeof next === "string" ? next : undefined, "/"), 303);
  })
  .get("/sign-up", (c) => {
    const { next, kind } = c.req.query();
    if (c.var.actor) return c.redirect(ownPath(next, homeOf(c.var.actor)), 303);
    const values = { ...(next === undefined ? {} : { next }), kind: kind ?? kindFor(next) };
    return c.html(<SignUpPage form={{ values, errors: [] }} />);
  })
  .post("/sign-up", async (c) => {
    const { begin, ...values } = await readForm(c);
    if (begin !== undefined) {
      const kind = kindFor(textOf(values, "next"));
      return begun(c, <SignUpPage form={{ values: { ...values, kind }, errors: [] }} />);
    }
    const refuse = (errors: FormState["errors"], status: 400 | 409) =>
      c.html(<SignUpPage form={{ values, errors }} />, status);
    const person = signUpRequest.safeParse(values);
    const firm = readFirm(values);
    if (!person.success || firm?.success === false) {
      const errors = [
        ...(person.error ? formErrors(person.error, values) : []),
        ...(firm?.error ? formErrors(firm.error, firm.input).map(asFirmField) : []),
      ];
      return refuse(errors, 400);
    }
    try {
      const { userId } = await signUp(c, person.data, firm?.data);
      await startSession(c, userId);
      return goOn(c, values, await actorOf(c, userId));
    } catch (error) {
      if (error instanceof AppError && error.code === "taken") return refuse(error.fields, 409);
      throw error;
    }
  });

/** Who comes from a provider's page is asked for a provider. */
function kindFor(next = ""): string {
  return /^\/(?:desk\/provider|leads|proposals|join)/.test(next) ? "provider" : "sme";
}

/** The firm on the form of a new account; nothing for who only joins one. */
function readFirm(values: FormState["values"]) {
  const kind = textOf(values, "kind");
  if (kind === "none" || isInvited(values)) return undefined;
  const input = { kind, name: textOf(values, "organisation"), ...firmOf(values) };
  return { ...newOrganisation.safeParse(input), input };
}

/** Two names stand on that form: the firm's has another field. */
function asFirmField(error: FormState["errors"][number]) {
  return error.pointer === "/name" ? { ...error, pointer: "/organisation" } : error;
}

async function actorOf(c: Context<AppEnv>, userId: string): Promise<Actor> {
  const person = await findPerson(c.var.db, userId);
  return person && { ...person, active: undefined, scopes: [], sessionId: null };
}
