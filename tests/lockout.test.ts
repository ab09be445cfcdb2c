import { expect, test } from "vitest";
import { json, read, testApp } from "./support/app.ts";
import { browserOn, person, statusesOf } from "./support/browser.ts";

type Test = Awaited<ReturnType<typeof testApp>>;

async function registered({ app }: Test) {
  const who = person();
  await browserOn(app).post("/api/auth/sign-up/email", who);
  return who;
}

async function signIn({ app }: Test, email: string, password: string) {
  return await app.request("/api/auth/sign-in/email", json({ email, password }));
}

async function linkFor({ app, db }: Test, email: string): Promise<string> {
  await app.request("/api/auth/request-password-reset", json({ email }));
  const mail = await db
    .selectFrom("mail")
    .select("body")
    .where("recipient", "=", email)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  return /\/reset\?token=(\S+)/.exec(mail.body)?.[1] ?? "";
}

test("after five wrong passwords the right one is refused, until a reset or a quarter of an hour", async () => {
  const made = await testApp();
  const { email, password } = await registered(made);
  for (let at = 0; at < 5; at++)
    expect((await signIn(made, email, "wrong password")).status).toBe(401);
  const locked = await signIn(made, email.toUpperCase(), password);
  expect([locked.status, await read(locked)]).toMatchObject([
    429,
    { code: "locked_out", params: { minutes: 15 } },
  ]);
  const page = await browserOn(made.app).submit("/sign-in", { email, password });
  expect([page.status, await page.text()]).toEqual([429, expect.stringContaining("15 分钟")]);
  made.clock.now = () => new Date(Date.now() + 14 * 60_000);
  expect((await signIn(made, email, password)).status).toBe(429);
  made.clock.now = () => new Date(Date.now() + 15 * 60_000 + 1000);
  expect((await signIn(made, email, password)).status).toBe(200);
  made.clock.now = () => new Date();
  for (let at = 0; at < 5; at++) await signIn(made, email, "wrong password");
  const token = await linkFor(made, email);
  const reset = json({ token, newPassword: "an entirely new one" });
  expect((await made.app.request("/api/auth/reset-password", reset)).status).toBe(200);
  expect((await signIn(made, email, "an entirely new one")).status).toBe(200);
  expect((await signIn(made, email, password)).status).toBe(401);
});

test("ten wrong at once count ten, and no more than five are looked at", async () => {
  const made = await testApp();
  const { email, password } = await registered(made);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => signIn(made, email, "wrong password")),
  );
  const statuses = statusesOf(answers);
  expect(statuses).toEqual([...Array(5).fill(401), ...Array(5).fill(429)]);
  const rows = await made.db.selectFrom("sign_in_failure").selectAll().execute();
  expect(rows).toMatchObject([{ email, failures: 10 }]);
  expect((await signIn(made, email, password)).status).toBe(429);
});

test("ten right ones at once are all let in; a right one clears the count", async () => {
  const made = await testApp();
  const { email, password } = await registered(made);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => signIn(made, email, password)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  for (let at = 0; at < 4; at++) await signIn(made, email, "wrong password");
  expect((await signIn(made, email, password)).status).toBe(200);
  expect(await made.db.selectFrom("sign_in_failure").selectAll().execute()).toEqual([]);
});

test("an unknown address is told the same as a known one, and is locked the same", async () => {
  const made = await testApp();
  const { email } = await registered(made);
  const say = async (address: string) => {
    const answers = [];
    for (let at = 0; at < 6; at++) {
      const answer = await signIn(made, address, "wrong password");
      answers.push([answer.status, (await read<{ title: string }>(answer)).title]);
    }
    return answers;
  };
  expect(await say("nobody@example.test")).toEqual(await say(email));
  const ask = async (address: string) => {
    const start = performance.now();
    const sent = json({ email: address });
    const answer = await made.app.request("/api/auth/request-password-reset", sent);
    expect(performance.now() - start).toBeGreaterThan(190);
    return [answer.status, await answer.text()];
  };
  expect(await ask("nobody@example.test")).toEqual(await ask(email));
  const mails = await made.db.selectFrom("mail").select("recipient").execute();
  expect(mails).toEqual([{ recipient: email }]);
});

test("a link to reset works once, ends all sessions, and no more than five are mailed in an hour", async () => {
  const made = await testApp();
  const { app, db } = made;
  const browser = browserOn(app);
  const who = person();
  await browser.post("/api/auth/sign-up/email", who);
  const token = await linkFor(made, who.email);
  const stored = await db.selectFrom("verification").selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(token);
  const use = async (newPassword: string) =>
    await app.request("/api/auth/reset-password", json({ token, newPassword }));
  expect((await use("short")).status).toBe(400);
  const uses = await Promise.all(Array.from({ length: 4 }, async () => use("the new password")));
  expect(statusesOf(uses)).toEqual([200, 400, 400, 400]);
  const twice = await use("another password");
  expect([twice.status, await read(twice)]).toMatchObject([
    400,
    { errors: [{ pointer: "/token", code: "link_ended" }] },
  ]);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await signIn(made, who.email, "the new password")).status).toBe(200);
  for (let at = 0; at < 6; at++)
    await app.request("/api/auth/request-password-reset", json({ email: who.email }));
  expect(await db.selectFrom("mail").select("id").execute()).toHaveLength(5);
});

test.for([
  ["sign-in|127.0.0.1", 1000],
  ["127.0.0.1|/sign-in/email", 1000],
] as const)(
  "%s limits sign-ins from one address, and none of them counts as wrong",
  async ([key, count]) => {
    const made = await testApp();
    const { email, password } = await registered(made);
    const row = { key, count, lastRequest: Date.now() + 5000 };
    await made.db.insertInto("rateLimit").values(row).execute();
    const refused = await signIn(made, email, password);
    expect([refused.status, await read(refused)]).toMatchObject([429, { code: "too_many" }]);
    const rows = await made.db.selectFrom("sign_in_failure").select("failures").execute();
    expect(rows.every(({ failures }) => failures === 0)).toBe(true);
  },
);

test("a minute's turns are counted, and the next minute begins anew", async () => {
  const made = await testApp();
  const row = { key: "sign-up|127.0.0.1", count: 119, lastRequest: Date.now() };
  await made.db.insertInto("rateLimit").values(row).execute();
  const signUp = async () =>
    (await made.app.request("/api/auth/sign-up/email", json(person()))).status;
  expect([await signUp(), await signUp()]).toEqual([200, 429]);
  made.clock.now = () => new Date(Date.now() + 61_000);
  expect(await signUp()).toBe(200);
});
