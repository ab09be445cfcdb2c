import { expect, test } from "vitest";
import { verifyAudit } from "../src/audit/seal-service.ts";
import { runJobs } from "../src/jobs/service.ts";
import { read } from "./support/app.ts";
import { inDays, sealed } from "./support/audit-chain.ts";
import { browserOn } from "./support/browser.ts";
import {
  ada,
  erase,
  type Firm,
  firmOfOne,
  type Made,
  phone,
  type Problem,
  published,
  text,
  words,
} from "./support/leaver.ts";
import { makeMember } from "./support/make.ts";
import { tracesOf } from "./support/traces.ts";

test("nothing of the person is left in any table, but in the audit log for six months; the chain holds", async () => {
  const all = await firmOfOne();
  const { browser, db } = all;
  const id = await published(all, `找${ada.name}，${phone}`);
  await browser.post("/api/v1/requests", { title: "水暖卫浴草稿", text });
  await browser.post("/api/v1/matches", { text: "水暖卫浴的库存老对不上" });
  await browser.post("/api/v1/me/tokens", {
    name: ada.name,
    scopes: ["read"],
    expiresAt: inDays(30).toISOString(),
  });
  await browser.post(`/api/v1/organisations/${all.firmId}/invitations`, {
    email: "guest@example.test",
  });
  await browser.post("/api/auth/request-password-reset", { email: ada.email });
  await all.app.request("/api/auth/sign-in/email", {
    method: "POST",
    body: JSON.stringify({ email: ada.email, password: "wrong" }),
    headers: { "content-type": "application/json" },
  });
  const reason = `${ada.name}说不买了`;
  await browser.post(`/api/v1/requests/${id}/withdraw`, { reason });
  expect((await tracesOf(db, words)).length).toBeGreaterThan(20);
  const unread = async () => await db.selectFrom("unread_word").select("word").execute();
  await expect.poll(unread, { timeout: 5000 }).not.toEqual([]);

  expect((await erase(all)).status).toBe(204);
  expect(await unread()).toEqual([]);
  const left = await tracesOf(db, words);
  expect(left.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
  expect(left).not.toEqual([]);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect(browser.jar.size).toBe(0);
  expect(await db.selectFrom("verification").select("id").execute()).toEqual([]);

  await sealed(db, inDays(1));
  expect((await verifyAudit(db)).misfit).toBeNull();
  await runJobs(db, inDays(189));
  expect(await tracesOf(db, words)).not.toEqual([]);
  await runJobs(db, inDays(191));
  expect(await tracesOf(db, words)).toEqual([]);
  expect(await verifyAudit(db)).toMatchObject({ misfit: null, seals: expect.any(Number) });
  const emptied = await eventsOf(all, "person.events_emptied");
  expect(emptied).toMatchObject([{ actor: "system:erasing", actor_id: null, thing_id: all.id }]);
});

async function eventsOf({ db }: Pick<Firm, "db">, kind: string) {
  return await db.selectFrom("audit_event").selectAll().where("kind", "=", kind).execute();
}

test("she can no longer come in, and may register anew without seeing anything of it", async () => {
  const all = await firmOfOne();
  const id = await published(all);
  await all.browser.post(`/api/v1/requests/${id}/withdraw`, { reason: "不买了" });
  const second = browserOn(all.app);
  expect((await second.post("/api/auth/sign-in/email", ada)).status).toBe(200);
  const token = await read<{ token: string }>(
    await second.post("/api/v1/me/tokens", {
      name: "x",
      scopes: ["read"],
      expiresAt: inDays(30).toISOString(),
    }),
  );
  expect((await erase(all)).status).toBe(204);
  expect((await second.get("/api/v1/me")).status).toBe(401);
  const bearer = { authorization: `Bearer ${token.token}` };
  expect((await all.app.request("/api/v1/me", { headers: bearer })).status).toBe(401);
  expect((await second.post("/api/auth/sign-in/email", ada)).status).toBe(401);
  const email = `erased:${all.id}`;
  const odd = await second.post("/api/auth/sign-in/email", { ...ada, email });
  expect(odd.status).toBe(400);
  expect((await second.post("/api/auth/sign-up/email", ada)).status).toBe(200);
  const me = await read<{ id: string; memberships: unknown[] }>(await second.get("/api/v1/me"));
  expect([me.id === all.id, me.memberships]).toEqual([false, []]);
  const copy = await read<Record<string, unknown[]>>(await second.get("/api/v1/me/data"));
  const { matches, requests, notices, mails, invitationsReceived } = copy;
  expect([matches, requests, notices, mails, invitationsReceived]).toEqual([[], [], [], [], []]);
  expect((await second.get(`/api/v1/requests/${id}`)).status).toBe(403);
  const again = { kind: "sme", name: "水暖厂" };
  expect((await second.post("/api/v1/organisations", again)).status).toBe(201);
});

test("not without the password, the version, a browser of ours; nothing is lost by it", async () => {
  const all = await firmOfOne();
  const { browser, app } = all;
  expect((await erase(all, "wrong")).status).toBe(401);
  expect((await erase(all, "")).status).toBe(400);
  expect((await erase(all, ada.password, 7)).status).toBe(412);
  const body = { password: ada.password };
  expect((await browser.post("/api/v1/me/erasure", body)).status).toBe(428);
  const foreign = { "if-match": '"1"', origin: "https://evil.example" };
  expect((await browser.post("/api/v1/me/erasure", body, foreign)).status).toBe(403);
  const made = await browser.post("/api/v1/me/tokens", {
    name: "x",
    scopes: ["read", "write"],
    expiresAt: inDays(30).toISOString(),
  });
  const { token } = await read<{ token: string }>(made);
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "if-match": '"1"',
  };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  expect((await app.request("/api/v1/me/erasure", init)).status).toBe(403);
  expect((await app.request("/api/v1/me/data", { headers })).status).toBe(403);
  for (let i = 0; i < 5; i++) await erase(all, "wrong");
  const locked = await erase(all);
  expect([locked.status, await read<Problem>(locked)]).toMatchObject([429, { code: "locked_out" }]);
  expect((await browser.get("/api/v1/me")).status).toBe(200);
  expect(await eventsOf(all, "person.erased")).toEqual([]);
});

test("what runs is named and settled first", async () => {
  const all = await firmOfOne();
  const { browser, provider } = all;
  const id = await published(all);
  const refused = await erase(all);
  expect([refused.status, await read<Problem>(refused)]).toMatchObject([
    409,
    { code: "refused_transition", errors: [{ pointer: `/requests/${id}`, code: "open_request" }] },
  ]);
  const page = await (await browser.get("/me/erase")).text();
  expect(page).toContain(`href="/requests/${id}"`);
  expect(page).toContain("请先撤回（还在征集报价的）或者取消（已经截止的）");
  expect(page).not.toContain('name="password"');
  await browser.post(`/api/v1/requests/${id}/close`, {});
  const list = await browser.get(`/api/v1/requests/${id}/proposals`);
  const [proposal] = (await read<{ items: Made[] }>(list)).items;
  const award = { proposalId: proposal?.id, reason: "合适" };
  const { engagementId } = await read<{ engagementId: string }>(
    await browser.post(`/api/v1/requests/${id}/award`, award),
  );
  expect(await read<Problem>(await erase(all))).toMatchObject({
    errors: [{ pointer: `/engagements/${engagementId}`, code: "running_engagement" }],
  });
  for (const verb of ["start", "deliver"])
    await provider.send("POST", `/engagements/${engagementId}/${verb}`, { note: "装好了" });
  await browser.post(`/api/v1/engagements/${engagementId}/accept`, {});
  expect((await erase(all)).status).toBe(204);
  // What was agreed on stays for the other side, without whom to call.
  const kept = await provider.get(`/engagements/${engagementId}`);
  expect(kept).toMatchObject({ organisationName: "水暖厂", contactName: "", contactPhone: "" });
  const named = await tracesOf(all.db, [ada.name, ada.email, phone]);
  expect(named.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
});

test("with colleagues he only leaves: the firm keeps its things, the last owner appoints one first", async () => {
  const all = await firmOfOne();
  const { browser, db, firmId } = all;
  const ben = await makeMember(db, "sme");
  await db
    .insertInto("membership")
    .values({ organisation_id: firmId, user_id: ben.userId, role: "member" })
    .execute();
  const id = await published(all);
  const { memberships } = await read<{ memberships: { organisationId: string }[] }>(
    await all.sme.send("GET", "/me"),
  );
  const elsewhere = memberships[0]?.organisationId;
  await all.sme.send("POST", `/organisations/${elsewhere}/invitations`, { email: ada.email });
  expect(await read<Problem>(await erase(all))).toMatchObject({
    errors: [{ pointer: `/organisations/${firmId}`, code: "sole_owner" }],
  });
  const at = `/api/v1/organisations/${firmId}/members/${ben.userId}`;
  await browser.send(at, {
    method: "PATCH",
    body: JSON.stringify({ role: "owner" }),
    headers: { "content-type": "application/json" },
  });
  const headers = { ...ben.headers, "organisation-id": firmId };
  const called = await all.app.request(`/api/v1/organisations/${firmId}`, {
    method: "PATCH",
    body: JSON.stringify({ contactName: ada.name, contactPhone: phone }),
    headers: { ...headers, "content-type": "application/json", "if-match": '"1"' },
  });
  expect(called.status).toBe(200);
  expect((await erase(all)).status).toBe(204);
  const request = await read<Record<string, unknown>>(
    await all.app.request(`/api/v1/requests/${id}`, { headers }),
  );
  expect(request).toMatchObject({ status: "open", text, contactName: "", contactPhone: "" });
  const members = await all.app.request(`/api/v1/organisations/${firmId}/members`, { headers });
  expect(await read<{ items: unknown[] }>(members)).toMatchObject({
    items: [{ userId: ben.userId }],
  });
  const named = await tracesOf(db, [ada.name, ada.email, phone]);
  expect(named.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
  const notices = await all.app.request("/api/v1/notices", { headers: ben.headers });
  const told = (await read<{ items: { kind: string; link: string }[] }>(notices)).items;
  expect(told.filter(({ kind }) => kind === "contact_gone").map(({ link }) => link)).toEqual(
    expect.arrayContaining([`/organisations/${firmId}/edit`, `/requests/${id}/edit`]),
  );
  await runJobs(db, inDays(191));
  expect(await tracesOf(db, [ada.name, ada.email, phone])).toEqual([]);
});

test("colleagues are told to call the provider where its contact has gone and no other can be put in", async () => {
  const all = await firmOfOne();
  const { browser, db, provider } = all;
  const { userId, headers } = await makeMember(db, "sme");
  await db
    .insertInto("membership")
    .values({ organisation_id: all.firmId, user_id: userId, role: "owner" })
    .execute();
  const [chosen, waiting] = [await published(all), await published(all)];
  for (const id of [chosen, waiting]) await browser.post(`/api/v1/requests/${id}/close`, {});
  const list = await browser.get(`/api/v1/requests/${chosen}/proposals`);
  const [proposal] = (await read<{ items: Made[] }>(list)).items;
  const award = { proposalId: proposal?.id, reason: "合适" };
  const { engagementId } = await read<{ engagementId: string }>(
    await browser.post(`/api/v1/requests/${chosen}/award`, award),
  );
  expect((await erase(all)).status).toBe(204);
  const notices = await all.app.request("/api/v1/notices", { headers });
  const told = (await read<{ items: { kind: string; link: string }[] }>(notices)).items;
  const late = told.filter(({ kind }) => kind === "contact_gone_late").map(({ link }) => link);
  expect(late.toSorted()).toEqual([`/engagements/${engagementId}`, `/requests/${waiting}`]);
  const page = await all.app.request("/notices", { headers });
  expect(await page.text()).toContain("请您主动联系对方");
  const seen = await provider.get(`/engagements/${engagementId}`);
  expect(seen).toMatchObject({ contactName: "", contactPhone: "" });
});

test("a colleague of the same name stays the one to call; whom he invited can still come, by nobody's name", async () => {
  const all = await firmOfOne();
  const { browser, db, firmId } = all;
  const { userId } = await makeMember(db, "sme");
  await db.updateTable("user").set({ name: ada.name }).where("id", "=", userId).execute();
  await db
    .insertInto("membership")
    .values({ organisation_id: firmId, user_id: userId, role: "owner" })
    .execute();
  const email = "guest@example.test";
  const path = `/api/v1/organisations/${firmId}/invitations`;
  const { link } = await read<{ link: string }>(await browser.post(path, { email }));
  expect((await erase(all)).status).toBe(204);
  const firm = await db
    .selectFrom("organisation")
    .select(["contact_name", "contact_phone"])
    .where("id", "=", firmId)
    .executeTakeFirst();
  expect(firm).toEqual({ contact_name: ada.name, contact_phone: phone });
  const mail = await db.selectFrom("mail").select(["subject", "body"]).executeTakeFirstOrThrow();
  expect(mail.subject).toBe("已注销用户邀请您加入「水暖厂」");
  expect(mail.body).toContain("\n已注销用户邀请您在数桥加入「水暖厂」");
  expect(mail.body).toContain(link);
  expect((await all.app.request(new URL(link).pathname)).status).toBe(200);
});

test("the page asks for the password, and says afterwards that it is done", async () => {
  const all = await firmOfOne();
  const { browser } = all;
  expect(await (await browser.get("/me")).text()).toContain('href="/me/erase"');
  const page = await (await browser.get("/me/erase")).text();
  for (const said of ["马上抹去", "会保留的", "水暖厂", "190", "您是唯一的成员"])
    expect(page).toContain(said);
  const wrong = await browser.submit("/me/erase", { version: "1", password: "wrong" });
  expect([wrong.status, await wrong.text()]).toEqual([
    401,
    expect.stringMatching(/<title>有内容需要修改：注销账号.*现在的密码不对/s),
  ]);
  const empty = await browser.submit("/me/erase", { version: "1" });
  expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining("请填写")]);
  const stale = await browser.submit("/me/erase", { version: "9", password: ada.password });
  expect([stale.status, await stale.text()]).toEqual([
    412,
    expect.stringContaining("您的账号或单位刚有变动，还没有注销"),
  ]);
  const done = await browser.submit("/me/erase", { version: "1", password: ada.password });
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("账号已注销")]);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
});
