import { expect, test } from "vitest";
import { json, read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeMember, makePerson } from "./support/make.ts";

const firm = (name = "甲五金厂") => ({ kind: "sme", name });

test("ten at once with one key register one firm, and all get the same answer", async () => {
  const { app, db } = await testApp();
  const { headers, userId } = await makePerson(db);
  const send = async () =>
    await app.request(
      "/api/v1/organisations",
      json(firm(), { ...headers, "idempotency-key": "k" }),
    );
  const answers = await Promise.all(Array.from({ length: 10 }, send));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  const made = await db
    .selectFrom("membership")
    .where("user_id", "=", userId)
    .selectAll()
    .execute();
  expect(made).toHaveLength(1);
  const again = await send();
  expect([
    again.status,
    again.headers.get("etag"),
    await read<{ id: string }>(again),
  ]).toMatchObject([201, `"1"`, { id: made[0]?.organisation_id }]);
});

test("another body, another path or another organisation under the same key is refused", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  const key = { ...headers, "idempotency-key": "k" };
  expect((await app.request("/api/v1/organisations", json(firm(), key))).status).toBe(201);
  const other = await app.request("/api/v1/organisations", json(firm("乙厂"), key));
  expect([other.status, await read(other)]).toMatchObject([422, { code: "other_body" }]);
  const path = await app.request("/api/v1/requests", json(firm(), key));
  expect(path.status).toBe(422);
});

test("a key is a person's own, and nothing to a visitor", async () => {
  const { app, db } = await testApp();
  const [one, two] = [await makePerson(db), await makePerson(db)];
  const ids = [one, two].map(async ({ headers }) => {
    const key = { ...headers, "idempotency-key": "k" };
    const made = await app.request("/api/v1/organisations", json(firm(), key));
    return (await read<{ id: string }>(made)).id;
  });
  expect(new Set(await Promise.all(ids)).size).toBe(2);
  const visitor = await app.request(
    "/api/v1/organisations",
    json(firm(), { "idempotency-key": "k" }),
  );
  expect(visitor.status).toBe(401);
});

test("a refusal is remembered, a key that is too long is refused, a broken body is no 500", async () => {
  const { app, db } = await testApp();
  const { headers } = await makePerson(db);
  const key = { ...headers, "idempotency-key": "k" };
  const bodies = [];
  for (const _ of [1, 2]) {
    const answer = await app.request("/api/v1/organisations", json({ kind: "sme", name: "" }, key));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    bodies.push(await answer.text());
  }
  expect(bodies[0]).toBe(bodies[1]);
  const long = { ...headers, "idempotency-key": "k".repeat(201) };
  expect((await app.request("/api/v1/organisations", json(firm(), long))).status).toBe(400);
  const broken = {
    method: "POST",
    body: "{",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": "b" },
  };
  expect((await app.request("/api/v1/organisations", broken)).status).toBe(400);
  const large = json(
    { kind: "sme", name: "长".repeat(800_000) },
    { ...headers, "idempotency-key": "l" },
  );
  expect((await app.request("/api/v1/organisations", large)).status).toBe(413);
});

test("a body that hides its length is bounded too", async () => {
  const { app, db } = await testApp();
  const { headers } = await makePerson(db);
  const chunk = new TextEncoder().encode("x".repeat(100_000));
  const body = ReadableStream.from(Array.from({ length: 20 }, () => chunk));
  const answer = await app.request("/api/v1/organisations", {
    method: "POST",
    body,
    duplex: "half",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": "k" },
  });
  expect(answer.status).toBe(413);
});

test("one still running is a conflict; when its holder died, it may be sent again", async () => {
  const { app, db, clock } = await testApp();
  const { headers, userId } = await makePerson(db);
  const key = { ...headers, "idempotency-key": "k" };
  await app.request("/api/v1/organisations", json(firm(), key));
  await db.updateTable("idempotency_key").set({ status: null, answer: null }).execute();
  const running = await app.request("/api/v1/organisations", json(firm(), key));
  expect([running.status, await read(running)]).toMatchObject([409, { code: "in_progress" }]);
  clock.now = () => new Date(Date.now() + 3 * 60_000);
  expect((await app.request("/api/v1/organisations", json(firm(), key))).status).toBe(201);
  const made = await db
    .selectFrom("membership")
    .where("user_id", "=", userId)
    .selectAll()
    .execute();
  expect(made).toHaveLength(2);
});

test("a failure of ours frees the key, and secrets do not lie open in the table", async () => {
  const { app, db } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", person());
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const body = { name: "ERP", scopes: ["read"], expiresAt };
  const send = async () =>
    await browser.post("/api/v1/me/tokens", body, { "idempotency-key": "k" });
  await db.schema.alterTable("access_token").renameTo("hidden").execute();
  expect((await send()).status).toBe(500);
  await db.schema.alterTable("hidden").renameTo("access_token").execute();
  const made = await read<{ token: string }>(await send());
  expect(await read(await send())).toEqual(made);
  const { answer } = await db.selectFrom("idempotency_key").selectAll().executeTakeFirstOrThrow();
  expect(answer).not.toContain(made.token);
  expect(await db.selectFrom("access_token").selectAll().execute()).toHaveLength(1);
});

test("what is kept of a request cannot be guessed from a digest: a password may be in it", async () => {
  const { app, db } = await testApp();
  for (const one of [person(), person()]) {
    const browser = browserOn(app);
    await browser.post("/api/auth/sign-up/email", one);
    const headers = { "idempotency-key": "k", "if-match": '"1"' };
    const wrong = await browser.post("/api/v1/me/erasure", { password: "guess" }, headers);
    expect(wrong.status).toBe(401);
  }
  const kept = await db.selectFrom("idempotency_key").select("request_hash").execute();
  expect(new Set(kept.map(({ request_hash: hash }) => hash)).size).toBe(2);
});

test("erasing an account with a key leaves nothing of the key", async () => {
  const { app, db } = await testApp();
  const browser = browserOn(app);
  const one = person();
  await browser.post("/api/auth/sign-up/email", one);
  const headers = { "idempotency-key": "k", "if-match": '"1"' };
  const body = { password: one.password };
  expect((await browser.post("/api/v1/me/erasure", body, headers)).status).toBe(204);
  expect(await db.selectFrom("idempotency_key").select("key").execute()).toEqual([]);
  expect((await browser.post("/api/v1/me/erasure", body, headers)).status).toBe(401);
});
