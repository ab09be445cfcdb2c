import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { awarded, court, eventsOf, reason, stateOf, told } from "./support/court.ts";
import { day } from "./support/market.ts";

test("an official takes an award back as the firm may, and both sides read why", async () => {
  const all = await court();
  const { id, won, lost, at } = await awarded(all);
  expect(await all.official.get(`/requests/${id}`)).toMatchObject({ possible: ["undo-award"] });
  const why = "评审记录不全";
  const undone = await all.official.send("POST", `/requests/${id}/undo-award`, { reason: why });
  expect([undone.status, await read(undone)]).toMatchObject([
    200,
    { status: "evaluating", possible: [] },
  ]);
  expect([await stateOf(all, won), await stateOf(all, lost)]).toMatchObject([
    { status: "submitted" },
    { status: "submitted" },
  ]);
  expect(await all.provider.get(at)).toMatchObject({
    status: "ended_early",
    endedBy: "official",
    endedReason: why,
    contactPhone: "",
  });
  const said = await told(all, ["award_undone_by_office", "award_undone"]);
  const words =
    "award_undone_by_office 主管部门撤销了「扫码报工」的选定，各家报价恢复原样，由企业重新选";
  expect(said).toEqual(
    new Map([
      ["甲软件", `${words}：${why}`],
      ["五金厂", `${words}：${why}`],
      ["乙软件", `${words}。`],
    ]),
  );
  expect(await eventsOf(all, id, "request.award_undone")).toEqual([
    {
      actor_id: all.officialId,
      before: { proposalId: won, engagementId: at.replace("/engagements/", "") },
      after: { reason: why },
    },
  ]);
  expect(await eventsOf(all, at.replace("/engagements/", ""), "engagement.end")).toMatchObject([
    { actor_id: all.officialId, after: { ended_by: "official", ended_reason: why } },
  ]);
});

test("who names the version that he read takes back that award only", async () => {
  const all = await court();
  const { id } = await awarded(all);
  const undo = async (version?: number) =>
    (await all.official.send("POST", `/requests/${id}/undo-award`, { reason }, version)).status;
  const { version } = await all.official.get(`/requests/${id}`);
  expect(await undo(version - 1)).toBe(412);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ outcome: "awarded" });
  expect(await undo(version)).toBe(200);
});

test.for(["begun", "late"] as const)(
  "an official takes no award back when it is %s",
  async (why) => {
    const all = await court();
    const { id, at } = await awarded(all);
    if (why === "begun") await all.provider.send("POST", `${at}/start`);
    const later = all.clock.now().getTime() + day + 1;
    if (why === "late") all.clock.now = () => new Date(later);
    expect(await all.official.get(`/requests/${id}`)).toMatchObject({ possible: [] });
    const answer = await all.official.send("POST", `/requests/${id}/undo-award`, { reason });
    expect(answer.status).toBe(409);
    expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ outcome: "awarded" });
  },
);
