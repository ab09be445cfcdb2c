import { expect, test } from "vitest";
import { json, read, settings, testApp } from "./support/app.ts";
import { browserOn, person, statusesOf } from "./support/browser.ts";
import { race } from "./support/race.ts";

type Problem = { code: string; errors: { pointer: string; code: string }[]; params: object };

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
  const signIn = await browser.post("/api/auth/sign-in/email", who);
  expect(signIn.status).toBe(200);
  expect(signIn.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
  expect((await browser.get("/api/v1/me")).status).toBe(200);
  expect(await (await browser.get("/api/auth/get-session")).json()).toMatchObject({
    user: { email: who.email },
  });
});

test("each step leaves its event", async () => {
  const { app, db } = await testApp();
  const browser = browserOn(app);
  const who = person();
  await browser.post("/api/auth/sign-up/email", who);
  await browser.post("/api/auth/sign-out", {});
  await browser.post("/api/auth/sign-in/email", who);
  const events = await db
    .selectFrom("audit_event")
    .select(["kind", "actor"])
    .orderBy("id")
    .execute();
  expect(events).toEqual(
    ["person.signed_up", "person.signed_out", "person.signed_in"].map((kind) => ({
      kind,
      actor: who.name,
    })),
  );
});

test("better-auth's other endpoints do not exist", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", person());
  for (const path of [
    "update-user",
    "delete-user",
    "change-email",
    "change-password",
    "sign-in/social",
  ])
    expect((await browser.post(`/api/auth/${path}`, {})).status).toBe(404);
  for (const path of ["list-sessions", "ok", "error", "reset-password/abc?callbackURL=/"])
    expect((await browser.get(`/api/auth/${path}`)).status).toBe(404);
});

test("wrong fields are named, all at once; odd characters are kept or refused, never a 500", async () => {
  const { app, db } = await testApp();
  const sign = async (body: unknown) => await app.request("/api/auth/sign-up/email", json(body));
  const wrong = await sign({ name: " ", email: "nobody", password: "short" });
  const { errors } = await read<Problem>(wrong);
  expect([wrong.status, errors.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
    400,
    ["/name required", "/email invalid_format", "/password too_small"],
  ]);
  for (const name of ["a\0b", "\ud800", "x".repeat(61), 7, null, ["a"]])
    expect((await sign({ ...person(), name })).status).toBe(400);
  for (const password of ["pass\0word", "\ud800".repeat(8), "x".repeat(129), "x".repeat(200_000)])
    expect((await sign({ ...person(), password })).status).toBe(400);
  for (const email of ["a\0@b.cn", `${"a".repeat(250)}@b.cn`, "'; drop table user; --", "<b>@b.cn"])
    expect((await sign({ ...person(), email })).status).toBe(400);
  const odd = ["🙂 王", 'Robert\'); DROP TABLE "user";--', "<script>alert(1)</script>", "=1+1"];
  for (const name of odd) expect((await sign({ ...person(), name })).status).toBe(200);
  const names = await db.selectFrom("user").select("name").orderBy("id").execute();
  expect(names.map(({ name }) => name)).toEqual(odd);
  expect((await sign({ ...person(), name: "x".repeat(1_100_000) })).status).toBe(413);
  const broken = { method: "POST", body: "{", headers: { "content-type": "application/json" } };
  expect((await app.request("/api/auth/sign-up/email", broken)).status).toBe(400);
  expect((await sign("text")).status).toBe(400);
  expect((await sign(null)).status).toBe(400);
});

test("an address of mail is one person's, whatever its case, also for ten at once", async () => {
  const made = await testApp();
  const { app, db } = made;
  const who = person("wang@example.test");
  const spellings = Array.from({ length: 10 }, (_, at) =>
    at % 2 ? " WANG@Example.test " : who.email,
  );
  const answers = await race(
    made,
    { table: "audit_event", waiting: 4 },
    spellings.map((email) => async () => {
      return await app.request("/api/auth/sign-up/email", json({ ...who, email }));
    }),
  );
  expect(statusesOf(answers)).toEqual([200, ...Array(9).fill(409)]);
  expect(await db.selectFrom("user").select("email").execute()).toEqual([{ email: who.email }]);
  expect(await db.selectFrom("account").selectAll().execute()).toHaveLength(1);
  const taken = answers.find(({ status }) => status === 409);
  expect(await read<Problem>(taken!)).toMatchObject({ errors: [{ pointer: "/email" }] });
});

test("a forged, foreign or ended cookie makes a visitor, not an error", async () => {
  const { app, db, clock } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", person());
  const [name = "", value = ""] = [...browser.jar].find(([key]) => key.includes("session")) ?? [];
  expect(name).toBe("shuqiao.session_token");
  const status = async (cookie: string) =>
    (await app.request("/api/v1/me", { headers: { cookie: `${name}=${cookie}` } })).status;
  expect(await status(value)).toBe(200);
  const [token = "", signature = ""] = decodeURIComponent(value).split(".");
  const forged = `${token}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
  for (const cookie of [forged, token, `${token}.`, ".", "", "%", "%00", "x".repeat(5000)])
    expect(await status(encodeURIComponent(cookie))).toBe(401);
  expect(await status("%E0%A4%A")).toBe(401);
  for (const cookie of [forged, "%E0%A4%A", "x"]) {
    const headers = { cookie: `${name}=${cookie}` };
    const session = await app.request("/api/auth/get-session", { headers });
    expect([session.status, await session.text()]).toEqual([200, "null"]);
  }
  clock.now = () => new Date(Date.now() + 31 * 86_400_000);
  expect(await status(value)).toBe(401);
  clock.now = () => new Date();
  await db.deleteFrom("session").execute();
  expect(await status(value)).toBe(401);
});

test("a cookie from another site does nothing", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  const who = person();
  await browser.post("/api/auth/sign-up/email", who);
  for (const path of ["/sign-out", "/api/auth/sign-out", "/me", "/api/v1/organisations"])
    expect((await browser.post(path, {}, { origin: "https://evil.example" })).status).toBe(403);
  const sign = json(who, { origin: "https://evil.example" });
  expect((await app.request("/api/auth/sign-in/email", sign)).status).toBe(403);
  expect((await browser.get("/api/v1/me")).status).toBe(200);
});

test("the name is changed with the version that was read", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", person());
  const etag = (await browser.get("/api/v1/me")).headers.get("etag") ?? "";
  const patch = async (body: unknown, match: Record<string, string> = { "if-match": etag }) =>
    await browser.send("/api/v1/me", { ...json(body, match), method: "PATCH" });
  expect((await patch({ name: "李雷" }, {})).status).toBe(428);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => patch({ name: "李雷" })),
  );
  expect(statusesOf(answers)).toEqual([200, ...Array(9).fill(412)]);
  expect(await read(await browser.get("/api/v1/me"))).toMatchObject({ name: "李雷", version: 2 });
  expect((await patch({ email: "x@example.test" }, { "if-match": '"2"' })).status).toBe(400);
});

test("the client's own word about its address is not taken", async () => {
  const { app, db } = await testApp();
  const headers = {
    "x-shuqiao-client-address": "6.6.6.6",
    "x-forwarded-for": "6.6.6.6",
    origin: settings.publicUrl,
  };
  const who = person();
  await app.request("/api/auth/sign-up/email", json(who, headers));
  await app.request("/api/auth/sign-in/email", json(who, headers));
  const sessions = await db.selectFrom("session").select("ipAddress").execute();
  expect(sessions).toEqual([{ ipAddress: "127.0.0.1" }, { ipAddress: "127.0.0.1" }]);
  const keys = await db.selectFrom("rateLimit").select("key").execute();
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.every(({ key }) => key.includes("127.0.0.1"))).toBe(true);
});
