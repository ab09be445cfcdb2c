import { expect, test } from "vitest";
import { awarded, type Court, court, eventsOf, reason, ruleOut } from "./support/court.ts";
import { makeMember } from "./support/make.ts";
import { evaluating, type Market, speaker } from "./support/market.ts";
import { race } from "./support/race.ts";

const sorted = (made: readonly Response[]) =>
  made.map(({ status }) => status).toSorted((one, other) => one - other);

/** Never is there work for one that is ruled out, nor a winner whose work does not run. */
async function expectWhole({ db }: Market, requestId: string) {
  const rows = await db
    .selectFrom("engagement as e")
    .innerJoin("proposal as p", "p.id", "e.proposal_id")
    .innerJoin("request as r", "r.id", "e.request_id")
    .select(["e.status as work", "p.status", "r.status as request"])
    .where("r.id", "=", requestId)
    .execute();
  for (const { work, status, request } of rows)
    expect([work === "ended_early", status === "awarded", request]).toEqual(
      work === "ended_early" ? [true, false, "evaluating"] : [false, true, "closed"],
    );
}

test("of choosing and ruling out at once one is refused", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  const [proposalId = ""] = proposals;
  const choose = async () =>
    await all.sme.send("POST", `/requests/${id}/award`, { proposalId, reason: "更合适" });
  const made = await race(all, { table: "proposal", waiting: 2 }, [
    choose,
    async () => await ruleOut(all, proposalId),
  ]);
  const statuses = made.map(({ status }) => status);
  expect([
    [200, 412],
    [409, 200],
  ]).toContainEqual(statuses);
  await expectWhole(all, id);
});

test("of two officials at once one rules it out, and it is told once", async () => {
  const all = await court();
  const { id, won } = await awarded(all);
  const city = await makeMember(all.db, "authority", { regionCode: "330300" });
  const made = await race(all, { table: "engagement", waiting: 2 }, [
    async () => await ruleOut(all, won),
    async () => await ruleOut(all, won, speaker(all.app, city.headers)),
  ]);
  expect(sorted(made)).toEqual([200, 412]);
  expect(await eventsOf(all, id, "request.proposal_disqualified")).toHaveLength(1);
  await expectWhole(all, id);
});

test("of the firm and an official that take one award back at once, one does", async () => {
  const all = await court();
  const { id } = await awarded(all);
  const undo = async (who: Court["sme"]) =>
    await who.send("POST", `/requests/${id}/undo-award`, { reason });
  const made = await race(all, { table: "engagement", waiting: 2 }, [
    async () => await undo(all.sme),
    async () => await undo(all.official),
  ]);
  expect(sorted(made)).toEqual([200, 409]);
  await expectWhole(all, id);
});

test.for([
  ["start", "provider"],
  ["accept", "sme"],
] as const)("%s and ruling out at once: the work ends once", async ([verb, who]) => {
  const all = await court();
  const { id, won, at } = await awarded(all);
  if (verb === "accept") {
    await all.provider.send("POST", `${at}/start`);
    await all.provider.send("POST", `${at}/deliver`, { note: "好了" });
  }
  const [stepped, ruled] = await race(all, { table: "engagement", waiting: 2 }, [
    async () => await all[who].send("POST", `${at}/${verb}`),
    async () => await ruleOut(all, won),
  ]);
  expect([200, 409]).toContain(stepped?.status);
  // What has only begun is ended all the same; what is accepted stays.
  const isOver = verb === "accept" && stepped?.status === 200;
  expect(ruled?.status).toBe(isOver ? 409 : 200);
  const { status } = await all.sme.get(at);
  expect(status).toBe(isOver ? "accepted" : "ended_early");
  await expectWhole(all, id);
});
