import { Hono } from "hono";
import { z } from "zod";
import { type AppEnv, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { askAuth } from "./ask-auth.ts";
import { startSession } from "./identify.ts";
import { reset, resetRequest, sessionView, signInRequest, signUpRequest } from "./schema.ts";
import { requestReset, resetPassword, signIn, signOut, signUp } from "./sign-in.ts";

const tag = "accounts";
const status = z.object({ status: z.boolean() });

/** Those of better-auth's endpoints that exist here, under its own names. */
export const authRoutes = new Hono<AppEnv>()
  .post(
    "/sign-up/email",
    answers(
      "Register with e-mail and password; the answer sets the session's cookie",
      tag,
      sessionView,
    ),
    validate("json", signUpRequest),
    async (c) => {
      const { name, email, password } = c.req.valid("json");
      const { userId: id } = await signUp(c, { name, email, password });
      return c.json({ token: await startSession(c, id), user: { id, name, email } });
    },
  )
  .post(
    "/sign-in/email",
    answers("Sign in; the answer sets the session's cookie", tag, sessionView),
    validate("json", signInRequest),
    async (c) => c.json(await signIn(c, c.req.valid("json"))),
  )
  .post(
    "/sign-out",
    answers("End this session", tag, z.object({ success: z.boolean() })),
    async (c) => {
      await signOut(c);
      return c.json({ success: true });
    },
  )
  .get(
    "/get-session",
    answers("The session of the cookie, or null", tag, z.looseObject({}).nullable()),
    async (c) => c.json(await askAuth(c, "/get-session")),
  )
  .post(
    "/request-password-reset",
    answers("Send a link to set a new password, if anybody has this address", tag, status),
    validate("json", resetRequest),
    async (c) => {
      await requestReset(c, c.req.valid("json").email);
      return c.json({ status: true });
    },
  )
  .post(
    "/reset-password",
    answers("Set a new password with the link's token; ends all sessions", tag, status),
    validate("json", reset),
    async (c) => {
      await resetPassword(c, c.req.valid("json"));
      return c.json({ status: true });
    },
  );
