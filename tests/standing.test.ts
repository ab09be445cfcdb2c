import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import { read } from "./support/app.ts";
import {
  decide,
  doors,
  found,
  listing,
  offer as solutionOffer,
  speaker,
  submitted,
} from "./support/doors.ts";
import { makeMember, makeProvider } from "./support/make.ts";
import { type Body, market, offer, published, visitor } from "./support/market.ts";

test("a suspended provider leaves search at once and is back by itself", async () => {
  const all = await doors();
  const { providerId } = await submitted(all).then(async (application) => {
    await decide(all.official, application, listing);
    return application;
  });
  const until = new Date(all.clock.now().getTime() + 3_600_000).toISOString();
  const path = `/providers/${providerId}`;
  const reason = "投诉属实，限期整改";
  expect((await all.elsewhere.send("POST", `${path}/suspend`, { reason })).status).toBe(404);
  const past = { reason, until: "2020-01-01T00:00:00Z" };
  expect((await all.official.send("POST", `${path}/suspend`, past)).status).toBe(400);
  const done = await all.official.send("POST", `${path}/suspend`, { reason, until });
  expect(await done.json()).toMatchObject({ status: "suspended", possible: ["lift", "remove"] });
  expect((await all.official.send("POST", `${path}/suspend`, { reason })).status).toBe(409);
  expect(await found(all, "扫码报工")).toEqual([]);
  expect(await read(await all.app.request(`/api/v1${path}`))).toMatchObject({
    status: "suspended",
    suspendedReason: reason,
  });
  const later = all.clock.now().getTime() + 3_700_000;
  all.clock.now = () => new Date(later);
  expect(await found(all, "扫码报工")).toHaveLength(2);
  expect(await read(await all.app.request(`/api/v1${path}`))).toMatchObject({ status: "listed" });
  await runJobs(all.db, all.clock.now());
  const row = await all.db.selectFrom("provider").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: "listed", suspended_until: null });
});

test("from the instant a suspension ends the firm sees, asks and offers again, before any job has run", async () => {
  const all = await market();
  const id = await published(all);
  const { provider, db, providerId } = all;
  const end = async (until: Date) =>
    await db
      .updateTable("provider")
      .set({ status: "suspended", suspended_reason: "整改", suspended_until: until })
      .where("id", "=", providerId)
      .execute();
  const offered = { ...solutionOffer, name: "复出的方案" };
  const made = await read<Body>(await provider.send("POST", "/solutions", offered));
  const tried = async () => {
    const leads = await read<{ items: unknown[] }>(await provider.send("GET", "/requests"));
    const seller = visitor(all.app, all.headers.provider);
    const answers = [
      await provider.send("GET", `/requests/${id}`),
      await provider.send("POST", `/requests/${id}/questions`, { text: "几台？" }),
      await provider.send("POST", `/requests/${id}/proposals`, offer),
      await provider.send("POST", `/solutions/${made.id}/publish`, undefined, made.version),
    ];
    const page = (await seller.open("/leads")).text.includes("扫码报工");
    return [leads.items.length, page, ...answers.map(({ status }) => status)];
  };
  await end(new Date(Date.now() + 3_600_000));
  expect(await tried()).toEqual([0, false, 404, 404, 404, 409]);
  await end(new Date(Date.now() - 1));
  expect(await tried()).toEqual([1, true, 200, 201, 201, 200]);
});

test("a lifted suspension and a removal take effect at once", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const path = `/providers/${application.providerId}`;
  const reason = "核查中";
  expect((await all.official.send("POST", `${path}/lift`, { reason })).status).toBe(409);
  await all.official.send("POST", `${path}/suspend`, { reason });
  await all.official.send("POST", `${path}/lift`, { reason: "已整改" });
  expect(await found(all, "扫码报工")).toHaveLength(2);
  const gone = await all.official.send("POST", `${path}/remove`, { reason: "弄虚作假" });
  expect(await gone.json()).toMatchObject({ status: "removed", possible: [] });
  expect(await found(all, "扫码报工")).toEqual([]);
  expect((await all.app.request(`/api/v1${path}`)).status).toBe(404);
});

test("the open proposal of a suspended provider cannot be chosen until it is back", async () => {
  const all = await doors();
  const maker = await makeProvider(all.db, { name: "乙软件" });
  const sme = await makeMember(all.db, "sme", { name: "五金厂" });
  const { id: requestId } = await all.db
    .insertInto("request")
    .values({
      organisation_id: sme.organisationId,
      created_by: sme.userId,
      status: "evaluating",
      title: "扫码报工",
      text: "月底算工资太慢",
      region_code: "330300",
      published_at: new Date(),
      closes_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: proposalId } = await all.db
    .insertInto("proposal")
    .values({
      request_id: requestId,
      provider_id: maker.providerId,
      created_by: maker.userId,
      status: "submitted",
      submitted_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const buyer = speaker(all.app, sme.headers);
  const award = async () =>
    await buyer.send("POST", `/requests/${requestId}/award`, { proposalId, reason: "最合适" });
  const path = `/providers/${maker.providerId}`;
  await all.official.send("POST", `${path}/suspend`, { reason: "投诉属实" });
  expect((await award()).status).toBe(409);
  await all.official.send("POST", `${path}/lift`, { reason: "已整改" });
  expect((await award()).status).toBe(200);
});
