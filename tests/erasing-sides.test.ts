import { expect, test } from "vitest";
import { listRecentNeeds } from "../src/lexicon/preview-store.ts";
import { read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import {
  ada,
  erase,
  type Firm,
  firmOfOne,
  type Made,
  phone,
  type Problem,
  published,
} from "./support/leaver.ts";
import { makeMember } from "./support/make.ts";
import { offer, speaker } from "./support/market.ts";
import { race, untilWaiting } from "./support/race.ts";
import { tracesOf } from "./support/traces.ts";

test("a provider of one person leaves the list and search, and whoever could choose it is told", async () => {
  const all = await firmOfOne();
  const solo = await providerOfOne(all);
  const id = await published(all);
  expect((await solo.propose(id)).status).toBe(201);
  const found = async () =>
    await (await all.app.request(`/api/v1/search?q=${encodeURIComponent("独一软件")}`)).text();
  expect((await solo.browser.post("/api/v1/me/erasure", solo.body, solo.match)).status).toBe(204);
  expect(await found()).not.toContain(solo.providerId);
  expect((await all.app.request(`/api/v1/providers/${solo.providerId}`)).status).not.toBe(500);
  const row = await all.db
    .selectFrom("provider")
    .select(["status", "contact_name", "contact_phone"])
    .where("id", "=", solo.providerId)
    .executeTakeFirst();
  expect(row).toEqual({ status: "removed", contact_name: "", contact_phone: "" });
  const { proposalCount } = await read<{ proposalCount: number }>(
    await all.browser.get(`/api/v1/requests/${id}`),
  );
  expect(proposalCount).toBe(1);
  const named = await tracesOf(all.db, [solo.name, "solo@example.test"]);
  expect(named.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
  const notices = await (await all.browser.get("/api/v1/notices")).text();
  expect(notices).toContain("proposal_withdrawn");
});

test("who is chosen while he goes is either bound or gone", async () => {
  const all = await firmOfOne();
  const solo = await providerOfOne(all);
  const id = await published(all);
  const { id: proposalId } = await read<Made>(await solo.propose(id));
  expect((await all.browser.post(`/api/v1/requests/${id}/close`, {})).ok).toBe(true);
  const choose = async () =>
    await all.browser.post(`/api/v1/requests/${id}/award`, { proposalId, reason: "合适" });
  const leave = async () => await solo.browser.post("/api/v1/me/erasure", solo.body, solo.match);
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [choose, leave]);
  const [chosen, left] = answers.map(({ status }) => status);
  const deals = await all.db.selectFrom("engagement").select("id").execute();
  expect([
    { chosen: 200, left: 409, deals: 1 },
    { chosen: 409, left: 204, deals: 0 },
  ]).toContainEqual({ chosen, left, deals: deals.length });
});

test("officials no longer read a need nobody could solve, for no words of it are left", async () => {
  const all = await firmOfOne();
  const { headers } = await makeMember(all.db, "authority");
  const id = await published(all);
  await all.browser.post(`/api/v1/requests/${id}/close`, {});
  const reason = { reason: "都不合适" };
  expect((await all.browser.post(`/api/v1/requests/${id}/reject-all`, reason)).ok).toBe(true);
  const unmet = async () => {
    const answer = await all.app.request("/api/v1/statistics/unmet/requests", { headers });
    return (await read<{ items: Made[] }>(answer)).items.map((item) => item.id);
  };
  expect([await unmet(), await listRecentNeeds(all.db, 9)]).toMatchObject([[id], [{ id }]]);
  expect((await erase(all)).status).toBe(204);
  expect([await unmet(), await listRecentNeeds(all.db, 9)]).toEqual([[], []]);
});

test("why an authority ruled a proposal out its provider still reads when the firm has gone", async () => {
  const all = await firmOfOne();
  const { headers } = await makeMember(all.db, "authority");
  const id = await published(all);
  expect((await all.browser.post(`/api/v1/requests/${id}/close`, {})).ok).toBe(true);
  const { id: proposalId, version } = await all.db
    .selectFrom("proposal")
    .select(["id", "version"])
    .executeTakeFirstOrThrow();
  const why = { reason: "证书查无此证" };
  const path = `/proposals/${proposalId}/disqualify`;
  const ruled = await speaker(all.app, headers).send("POST", path, why, version);
  expect(ruled.status).toBe(200);
  const none = { reason: "都不合适" };
  expect((await all.browser.post(`/api/v1/requests/${id}/reject-all`, none)).ok).toBe(true);
  expect((await erase(all)).status).toBe(204);
  expect(await all.provider.get(`/proposals/${proposalId}`)).toMatchObject({
    status: "disqualified",
    ...why,
  });
});

test("what he offers while he goes is taken back with the rest", async () => {
  const all = await firmOfOne();
  const solo = await providerOfOne(all);
  const id = await published(all);
  const propose = async () => await solo.propose(id);
  const leave = async () => {
    // The proposal has asked for its provider by now.
    await untilWaiting(all.db, 1);
    return await solo.browser.post("/api/v1/me/erasure", solo.body, solo.match);
  };
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [propose, leave]);
  expect(answers.map(({ status }) => status)).toEqual([201, 412]);
  expect((await leaveAgain(solo)).status).toBe(204);
  const mine = await all.db
    .selectFrom("proposal")
    .select("status")
    .where("provider_id", "=", solo.providerId)
    .execute();
  expect(mine).toEqual([{ status: "withdrawn" }]);
});

const leaveAgain = async ({ browser, body, match }: Awaited<ReturnType<typeof providerOfOne>>) =>
  await browser.post("/api/v1/me/erasure", body, match);

test("a listed provider that has gone holds its code no longer", async () => {
  const all = await firmOfOne();
  const solo = await providerOfOne(all);
  const code = "91330300MA2C1P7N8K";
  const own = all.db.updateTable("provider").set({ uscc: code });
  await own.where("id", "=", solo.providerId).execute();
  const next = browserOn(all.app);
  await next.post("/api/auth/sign-up/email", person());
  const firm = { kind: "provider", name: "独一软件", uscc: code };
  const register = async () => (await next.post("/api/v1/organisations", firm)).status;
  expect(await register()).toBe(409);
  const gone = await solo.browser.post("/api/v1/me/erasure", solo.body, solo.match);
  expect(gone.status).toBe(204);
  expect(await register()).toBe(201);
});

async function providerOfOne(all: Firm) {
  const browser = browserOn(all.app);
  const who = { ...person("solo@example.test"), name: "司徒独一" };
  await browser.post("/api/auth/sign-up/email", who);
  const firm = { kind: "provider", name: "独一软件" };
  const { id } = await read<Made>(await browser.post("/api/v1/organisations", firm));
  const { id: providerId } = await all.db
    .insertInto("provider")
    .values({
      organisation_id: id,
      status: "listed",
      name: "独一软件",
      region_code: "330300",
      service_regions: ["000000"],
      listed_at: new Date(),
      contact_name: who.name,
      contact_phone: phone,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { name } = who;
  return {
    browser,
    propose: async (requestId: string) =>
      await browser.post(`/api/v1/requests/${requestId}/proposals`, { ...offer, submit: true }),
    name,
    providerId,
    body: { password: who.password },
    match: { "if-match": '"1"' },
  };
}

test("neither the last official nor the last administrator goes", async () => {
  const { app, db } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", ada);
  const { id } = await read<Made>(await browser.get("/api/v1/me"));
  const office = await makeMember(db, "authority");
  const { organisation_id } = await db
    .insertInto("membership")
    .values({ organisation_id: office.organisationId, user_id: id, role: "member" })
    .returning("organisation_id")
    .executeTakeFirstOrThrow();
  await db.insertInto("administrator").values({ user_id: id }).execute();
  await db.deleteFrom("membership").where("user_id", "=", office.userId).execute();
  expect(await read<Problem>(await erase({ browser }))).toMatchObject({
    errors: [{ code: "last_official" }, { code: "last_administrator" }],
  });
  const page = await (await browser.get("/me/erase")).text();
  expect(page).toContain("最后一位系统管理员");
  await db
    .insertInto("membership")
    .values({ organisation_id, user_id: office.userId, role: "owner" })
    .execute();
  await db.insertInto("administrator").values({ user_id: office.userId }).execute();
  expect((await erase({ browser })).status).toBe(204);
  expect(await tracesOf(db, [ada.email])).toEqual([]);
});
