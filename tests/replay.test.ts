import { sql } from "kysely";
import { expect, test } from "vitest";
import type { MatchesView } from "../src/matching/schema.ts";
import { json, read } from "./support/app.ts";
import { makeMember, makeSolution } from "./support/make.ts";
import { type Body, day, type Market, market, need, speaker, visitor } from "./support/market.ts";

const text = "我们在温州做五金，王厂长想上个便宜的扫码报工，预算5万以内";

/** A firm has typed, was shown a list, and published a request from it. */
async function story(publishedText = text, typedText = text) {
  const all = await market();
  const officials = async (regionCode: string) =>
    await makeMember(all.db, "authority", { regionCode });
  const city = await officials("330300");
  await makeSolution(all.db, all.providerId, { name: "扫码报工", summary: "手机扫码报工" });
  await all.db
    .updateTable("solution")
    .set({ deployment: ["saas"] })
    .execute();
  await makeBlocked(all);
  const match = await read<MatchesView>(
    await all.app.request("/api/v1/matches", json({ text: typedText }, all.headers.sme)),
  );
  const closesAt = new Date(all.clock.now().getTime() + 7 * day).toISOString();
  const draft = { ...need, text: publishedText, matchId: match.id, closesAt };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", draft));
  const publish = async () =>
    (await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1)).status;
  return {
    ...all,
    id,
    match,
    publish,
    path: `/requests/${id}/match`,
    city: speaker(all.app, city.headers),
    far: speaker(all.app, (await officials("440000")).headers),
    smePages: visitor(all.app, all.headers.sme),
    cityPages: visitor(all.app, city.headers),
  };
}

/** What would fit too, but is dear, or not to be had there. */
async function makeBlocked({ db, rivalId, providerId }: Market) {
  const dear = await makeSolution(db, providerId, { name: "扫码报工大师", summary: "扫码报工" });
  await db.updateTable("solution").set({ yearly_fen: 30_000_000 }).where("id", "=", dear).execute();
  await makeSolution(db, rivalId, { name: "岭南扫码报工", summary: "扫码报工" });
  const service = { service_regions: ["440000"] };
  await db.updateTable("provider").set(service).where("id", "=", rivalId).execute();
}

const tooDear = "第一年的费用超出当时写的预算太多";

test("a list is shown again as it was, whatever has changed since", async () => {
  const all = await story();
  const { id, matches, needs, engine, weightsVersion, lexiconVersion } = all.match;
  expect(matches.length).toBeGreaterThan(0);
  await all.db.updateTable("solution").set({ name: "改了名", status: "withdrawn" }).execute();
  const again = await all.sme.get(`/matches/${id}`);
  const as = { text, needs, engine, weightsVersion, lexiconVersion, lexiconNumber: null };
  expect(again).toMatchObject(as);
  expect(again).toMatchObject({ result: { matches: JSON.parse(JSON.stringify(matches)) } });
  const page = await all.smePages.open(`/matches/${id}`);
  expect(page.status).toBe(200);
  for (const said of [weightsVersion, lexiconVersion, "1. 扫码报工", "5 万元以内", "金属制品业"])
    expect(page.text).toContain(said);
});

test("of several needs each is told by itself, with what was said of it and answered", async () => {
  const two = "一是想上扫码报工二是招两个焊工";
  const all = await story(two, two);
  expect(all.match.answers.map(({ code }) => code)).toEqual(["fits", "outside"]);
  await all.publish();
  for (const { text: page } of [
    await all.smePages.open(`/matches/${all.match.id}`),
    await all.cityPages.open(`/requests/${all.id}/match`),
  ]) {
    expect(page).toMatch(/第 1 项<\/strong><p>一是想上扫码报工<\/p>/u);
    expect(page).toMatch(/第 2 项<\/strong><p>二是招两个焊工<\/p>/u);
    expect(page).toMatch(/第 2 项需求<[^]*?听起来您要的是招人用工/u);
  }
});

test("an official of the place reads the list of a published request, and it is in the log", async () => {
  const all = await story();
  expect((await all.city.send("GET", all.path)).status).toBe(404);
  expect(await all.publish()).toBe(200);
  expect(await all.city.get(all.path)).toMatchObject({ id: all.match.id, text });
  const page = await all.cityPages.open(`/requests/${all.id}`);
  expect(page.text).toContain(`/requests/${all.id}/match`);
  expect((await all.cityPages.open(`/requests/${all.id}/match`)).text).toContain("当时的推荐");
  const events = await all.db
    .selectFrom("audit_event")
    .select("kind")
    .where("kind", "=", "request.match_read")
    .execute();
  expect(events).toHaveLength(2);
  expect((await all.far.send("GET", all.path)).status).toBe(404);
});

test("what a firm took out before it published is not shown to an official, nor quoted", async () => {
  const all = await story("想上个便宜的扫码报工");
  // Said of itself as well, and left out of what it published.
  const [typed] = all.match.needs;
  expect(typed?.constraints).toMatchObject({ industryCode: "C33", budgetMaxFen: 5_000_000 });
  await all.publish();
  const answer = await all.city.send("GET", all.path);
  const body = await answer.text();
  expect(answer.status).toBe(200);
  for (const taken of ["王厂长", "五金", "C33", "5000000", "5 万", "金属制品"])
    expect(body).not.toContain(taken);
  // The place stands in what was published.
  expect(JSON.parse(body)).toMatchObject({ needs: [{ constraints: { regionCode: "330300" } }] });
  const page = await all.cityPages.open(`/requests/${all.id}/match`);
  expect([page.status, page.text.includes("王厂长"), page.text.includes("只有它自己能看")]).toEqual(
    [200, false, true],
  );
  expect(await all.sme.get(all.path)).toMatchObject({ text });
});

test("where software is to run is told an official only where that was published", async () => {
  const all = await story("想上个便宜的扫码报工", `${text}，数据不能出厂`);
  const [typed] = all.match.needs;
  expect(typed?.constraints.deployment).toBe("on_premises");
  await all.publish();
  const body = await (await all.city.send("GET", all.path)).text();
  for (const taken of ["出厂", "on_premises", "云端的"]) expect(body).not.toContain(taken);
  const page = await all.cityPages.open(all.path);
  expect([page.status, page.text.includes("要留意")]).toEqual([200, false]);
  const own = await all.smePages.open(all.path);
  expect(own.text).toContain("您说到「数据不能出厂」，它写明的只有云端的，数据不在您厂里");
  await all.db.updateTable("request").set({ deployment: "on_premises" }).execute();
  expect(await all.city.get(all.path)).toMatchObject({
    needs: [{ constraints: { deployment: "on_premises" } }],
  });
});

test("a list from before it counted where software runs is shown without that", async () => {
  const all = await story(text, `${text}，数据不能出厂`);
  const { rows } = await sql<{ result: MatchesView }>`select result from match_result`.execute(
    all.db,
  );
  const { result } = rows[0]!;
  for (const match of result.matches)
    match.parts = match.parts.filter(({ factor }) => factor !== "deployment");
  await sql`update match_result set result = ${JSON.stringify(result)}::text::jsonb`.execute(
    all.db,
  );
  const page = await all.smePages.open(`/matches/${all.match.id}`);
  expect([page.status, page.text.includes("要留意")]).toEqual([200, false]);
  expect(page.text).toContain("1. 扫码报工");
});

test("nobody else finds it, and a request that came from no list has none", async () => {
  const all = await story();
  await all.publish();
  const other = await makeMember(all.db, "sme");
  const stranger = speaker(all.app, other.headers);
  expect((await all.provider.send("GET", all.path)).status).toBe(403);
  for (const path of [all.path, `/matches/${all.match.id}`])
    expect((await stranger.send("GET", path)).status).toBe(404);
  expect((await all.city.send("GET", `/matches/${all.match.id}`)).status).toBe(404);
  const plain = await read<Body>(await all.sme.send("POST", "/requests", need));
  expect((await all.sme.send("GET", `/requests/${plain.id}/match`)).status).toBe(404);
  expect((await all.sme.send("GET", `/matches/${crypto.randomUUID()}`)).status).toBe(404);
  expect((await all.app.request(`/api/v1/matches/${all.match.id}`)).status).toBe(401);
});

test("why something was not offered is told without the words, to an official and to the firm", async () => {
  const withheld = await story("想上个便宜的扫码报工");
  await withheld.publish();
  const forgotten = await story();
  await forgotten.publish();
  await forgotten.sme.send("DELETE", `/me/matches/${forgotten.match.id}`);
  for (const [all, readers] of [
    [withheld, [withheld.city]],
    [forgotten, [forgotten.city, forgotten.sme]],
  ] as const) {
    expect(all.match.blocked.map(({ reason }) => reason.code).toSorted()).toEqual([
      "not_serving",
      "over_budget",
    ]);
    for (const reader of readers) {
      const { result } = await read<{ result: Pick<MatchesView, "blocked"> }>(
        await reader.send("GET", all.path),
      );
      const said = result.blocked.map(({ reason }) => reason.detail).toSorted();
      expect(said).toEqual(["不在温州提供服务", tooDear]);
    }
    const page = await all.cityPages.open(all.path);
    expect(page.text).toContain(`扫码报工大师（甲软件）：${tooDear}`);
    expect(page.text).toContain("岭南扫码报工（乙软件）：不在温州提供服务");
    const why = all === withheld ? "依据的是企业没有发布的原话，这里不显示" : "依据也一起抹去了";
    expect(page.text).toContain(why);
  }
});

test("a place that was taken out before publishing is not told by what was not offered", async () => {
  const all = await story("想上个便宜的扫码报工");
  await all.sme.send("PATCH", `/requests/${all.id}`, { regionCode: "330100" }, 1);
  expect((await all.sme.send("POST", `/requests/${all.id}/publish`, undefined, 2)).status).toBe(
    200,
  );
  const province = await makeMember(all.db, "authority", { regionCode: "330000" });
  const answer = await speaker(all.app, province.headers).send("GET", all.path);
  const body = await answer.text();
  expect([answer.status, body.includes("温州")]).toEqual([200, false]);
  expect(body).toContain("不在当时写的地方提供服务");
});

test("marks that nobody sees and blanks at the ends make no other words of what was published", async () => {
  const all = await market();
  await makeSolution(all.db, all.providerId, { name: "扫码报工", summary: "手机扫码报工" });
  const pages = visitor(all.app, all.headers.sme);
  const typed = "我们厂想上\u200b扫码报工，\r\n现在全靠手抄\u200e。 \r\n";
  const matched = await pages.submit("/match", { text: typed });
  const matchId = /name="matchId" value="([^"]*)"/.exec(matched.text)?.[1] ?? "";
  const closesAt = "2036-11-30T18:00";
  const fields = { matchId, text: typed, category: "upgrade", scenes: "production", closesAt };
  const kept = await pages.submit("/requests", { ...fields, regionCode: "330300" });
  const id = /[0-9a-f-]{36}/.exec(kept.location)?.[0] ?? "";
  expect((await pages.submit(`/requests/${id}/publish`, { version: "1" })).status).toBe(303);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({
    text: "我们厂想上扫码报工，\n现在全靠手抄。",
  });
  const city = await makeMember(all.db, "authority", { regionCode: "330300" });
  const page = await visitor(all.app, city.headers).open(`/requests/${id}/match`);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain("企业发布时改过文字");
  expect(page.text).toContain("您说到");
});
