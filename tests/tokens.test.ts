import { expect, test } from "vitest";
import { json, read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeMember, makePerson } from "./support/make.ts";

type Made = { id: string; token: string };
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const wish = (more = {}) => ({
  name: "对接 ERP",
  scopes: ["read"],
  expiresAt: inDays(30),
  ...more,
});

async function signedUp() {
  const made = await testApp();
  const browser = browserOn(made.app);
  await browser.post("/api/auth/sign-up/email", person());
  const make = async (body: unknown) => await browser.post("/api/v1/me/tokens", body);
  const use = async (token: string, path = "/api/v1/me", init: RequestInit = {}) => {
    const headers = { ...Object(init.headers), authorization: `Bearer ${token}` };
    return await made.app.request(path, { ...init, headers });
  };
  return { ...made, browser, make, use };
}

test("a token is shown once, works within its scope, and ends when it is revoked", async () => {
  const { browser, make, use, db } = await signedUp();
  const answer = await make(wish());
  expect(answer.status).toBe(201);
  const { id, token } = await read<Made>(answer);
  expect((await use(token)).status).toBe(200);
  const firm = json({ kind: "sme", name: "甲厂" });
  expect((await use(token, "/api/v1/organisations", firm)).status).toBe(403);
  const list = await (await browser.get("/api/v1/me/tokens")).text();
  expect(list).toContain(id);
  expect(list).not.toContain(token);
  const row = await db.selectFrom("access_token").selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(token);
  expect(row.last_used_at).not.toBeNull();
  const end = async () => await browser.send(`/api/v1/me/tokens/${id}`, { method: "DELETE" });
  expect((await end()).status).toBe(204);
  expect((await end()).status).toBe(404);
  expect((await use(token)).status).toBe(401);
  const events = await db.selectFrom("audit_event").select("kind").orderBy("id").execute();
  expect(events.map(({ kind }) => kind)).toEqual([
    "person.signed_up",
    "token.made",
    "token.revoked",
  ]);
});

test("a token ends by itself", async () => {
  const { make, use, clock } = await signedUp();
  const { token } = await read<Made>(await make(wish()));
  clock.now = () => new Date(Date.now() + 31 * day);
  expect((await use(token)).status).toBe(401);
});

test("a token cannot make tokens, change the password or end sessions of others", async () => {
  const { make, use, browser } = await signedUp();
  const { token } = await read<Made>(await make(wish({ scopes: ["read", "write"] })));
  expect((await use(token, "/api/v1/me/tokens", json(wish()))).status).toBe(403);
  const change = { currentPassword: person().password, newPassword: "another password" };
  const body = new URLSearchParams(change);
  expect((await use(token, "/me/password", { method: "POST", body })).status).toBe(403);
  expect((await use(token, "/me/sessions/end-others", { method: "POST" })).status).toBe(403);
  expect((await browser.get("/api/v1/me")).status).toBe(200);
});

test("what a token may not be is named", async () => {
  const { make } = await signedUp();
  const wrong: [object, string][] = [
    [{ expiresAt: inDays(-1) }, "/expiresAt in_past"],
    [{ expiresAt: inDays(367) }, "/expiresAt beyond_a_year"],
    [{ expiresAt: "tomorrow" }, "/expiresAt invalid_format"],
    [{ expiresAt: null }, "/expiresAt invalid_type"],
    [{ name: "" }, "/name required"],
    [{ name: "x".repeat(61) }, "/name too_big"],
    [{ scopes: [] }, "/scopes too_small_list"],
    [{ scopes: ["admin"] }, "/scopes/0 invalid_value"],
    [{ more: 1 }, "/more unrecognized_keys"],
  ];
  for (const [more, error] of wrong) {
    const answer = await make(wish(more));
    const { errors } = await read<{ errors: { pointer: string; code: string }[] }>(answer);
    const said = errors.map(({ pointer, code }) => `${pointer} ${code}`);
    expect([answer.status, said]).toEqual([400, [error]]);
  }
  expect((await make(wish({ expiresAt: inDays(365) }))).status).toBe(201);
  expect((await make(wish({ name: "<b>'; drop table x;--🙂" }))).status).toBe(201);
});

test("nobody sees or ends the tokens of another", async () => {
  const { make, use, app, db } = await signedUp();
  const { id, token } = await read<Made>(await make(wish()));
  const { headers } = await makePerson(db);
  const end = await app.request(`/api/v1/me/tokens/${id}`, { method: "DELETE", headers });
  expect(end.status).toBe(404);
  expect(await (await app.request("/api/v1/me/tokens", { headers })).text()).not.toContain(id);
  expect((await use(token)).status).toBe(200);
});

test("made-up tokens are refused", async () => {
  const { app } = await testApp();
  for (const token of ["x", "sq_", "sq_".repeat(1000), "' or 1=1 --"]) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await app.request("/api/v1/me", { headers })).status).toBe(401);
  }
});

test("a program names the organisation it acts for, and only its own", async () => {
  const { app, db } = await testApp();
  const member = await makeMember(db, "sme");
  const other = await makeMember(db, "sme");
  await db
    .insertInto("membership")
    .values({ organisation_id: other.organisationId, user_id: member.userId, role: "member" })
    .execute();
  const active = async (id: string) => {
    const headers = { ...member.headers, "organisation-id": id };
    const answer = await app.request("/api/v1/me", { headers });
    return answer.ok
      ? (await read<{ activeOrganisationId: string }>(answer)).activeOrganisationId
      : answer.status;
  };
  expect(await active(other.organisationId)).toBe(other.organisationId);
  expect(await active(member.organisationId)).toBe(member.organisationId);
  expect(await active(crypto.randomUUID())).toBe(403);
  expect(await active("")).toBe(403);
});
