import { expect, test } from "vitest";
import { connect } from "../src/db/connect.ts";
import { runJobs } from "../src/jobs/service.ts";
import { read } from "./support/app.ts";
import {
  type Body,
  day,
  evaluating,
  type Market,
  market,
  need,
  offer,
  published,
  visitor,
} from "./support/market.ts";

const hostile = `<script>alert(1)</script>"><img src=x onerror=alert(1)> '); drop table request;-- 😀{{7*7}}`;

test("at the closing instant it is too late, a millisecond before it is not", async () => {
  const all = await market();
  const id = await published(all);
  const { closesAt } = await all.sme.get(`/requests/${id}`);
  const closing = new Date(String(closesAt)).getTime();
  const at = `/requests/${id}`;
  all.clock.now = () => new Date(closing - 1);
  const made = await all.provider.send("POST", `${at}/proposals`, { ...offer, submit: true });
  expect(made.status).toBe(201);
  const { id: proposal } = await read<Body>(made);
  const { version } = await all.provider.get(`/proposals/${proposal}`);
  expect((await all.provider.send("POST", `${at}/questions`, { text: "几台？" })).status).toBe(201);
  all.clock.now = () => new Date(closing);
  const late = await all.rival.send("POST", `${at}/proposals`, { ...offer, submit: true });
  expect(late.status).toBe(404);
  const taken = await all.provider.send("POST", `/proposals/${proposal}/withdraw`, {}, version);
  expect(taken.status).toBe(409);
  const asked = await all.provider.send("POST", `${at}/questions`, { text: "晚了吗？" });
  expect(asked.status).toBe(409);
  const seller = visitor(all.app, all.headers.provider);
  const page = await seller.submit(`${at}/questions`, { text: "晚了吗？" });
  expect([page.status, page.text]).toEqual([409, expect.stringContaining("现在不能这样做")]);
  const changed = await all.sme.send("PATCH", at, { title: "晚了" }, 2);
  expect(changed.status).toBe(409);
  expect(await all.sme.get(at)).toMatchObject({ status: "evaluating", title: need.title });
});

test("the job lets deadlines pass without anybody looking, once", async () => {
  const all = await market();
  const id = await published(all);
  const later = new Date(all.clock.now().getTime() + 8 * day);
  await Promise.all([runJobs(all.db, later), runJobs(all.db, later)]);
  const request = await all.db
    .selectFrom("request")
    .select(["status", "outcome"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(request).toEqual({ status: "closed", outcome: "expired" });
  const told = await all.db
    .selectFrom("notice")
    .select("kind")
    .where("kind", "=", "request_expired")
    .execute();
  expect(told).toHaveLength(1);
});

test("without a version 428, with an old one 412, and nothing changes", async () => {
  const all = await market();
  const id = await published(all);
  const made = await all.provider.send("POST", `/requests/${id}/proposals`, offer);
  const { id: proposal } = await read<Body>(made);
  const draft = await read<Body>(await all.sme.send("POST", "/requests", need));
  const tries = [
    [all.sme, "PATCH", `/requests/${id}`, { title: "x" }],
    [all.sme, "POST", `/requests/${draft.id}/publish`, undefined],
    [all.provider, "PATCH", `/proposals/${proposal}`, { weeks: 9 }],
    [all.provider, "POST", `/proposals/${proposal}/submit`, undefined],
    [all.provider, "POST", `/proposals/${proposal}/withdraw`, undefined],
  ] as const;
  for (const [who, method, path, body] of tries) {
    expect([path, (await who.send(method, path, body)).status]).toEqual([path, 428]);
    expect([path, (await who.send(method, path, body, 99)).status]).toEqual([path, 412]);
  }
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ title: need.title });
  expect(await all.provider.get(`/proposals/${proposal}`)).toMatchObject({
    weeks: offer.weeks,
    status: "draft",
  });
});

test("an open request that is edited tells each provider concerned once, and lists what changed", async () => {
  const all = await market();
  const id = await published(all);
  // One provider invited, asking and drafting at the same time is still one.
  const invitation = { providers: [{ providerId: all.providerId }] };
  await all.sme.send("POST", `/requests/${id}/invitations`, invitation);
  await all.provider.send("POST", `/requests/${id}/questions`, { text: "几台机器？" });
  await all.provider.send("POST", `/requests/${id}/proposals`, offer);
  await all.rival.send("POST", `/requests/${id}/proposals`, offer);
  const change = { title: "扫码报工和计件", budgetMaxFen: 5_000_000 };
  const { version } = await all.sme.get(`/requests/${id}`);
  expect((await all.sme.send("PATCH", `/requests/${id}`, change, version)).status).toBe(200);
  const same = await all.sme.send("PATCH", `/requests/${id}`, change, version + 1);
  expect(same.status).toBe(200);
  const told = await all.db
    .selectFrom("notice as n")
    .innerJoin("provider as v", "v.organisation_id", "n.organisation_id")
    .select("v.id")
    .where("n.kind", "=", "request_changed")
    .execute();
  expect(told.map((one) => one.id).toSorted()).toEqual([all.providerId, all.rivalId].toSorted());
  const page = await visitor(all.app, all.headers.rival).open(`/requests/${id}`);
  expect(page.text).toMatch(/标题：.*扫码报工.*→.*扫码报工和计件/s);
  expect(page.text).toContain("5 万元");
  expect((await all.rival.get(`/requests/${id}/changes`))["items"]).toHaveLength(1);
});

test("an open request stays complete", async () => {
  const all = await market();
  const id = await published(all);
  const past = new Date(Date.now() - day).toISOString();
  for (const [change, pointer] of [
    [{ title: "" }, "/title"],
    [{ scenes: [] }, "/scenes"],
    [{ regionCode: null }, "/regionCode"],
    [{ closesAt: past }, "/closesAt"],
    [{ closesAt: null }, "/closesAt"],
  ] as const) {
    const answer = await all.sme.send("PATCH", `/requests/${id}`, change, 2);
    expect([answer.status, await read(answer)]).toMatchObject([400, { errors: [{ pointer }] }]);
  }
  expect((await all.rival.get(`/requests/${id}/changes`))["items"]).toEqual([]);
});

test("codes that nobody knows are refused, a scene named twice is one", async () => {
  const all = await market();
  const bad = { scenes: ["nonsense"], regionCode: "999999", industryCode: "Z9", deployment: "x" };
  const answer = await all.sme.send("POST", "/requests", bad);
  const { errors } = await read<{ errors: { pointer: string; code: string }[] }>(answer);
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
    "/deployment unknown_code",
    "/industryCode unknown_code",
    "/regionCode unknown_code",
    "/scenes/0 unknown_code",
  ]);
  const twice = { scenes: ["quality", "quality"] };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", twice));
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ scenes: ["quality"] });
});

test("HTML, SQL and emoji in every text stay text on every page", async () => {
  const all = await market();
  const closesAt = new Date(Date.now() + 7 * day).toISOString();
  const texts = { title: hostile.slice(0, 60), text: hostile, contactName: "<b>王</b>" };
  const given = { ...need, ...texts, closesAt };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", given));
  await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1);
  const asked = await all.provider.send("POST", `/requests/${id}/questions`, { text: hostile });
  const { id: question } = await read<Body>(asked);
  const reply = { answer: hostile };
  await all.sme.send("POST", `/requests/${id}/questions/${question}/answer`, reply);
  await all.sme.send("PATCH", `/requests/${id}`, { text: `${hostile} 改` }, 2);
  const body = { ...offer, summary: hostile, plan: hostile, submit: true };
  const sent = await all.provider.send("POST", `/requests/${id}/proposals`, body);
  const { id: proposalId } = await read<Body>(sent);
  await all.rival.send("POST", `/requests/${id}/proposals`, body);
  await all.sme.send("POST", `/requests/${id}/close`);
  const award = { proposalId, reason: hostile };
  const made = await all.sme.send("POST", `/requests/${id}/award`, award);
  const { engagementId } = await read<{ engagementId: string }>(made);
  const at = `/engagements/${engagementId}`;
  await all.provider.send("POST", `${at}/start`);
  await all.provider.send("POST", `${at}/deliver`, { note: hostile });
  await all.sme.send("POST", `${at}/reject`, { reason: hostile });
  const paths = [`/requests/${id}`, `/requests/${id}/compare`, "/requests", "/proposals"];
  const more = [`/proposals/${proposalId}`, "/engagements", at, "/notices", `${at}/end`];
  for (const headers of [all.headers.sme, all.headers.provider, all.headers.rival])
    for (const path of [...paths, ...more]) {
      const { status, text } = await visitor(all.app, headers).open(path);
      expect([path, status < 500]).toEqual([path, true]);
      expect(text).not.toMatch(/<script>alert|<img src=x|<b>王/);
    }
  const firm = visitor(all.app, all.headers.sme);
  expect((await firm.open(`/requests/${id}`)).text).toContain("&lt;script&gt;alert(1)");
  const again = await firm.submit("/requests", { text: hostile, headcount: hostile });
  expect([again.status, again.text]).toEqual([400, expect.not.stringMatching(/<script>alert/)]);
});

test("what is too large or broken is refused, never half kept", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const huge = await firm.submit("/requests", { text: "长".repeat(400_000) });
  expect(huge.status).toBe(413);
  for (const broken of ["\u0000", "\ud800", "\u202e反"]) {
    const answer = await all.sme.send("POST", "/requests", { ...need, title: broken });
    expect(answer.status).toBe(400);
  }
  const badJson = await all.app.request("/api/v1/requests", {
    method: "POST",
    body: "{",
    headers: { ...all.headers.sme, "content-type": "application/json" },
  });
  expect(badJson.status).toBe(400);
  expect(await all.db.selectFrom("request").select("id").execute()).toEqual([]);
});

/** The same app on a connection pool of its own, as a second machine would be. */
function second({ machine, url }: Market) {
  const db = connect(url);
  return { app: machine(db), db };
}

/** Holds the request's row until both have come to it, then lets them go. */
async function atOnce(all: Market, id: string, both: (() => Promise<number>)[]) {
  const waiting = await all.db.transaction().execute(async (trx) => {
    await trx.selectFrom("request").select("id").where("id", "=", id).forUpdate().execute();
    const running = both.map(async (one) => one());
    await untilWaiting(all, both.length);
    return { running };
  });
  return (await Promise.all(waiting.running)).toSorted((a, b) => a - b);
}

async function untilWaiting({ db }: Market, count: number) {
  const { sql } = await import("kysely");
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting
      from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("they never came to wait");
}

test("of two awards on two machines, held until both wait, one succeeds", async () => {
  const all = await market();
  const { id, proposals } = await evaluating(all);
  const other = second(all);
  await all.sme.get(`/requests/${id}`);
  const send = (app: Market["app"], proposalId: string) => async () => {
    const answer = await app.request(`/api/v1/requests/${id}/award`, {
      method: "POST",
      body: JSON.stringify({ proposalId, reason: "更合适" }),
      headers: { ...all.headers.sme, "content-type": "application/json" },
    });
    return answer.status;
  };
  const [first = "", last = ""] = proposals;
  expect(await atOnce(all, id, [send(all.app, first), send(other.app, last)])).toEqual([200, 409]);
  expect(await all.db.selectFrom("engagement").select("id").execute()).toHaveLength(1);
  await other.db.destroy();
});

test("of a proposal handed in while the firm withdraws, what stands is consistent", async () => {
  const all = await market();
  const id = await published(all);
  const other = second(all);
  const json = { "content-type": "application/json" };
  const withdraw = async () => {
    const body = JSON.stringify({ reason: "不做了" });
    const headers = { ...all.headers.sme, ...json };
    return (
      await all.app.request(`/api/v1/requests/${id}/withdraw`, { method: "POST", body, headers })
    ).status;
  };
  const propose = async () => {
    const body = JSON.stringify({ ...offer, submit: true });
    const headers = { ...all.headers.provider, ...json };
    const path = `/api/v1/requests/${id}/proposals`;
    return (await other.app.request(path, { method: "POST", body, headers })).status;
  };
  const answers = await atOnce(all, id, [withdraw, propose]);
  const proposals = await all.db.selectFrom("proposal").select("status").execute();
  expect(answers).toEqual(proposals.length === 0 ? [200, 409] : [200, 201]);
  expect(proposals.every(({ status }) => status === "not_awarded")).toBe(true);
  await other.db.destroy();
});

test("ids written in capitals are the same ids", async () => {
  const all = await market();
  const id = await published(all);
  const capital = { providerId: all.providerId.toUpperCase() };
  const invited = await all.sme.send("POST", `/requests/${id}/invitations`, {
    providers: [{ providerId: all.providerId }, capital],
  });
  expect([invited.status, await invited.json()]).toEqual([201, { invited: [all.providerId] }]);
  const other = await evaluating(all);
  const [chosen = "", left = ""] = other.proposals.map((one) => one.toUpperCase());
  const awarded = await all.sme.send("POST", `/requests/${other.id}/award`, {
    proposalId: chosen,
    reasons: { [left]: "太慢" },
  });
  expect(awarded.status).toBe(200);
});
