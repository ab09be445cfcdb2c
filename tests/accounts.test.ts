import { expect, test } from "vitest";
import { read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";

test("a person signs up, out and in again by the API", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  const who = person();
  const signUp = await browser.post("/api/auth/sign-up/email", who);
  expect(signUp.status).toBe(200);
  expect(signUp.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
  const me = await read<{ email: string }>(await browser.get("/api/v1/me"));
  expect(me.email).toBe(who.email);
  expect((await browser.post("/api/auth/sign-out", {})).status).toBe(200);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await browser.post("/api/auth/sign-in/email", who)).status).toBe(200);
  expect((await browser.get("/api/v1/me")).status).toBe(200);
  expect(await (await browser.get("/api/auth/get-session")).json()).toMatchObject({
    user: { email: who.email },
  });
});
