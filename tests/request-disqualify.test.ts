import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import {
  awarded,
  type Court,
  court,
  eventsOf,
  reason,
  ruleOut,
  stateOf,
  told,
} from "./support/court.ts";
import { makeMember } from "./support/make.ts";
import { type Body, day, evaluating, need, offer, visitor } from "./support/market.ts";

test("one of those compared is ruled out for good; its two sides are told why, the others nothing", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  const [bad = "", good = ""] = proposals;
  const answer = await ruleOut(all, bad);
  expect([answer.status, await read(answer)]).toMatchObject([
    200,
    { id: bad, status: "disqualified", reason },
  ]);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ status: "evaluating" });
  const kinds = ["proposal_disqualified", "received_disqualified", "award_void", "award_undone"];
  expect(await told(all, kinds)).toEqual(
    new Map([
      ["甲软件", `proposal_disqualified 主管部门取消了您对「扫码报工」的报价资格：${reason}`],
      [
        "五金厂",
        `received_disqualified 主管部门取消了甲软件对「扫码报工」的报价资格，这份报价不能再选：${reason}`,
      ],
    ]),
  );
  expect(await eventsOf(all, id, "request.proposal_disqualified")).toEqual([
    {
      actor_id: all.officialId,
      before: { proposalId: bad, status: "submitted" },
      after: { status: "disqualified", reason },
    },
  ]);
  const award = { proposalId: bad, reason: "还是要它" };
  const chosen = await all.sme.send("POST", `/requests/${id}/award`, award);
  expect([chosen.status, await read(chosen)]).toMatchObject([
    409,
    { params: { thing: "proposal", current: "disqualified", possible: "" } },
  ]);
  expect((await all.sme.send("POST", `/proposals/${bad}/shortlist`)).status).toBe(409);
  const { version } = await stateOf(all, bad);
  for (const [method, path] of [
    ["PATCH", `/proposals/${bad}`],
    ["POST", `/proposals/${bad}/submit`],
    ["POST", `/proposals/${bad}/withdraw`],
  ] as const)
    expect((await all.provider.send(method, path, {}, version)).status).toBe(409);
  expect((await ruleOut(all, bad)).status).toBe(409);
  const other = { proposalId: good, reason: "" };
  expect((await all.sme.send("POST", `/requests/${id}/award`, other)).status).toBe(200);
  const undone = await all.sme.send("POST", `/requests/${id}/undo-award`, { reason: "点错了" });
  expect(undone.status).toBe(200);
  expect(await stateOf(all, bad)).toMatchObject({ status: "disqualified", reason });
  // What stands again is no concern of who is out of it.
  expect((await told(all, ["award_undone"])).has("甲软件")).toBe(false);
});

test("the version that was read is owed, and a reason", async () => {
  const all = await court();
  const { proposals } = await evaluating(all);
  const path = `/proposals/${proposals[0]}/disqualify`;
  expect((await all.official.send("POST", path, { reason })).status).toBe(428);
  expect((await all.official.send("POST", path, { reason }, 99)).status).toBe(412);
  const empty = await all.official.send("POST", path, { reason: "  " }, 2);
  expect([empty.status, await read(empty)]).toMatchObject([
    400,
    { errors: [{ pointer: "/reason", code: "required" }] },
  ]);
  expect(await stateOf(all, proposals[0]!)).toMatchObject({ status: "submitted" });
});

test("only an official of the region judges, and none who has a part in it", async () => {
  const all = await court();
  const { id, won } = await awarded(all);
  const answers = async () => {
    const made = [];
    for (const who of [all.sme, all.provider, all.rival, all.stranger, all.elsewhere])
      made.push((await ruleOut(all, won, who)).status);
    const undo = { reason };
    for (const who of [all.provider, all.stranger, all.elsewhere])
      made.push((await who.send("POST", `/requests/${id}/undo-award`, undo)).status);
    return made;
  };
  expect(await answers()).toEqual([403, 403, 403, 403, 404, 403, 404, 404]);
  const { organisation_id } = await all.db
    .selectFrom("provider")
    .select("organisation_id")
    .where("id", "=", all.rivalId)
    .executeTakeFirstOrThrow();
  const place = { user_id: all.officialId, role: "member" as const };
  await all.db
    .insertInto("membership")
    .values({ ...place, organisation_id: organisation_id ?? "" })
    .execute();
  expect((await ruleOut(all, won)).status).toBe(403);
  const undo = await all.official.send("POST", `/requests/${id}/undo-award`, { reason });
  expect(undo.status).toBe(403);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ outcome: "awarded" });
});

test.for([true, false])("while it is open nothing is ruled out; sealed: %s", async (sealed) => {
  const all = await court();
  const closesAt = new Date(Date.now() + 7 * day).toISOString();
  const made = await all.sme.send("POST", "/requests", { ...need, sealed, closesAt });
  const { id } = await read<Body>(made);
  await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1);
  const handed = { ...offer, submit: true };
  const sent = await all.provider.send("POST", `/requests/${id}/proposals`, handed);
  const drafted = await all.rival.send("POST", `/requests/${id}/proposals`, offer);
  const [one, draft] = [await read<Body>(sent), await read<Body>(drafted)];
  const answer = await ruleOut(all, one.id);
  expect([answer.status, await answer.text()]).toEqual([
    sealed ? 404 : 409,
    expect.not.stringContaining("扫码报工，一周"),
  ]);
  const page = await all.office.open(`/requests/${id}/proposals`);
  expect([page.status, page.text.includes(offer.summary)]).toEqual([200, !sealed]);
  expect(page.text).not.toContain("/disqualify");
  await all.sme.send("POST", `/requests/${id}/close`);
  expect((await ruleOut(all, draft.id)).status).toBe(404);
  expect((await ruleOut(all, one.id)).status).toBe(200);
});

/** The winner's work, brought that far by those who do it. */
const ways = {
  agreed: [],
  in_delivery: [["provider", "start"]],
  delivered: [
    ["provider", "start"],
    ["provider", "deliver"],
  ],
  accepted: [
    ["provider", "start"],
    ["provider", "deliver"],
    ["sme", "accept"],
  ],
  ended_early: [["provider", "end"]],
} as const;
const bodies: Record<string, object | undefined> = {
  deliver: { note: "好了" },
  end: { reason: "人手不够" },
};

/** The winner, and its work brought so far. */
async function atWork(all: Court, state: keyof typeof ways) {
  const made = await awarded(all);
  for (const [who, verb] of ways[state]) {
    const done = await all[who].send("POST", `${made.at}/${verb}`, bodies[verb]);
    expect(done.status).toBe(200);
  }
  return made;
}

test.for(["accepted", "ended_early"] as const)("a winner whose work is %s stays", async (state) => {
  const all = await court();
  const { id, won, at } = await atWork(all, state);
  const before = await all.sme.get(at);
  const answer = await ruleOut(all, won);
  expect([answer.status, await read(answer)]).toMatchObject([
    409,
    { params: { thing: "engagement", current: state } },
  ]);
  expect(await all.sme.get(at)).toEqual(before);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ outcome: "awarded" });
  expect((await all.office.open(`/requests/${id}/proposals`)).text).not.toContain("/disqualify");
  expect((await all.office.open(`/proposals/${won}/disqualify`)).text).not.toMatch(/<textarea/);
});

test.for(["agreed", "in_delivery", "delivered"] as const)(
  "a winner whose work is %s is ruled out and its work ended",
  async (state) => {
    const all = await court();
    const { id, won, lost, at } = await atWork(all, state);
    expect(await all.provider.get(at)).toMatchObject({ contactPhone: need.contactPhone });
    expect((await ruleOut(all, won)).status).toBe(200);
    const request = await all.sme.get(`/requests/${id}`);
    expect(request).toMatchObject({ status: "evaluating", outcome: null, closedAt: null });
    expect(await stateOf(all, won)).toMatchObject({ status: "disqualified", reason });
    expect(await stateOf(all, lost)).toMatchObject({ status: "submitted", reason: "" });
    expect(await all.sme.get(at)).toMatchObject({
      status: "ended_early",
      endedBy: "official",
      endedReason: reason,
    });
    const [event, ...more] = await eventsOf(all, id, "request.proposal_disqualified");
    expect([event, more]).toMatchObject([
      { actor_id: all.officialId, before: { status: "awarded" }, after: { reason } },
      [],
    ]);
  },
);

test("who was chosen and is ruled out reads whom to call no more; the next one does", async () => {
  const all = await court();
  const { id, won, lost, at } = await awarded(all);
  await ruleOut(all, won);
  const again = await all.sme.send("POST", `/requests/${id}/award`, { proposalId: lost });
  const { engagementId } = await read<{ engagementId: string }>(again);
  expect(await all.provider.get(at)).toMatchObject({ contactName: "", contactPhone: "" });
  const page = await visitor(all.app, all.headers.provider).open(at);
  expect(page.text).toContain("没有可以显示的联系方式");
  expect(page.text).not.toContain(need.contactName);
  expect(await all.rival.get(`/engagements/${engagementId}`)).toMatchObject({
    contactPhone: need.contactPhone,
  });
});

test("of a winner that is ruled out both sides read why, the others that they stand again", async () => {
  const all = await court();
  const { won } = await awarded(all);
  await ruleOut(all, won);
  const kinds = ["award_disqualified", "chosen_disqualified", "award_void", "award_undone"];
  const said = await told(all, kinds);
  expect(said.get("甲软件")).toMatch(/^award_disqualified .*查无此证/u);
  expect(said.get("五金厂")).toMatch(/^chosen_disqualified .*甲软件.*查无此证/u);
  expect(said.get("乙软件")).toBe(
    "award_void 「扫码报工」原来选定的服务商被取消了资格，其余报价恢复原样，由企业重新选。",
  );
});

test("what nobody stands by any more does not come back when the winner is ruled out", async () => {
  const all = await court();
  const { won, lost } = await awarded(all);
  const gone = { status: "removed" as const, removed_reason: "服务商的账号已注销。" };
  await all.db.updateTable("provider").set(gone).where("id", "=", all.rivalId).execute();
  expect((await ruleOut(all, won)).status).toBe(200);
  expect(await stateOf(all, lost)).toMatchObject({ status: "not_awarded" });
});

test("sent twice with one key it is done once and answers the same", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  const headers = { authorization: "", "content-type": "application/json", "if-match": '"2"' };
  const { headers: own } = await makeMember(all.db, "authority", { regionCode: "330300" });
  const send = async () => {
    const answer = await all.app.request(`/api/v1/proposals/${proposals[0]}/disqualify`, {
      method: "POST",
      body: JSON.stringify({ reason }),
      headers: { ...headers, ...own, "idempotency-key": "one" },
    });
    return [answer.status, await answer.json()];
  };
  const first = await send();
  expect(first).toMatchObject([200, { status: "disqualified" }]);
  expect(await send()).toEqual(first);
  expect(await eventsOf(all, id, "request.proposal_disqualified")).toHaveLength(1);
});
