import { expect, test } from "vitest";
import { exportPerson, listParts } from "../src/privacy/export-service.ts";
import { findPerson } from "../src/accounts/store.ts";
import { read } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeSolution } from "./support/make.ts";
import { market, need, offer } from "./support/market.ts";

type Copy = Record<string, Record<string, unknown>[]> & {
  account: { name: string; email: string };
  next: string | null;
};

const text = "我们在温州做五金，想上个便宜的扫码报工";

/** Two colleagues of one firm in their browsers, and a provider who answers one of them. */
async function office() {
  const all = await market();
  await makeSolution(all.db, all.providerId);
  const [ada, ben] = [browserOn(all.app), browserOn(all.app)];
  const adas = { ...person("ada@example.test"), name: "艾达" };
  const bens = { ...person("ben@example.test"), name: "贝恩" };
  await ada.post("/api/auth/sign-up/email", adas);
  await ben.post("/api/auth/sign-up/email", bens);
  const firm = { kind: "sme", name: "五金厂", contactName: "艾达", contactPhone: "0577-1111" };
  const { id: firmId } = await read<{ id: string }>(await ada.post("/api/v1/organisations", firm));
  const invited = { email: bens.email, role: "owner" };
  const path = `/api/v1/organisations/${firmId}/invitations`;
  const { link } = await read<{ link: string }>(await ada.post(path, invited));
  const token = link.split("/").at(-1);
  expect((await ben.post(`/api/v1/invitations/${token}/accept`, {})).status).toBe(200);
  const copyOf = async (who: typeof ada) => {
    const answer = await who.get("/api/v1/me/data");
    expect(answer.status).toBe(200);
    return await read<Copy>(answer);
  };
  return { ...all, ada, ben, adas, bens, firmId, copyOf };
}

/** A request that asks, is asked and is answered. */
async function published({ ada, provider, clock }: Awaited<ReturnType<typeof office>>) {
  const match = await read<{ id: string }>(await ada.post("/api/v1/matches", { text }));
  const closesAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
  const draft = { ...need, text, matchId: match.id, closesAt, contactName: "艾达" };
  const { id } = await read<{ id: string }>(await ada.post("/api/v1/requests", draft));
  await ada.post(`/api/v1/requests/${id}/publish`, {}, { "if-match": '"1"' });
  const question = await provider.send("POST", `/requests/${id}/questions`, { text: "几条线？" });
  const { id: questionId } = await read<{ id: string }>(question);
  const answers = `/api/v1/requests/${id}/questions/${questionId}/answer`;
  expect((await ada.post(answers, { answer: "三条线" })).ok).toBe(true);
  await provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  return id;
}

test("a person takes along what he wrote, and nothing of his colleague's", async () => {
  const all = await office();
  const { ada, ben } = all;
  const id = await published(all);
  await ben.post("/api/v1/matches", { text: "仓库的库存老对不上" });
  await ada.post("/api/v1/me/tokens", {
    name: "对接 ERP",
    scopes: ["read"],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const copy = await all.copyOf(ada);
  expect(copy).toMatchObject({
    format: "shuqiao-person-1",
    next: null,
    account: { name: "艾达", email: all.adas.email, signIn: [{ way: "credential" }] },
    memberships: [
      { organisation: "五金厂", role: "owner", contact: { name: "艾达", phone: "0577-1111" } },
    ],
    sessions: [{}],
    tokens: [{ name: "对接 ERP", scopes: ["read"] }],
    invitationsSent: [{ organisation: "五金厂", role: "owner" }],
    matches: [{ text, shown: [{ rank: 1, solution: "扫码报工", provider: "甲软件" }] }],
    requests: [
      {
        id,
        written: { text, title: need.title, status: "open" },
        contact: { name: "艾达", phone: need.contactPhone },
      },
    ],
    contactConsents: [{ kind: "request.contact_consented", requestId: id }],
    answers: [{ requestId: id, text: "三条线" }],
    questions: [],
    proposals: [],
  });
  expect(copy.notices?.map(({ kind }) => kind)).toEqual(["proposal_submitted", "question_asked"]);
  expect(copy.events?.map(({ kind }) => kind)).toContain("person.exported");
  const said = JSON.stringify(copy);
  for (const foreign of ["贝恩", all.bens.email, "库存老对不上", offer.plan, "password", "$scrypt"])
    expect(said).not.toContain(foreign);
  const { token, hash } = await secretsIn(all.db);
  for (const secret of [...token, ...hash]) expect(said).not.toContain(secret);
  const other = JSON.stringify(await all.copyOf(ben));
  expect(other).toContain("库存老对不上");
  for (const foreign of ["艾达", all.adas.email, "0577", text, "三条线"])
    expect(other).not.toContain(foreign);
});

test("by whom an address was invited is told only to one who has shown that he reads its mail", async () => {
  const all = await office();
  const email = "wanted@example.test";
  const path = `/api/v1/organisations/${all.firmId}/invitations`;
  const { link } = await read<{ link: string }>(await all.ada.post(path, { email }));
  const carl = browserOn(all.app);
  await carl.post("/api/auth/sign-up/email", { ...person(email), name: "卡尔" });
  await carl.post("/api/auth/request-password-reset", { email });
  const before = await all.copyOf(carl);
  expect(before).toMatchObject({
    invitationsReceived: [],
    mails: [{ subject: "重设您的数桥密码" }],
  });
  expect(JSON.stringify(before)).not.toContain("五金厂");
  const token = link.split("/").at(-1);
  expect((await carl.post(`/api/v1/invitations/${token}/accept`, {})).status).toBe(200);
  const after = await all.copyOf(carl);
  expect(after).toMatchObject({
    invitationsReceived: [{ organisation: "五金厂" }],
    mails: [{}, { subject: "邀请您加入「五金厂」" }],
  });
});

async function secretsIn(db: Awaited<ReturnType<typeof market>>["db"]) {
  const sessions = await db.selectFrom("session").select("token").execute();
  const tokens = await db.selectFrom("access_token").select("token_hash").execute();
  const passwords = await db.selectFrom("account").select("password").execute();
  return {
    token: sessions.map((one) => one.token),
    hash: [
      ...tokens.map((one) => one.token_hash),
      ...passwords.flatMap((one) => one.password ?? []),
    ],
  };
}

test("what the firm wrote after he had left it is not in his copy", async () => {
  const all = await office();
  const id = await published(all);
  const { id: adaId } = await read<{ id: string }>(await all.ada.get("/api/v1/me"));
  const out = await all.ben.send(`/api/v1/organisations/${all.firmId}/members/${adaId}`, {
    method: "DELETE",
  });
  expect(out.status).toBe(204);
  const { requests, memberships } = await all.copyOf(all.ada);
  expect({ requests, memberships }).toMatchObject({
    memberships: [],
    requests: [{ id, organisation: "五金厂", written: null, contact: null }],
  });
});

test("only a browser may, not a token; each time it is logged, and not without end", async () => {
  const all = await office();
  expect((await all.sme.send("GET", "/me/data")).status).toBe(403);
  const page = await all.app.request("/me/data", {
    method: "POST",
    headers: all.headers.sme,
  });
  expect(page.status).toBe(403);
  expect((await all.app.request("/api/v1/me/data")).status).toBe(401);
  const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
  expect((await all.ada.send("/me/data", foreign)).status).toBe(403);
  const led = { headers: { "sec-fetch-site": "cross-site" } };
  expect((await all.ada.send("/api/v1/me/data", led)).status).toBe(403);
  expect(await exported(all.db)).toBe(0);
  for (let i = 0; i < 60; i++) await all.copyOf(all.ada);
  const often = await all.ada.get("/api/v1/me/data");
  expect([often.status, await often.json()]).toMatchObject([429, { code: "too_many" }]);
  const again = await all.ada.submit("/me/data", {});
  expect([again.status, await again.text()]).toEqual([429, expect.stringContaining("操作太频繁")]);
  expect(await exported(all.db)).toBe(60);
  await all.copyOf(all.ben);
});

async function exported(db: Awaited<ReturnType<typeof market>>["db"]) {
  const events = await db
    .selectFrom("audit_event")
    .select("id")
    .where("kind", "=", "person.exported")
    .execute();
  return events.length;
}

test("the page says what is in it and gives the file", async () => {
  const all = await office();
  expect(await (await all.ada.get("/me")).text()).toContain('href="/me/data"');
  const page = await (await all.ada.get("/me/data")).text();
  expect(page).toContain("下载我的个人信息");
  // With it no button waits for a page that does not come: the answer is a file.
  expect(page).toMatch(/<form[^>]*action="\/me\/data"[^>]*data-many/);
  const file = await all.ada.submit("/me/data", {});
  expect([file.status, file.headers.get("content-disposition")]).toEqual([
    200,
    expect.stringMatching(/^attachment; filename="shuqiao-\d{4}-\d\d-\d\d\.json"$/),
  ]);
  expect(file.headers.get("cache-control")).toBe("no-store");
  expect(await read<Copy>(file)).toMatchObject({ account: { email: all.adas.email } });
  expect((await all.ada.submit("/me/data", { before: "x" })).status).toBe(400);
  expect((await all.ada.get("/api/v1/me/data?before=x")).status).toBe(400);
});

test("what is long comes in parts that hold each thing once", async () => {
  const all = await office();
  await published(all);
  const [one] = await all.db
    .selectFrom("user")
    .select("id")
    .where("email", "=", all.adas.email)
    .execute();
  const found = await findPerson(all.db, one!.id);
  const ada = { ...found!, active: undefined, scopes: [], sessionId: crypto.randomUUID() };
  const by = { actorId: ada.id, actor: ada.name, organisationId: null, requestId: null };
  const now = new Date();
  const parts = await listParts(all.db, ada, 2);
  expect(parts.length).toBeGreaterThan(2);
  const names = ["events", "notices", "matches", "requests"];
  const idsOf = async (before: string | null, most?: number) => {
    const copy = await exportPerson(all.db, by, ada, { before, now, ...(most ? { most } : {}) });
    return names.flatMap((name) => idsIn(Reflect.get(copy, name)));
  };
  const ids: unknown[] = [];
  // Each part taken is one event more, and shifts none of those that follow.
  for (const before of parts) ids.push(...(await idsOf(before, 2)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set(await idsOf(parts[0] ?? null)));
  expect(ids.length).toBeGreaterThan(8);
});

function idsIn(rows: unknown): unknown[] {
  return Array.isArray(rows) ? rows.map((row) => Reflect.get(Object(row), "id")) : [];
}
