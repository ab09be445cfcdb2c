import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import type { MatchesView } from "../src/matching/schema.ts";
import type { TagsView } from "../src/tagging/schema.ts";
import { json, read, testApp } from "./support/app.ts";
import { statusesOf } from "./support/browser.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";
import { speaker, visitor } from "./support/market.ts";
import { race } from "./support/race.ts";

const why = { reason: "实际在用" };

async function town() {
  const made = await testApp();
  const { app, db } = made;
  const provider = await makeProvider(db, { name: "甲软件" });
  const rival = await makeProvider(db, { name: "乙软件" });
  const city = await makeMember(db, "authority", { regionCode: "330300", name: "温州市经信局" });
  const elsewhere = await makeMember(db, "authority", { regionCode: "440000" });
  const sme = await makeMember(db, "sme");
  const id = await makeSolution(db, provider.providerId, {
    name: "扫码报工小助手",
    summary: "手机扫码报工与计件核算",
  });
  return {
    ...made,
    id,
    path: `/solutions/${id}/tags`,
    provider: speaker(app, provider.headers),
    rival: speaker(app, rival.headers),
    city: speaker(app, city.headers),
    elsewhere: speaker(app, elsewhere.headers),
    sme: speaker(app, sme.headers),
    pages: visitor(app, provider.headers),
    officialPages: visitor(app, city.headers),
  };
}
type Town = Awaited<ReturnType<typeof town>>;

const tagsFor = async (all: Town, who: Town["city"] = all.provider) =>
  await read<TagsView>(await who.send("GET", all.path));
const codes = ({ tags }: TagsView) => tags.map(({ code }) => code);

test("a solution is tagged when it is saved, and its provider sees what was read", async () => {
  const all = await town();
  const body = { name: "云工资", category: "upgrade", summary: "手机扫码报工" };
  const made = await read<{ id: string }>(await all.provider.send("POST", "/solutions", body));
  const isRead = async () =>
    (await all.db.selectFrom("solution_profile").selectAll().execute()).some(
      (row) => row.solution_id === made.id,
    );
  await expect.poll(isRead, { timeout: 4000 }).toBe(true);
  const view = await tagsFor(all);
  expect(view).toMatchObject({ version: 0, removed: [], solution: { id: all.id } });
  expect(codes(view)).toContain("work-reporting");
});

test("what its provider corrects counts at once, is shown, is in the log and outlives reading again", async () => {
  const all = await town();
  const change = { add: ["spc"], remove: ["work-reporting"], ...why };
  const answer = await all.provider.send("PATCH", all.path, change, 0);
  expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"1"']);
  const check = async () => {
    const view = await tagsFor(all);
    expect(view.tags.find(({ code }) => code === "spc")).toMatchObject({
      correction: { wanted: true, madeBy: "provider", organisation: "甲软件", ...why },
    });
    expect(view.removed).toMatchObject([{ code: "work-reporting", strength: null }]);
  };
  await check();
  const { matches } = await read<MatchesView>(
    await all.app.request("/api/v1/matches", json({ text: "想做SPC过程能力分析，CPK控制图" })),
  );
  expect(matches.map(({ solution }) => solution.id)).toContain(all.id);
  await all.db
    .updateTable("solution")
    .set({ summary: "扫码报工，报工，报工" })
    .where("id", "=", all.id)
    .execute();
  await runJobs(all.db, new Date());
  await check();
  const event = await all.db
    .selectFrom("audit_event")
    .select(["kind", "after"])
    .where("thing_id", "=", all.id)
    .executeTakeFirstOrThrow();
  expect(event).toMatchObject({ kind: "solution.tags_corrected", after: { add: ["spc"], ...why } });
  const back = { undo: ["spc", "work-reporting"], ...why };
  expect((await all.provider.send("PATCH", all.path, back, 1)).status).toBe(200);
  expect(codes(await tagsFor(all))).toContain("work-reporting");
});

test("what an official corrects its provider is told, and does not undo", async () => {
  const all = await town();
  const first = await all.city.send("PATCH", all.path, { remove: ["work-reporting"], ...why }, 0);
  expect(first.status).toBe(200);
  const notices = await all.provider.get("/notices");
  expect(JSON.stringify(notices)).toContain("solution_tags_corrected");
  const view = await tagsFor(all);
  expect(view.removed).toMatchObject([{ mayChange: false, correction: { madeBy: "official" } }]);
  for (const change of [{ add: ["work-reporting"] }, { undo: ["work-reporting"] }]) {
    const answer = await all.provider.send("PATCH", all.path, { ...change, ...why }, 1);
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { params: { current: "corrected_by_official" } },
    ]);
  }
});

test("others find nothing there", async () => {
  const all = await town();
  const change = { add: ["spc"], ...why };
  for (const [who, status] of [
    [all.rival, 404],
    [all.elsewhere, 404],
    [all.sme, 403],
  ] as const) {
    expect((await who.send("GET", all.path)).status).toBe(status);
    expect((await who.send("PATCH", all.path, change, 0)).status).toBe(status);
  }
  const nowhere = `/solutions/${crypto.randomUUID()}/tags`;
  expect((await all.provider.send("GET", nowhere)).status).toBe(404);
  await all.db.updateTable("solution").set({ status: "draft" }).where("id", "=", all.id).execute();
  expect((await all.city.send("GET", all.path)).status).toBe(404);
  expect((await all.provider.send("GET", all.path)).status).toBe(200);
});

test.for([
  [{ add: ["no-such-thing"] }, "/add/0", "unknown_code"],
  [{ remove: ["spc"] }, "/remove/0", "no_such_tag"],
  [{ undo: ["spc"] }, "/undo/0", "no_such_tag"],
  [{}, "", "nothing_changed"],
  [{ add: ["spc"], remove: ["spc"] }, "/remove", "both_ways"],
  [{ add: ["spc"], reason: " " }, "/reason", "required"],
] as const)("%o is refused at %s with %s", async ([change, pointer, code]) => {
  const all = await town();
  const answer = await all.provider.send("PATCH", all.path, { ...why, ...change }, 0);
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { errors: [{ pointer, code }] },
  ]);
});

test("a stale version is refused, and of two at once one wins", async () => {
  const all = await town();
  const change = { add: ["spc"], ...why };
  expect((await all.provider.send("PATCH", all.path, change)).status).toBe(428);
  expect((await all.provider.send("PATCH", all.path, change, 7)).status).toBe(412);
  const runners = [all.provider, all.city].map(
    (who) => async () => await who.send("PATCH", all.path, change, 0),
  );
  const answers = await race(all, { table: "solution_tag_correction", waiting: 1 }, runners);
  expect(statusesOf(answers)).toEqual([200, 412]);
});

test("on the page it is corrected without script, and a refusal keeps what was typed", async () => {
  const all = await town();
  const path = `/solutions/${all.id}/tags`;
  const page = await all.pages.open(path);
  expect([page.status, page.text.includes("扫码报工")]).toEqual([200, true]);
  const wrong = await all.pages.submit(path, { version: "0", remove: "work-reporting" });
  expect([wrong.status, wrong.text.includes("请填写为什么")]).toEqual([400, true]);
  const sent = { version: "0", remove: "work-reporting", add: "spc", reason: "不做报工了" };
  expect((await all.pages.submit(path, sent)).location).toBe(`${path}?done=corrected`);
  const seen = await all.officialPages.open(path);
  expect([seen.status, seen.text.includes("不做报工了")]).toEqual([200, true]);
});
