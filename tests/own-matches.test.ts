import { sql } from "kysely";
import { expect, test } from "vitest";
import { forgetOwnWords } from "../src/matching/forget-service.ts";
import type { MatchesView } from "../src/matching/schema.ts";
import { form, json, read } from "./support/app.ts";
import { makeMember, makeSolution } from "./support/make.ts";
import { type Body, day, market, need, speaker, visitor } from "./support/market.ts";
import { race } from "./support/race.ts";

const text = "我们在温州做五金，60来号人，王厂长想上个便宜的扫码报工，预算5万以内";
const other = "三家门店的库存老对不上";

type Own = { items: { id: string; text: string; requestId: string | null }[]; next: string | null };

/** A firm has typed one thing twice and another once, and published a request of the first. */
async function typed() {
  const all = await market();
  await makeSolution(all.db, all.providerId, { name: "扫码报工", summary: "手机扫码报工" });
  const match = async (said: string, headers: Record<string, string> = all.headers.sme) =>
    await read<MatchesView>(
      await all.app.request("/api/v1/matches", json({ text: said }, headers)),
    );
  const [first, second, third] = [await match(text), await match(text), await match(other)];
  const closesAt = new Date(all.clock.now().getTime() + 7 * day).toISOString();
  const draft = { ...need, text, matchId: first.id, closesAt };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", draft));
  const published = await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1);
  expect(published.status).toBe(200);
  const city = await makeMember(all.db, "authority", { regionCode: "330300" });
  const own = async () => await read<Own>(await all.sme.send("GET", "/me/matches"));
  const kept = async () =>
    (await all.db.selectFrom("match_result").select("id").where("text", "<>", "").execute()).map(
      (one) => one.id,
    );
  const events = async () =>
    await all.db
      .selectFrom("audit_event")
      .select(["actor_id as actorId", "thing_id as thingId", "after"])
      .where("kind", "=", "match.words_forgotten")
      .orderBy("thing_id")
      .execute();
  return {
    ...all,
    match,
    lists: { first, second, third },
    requestId: id,
    own,
    kept,
    events,
    city: speaker(all.app, city.headers),
    cityPages: visitor(all.app, city.headers),
    pages: visitor(all.app, all.headers.sme),
  };
}

test("a person reads what he typed, each text once, and nobody else's", async () => {
  const all = await typed();
  const { first, second, third } = all.lists;
  const visitors = await all.match("别人写的", {});
  expect(await all.own()).toMatchObject({
    items: [
      { id: third.id, text: other, requestId: null },
      { id: second.id, text, requestId: all.requestId },
    ],
    next: null,
  });
  const page = await read<Own>(await all.sme.send("GET", "/me/matches?limit=1"));
  expect(page).toMatchObject({ items: [{ id: third.id }], next: third.id });
  const rest = await read<Own>(await all.sme.send("GET", `/me/matches?after=${page.next}`));
  expect(rest.items.map(({ id }) => id)).toEqual([second.id]);
  expect(await all.stranger.get("/me/matches")).toMatchObject({ items: [] });
  for (const id of [first.id, visitors.id, crypto.randomUUID()])
    expect((await all.stranger.send("DELETE", `/me/matches/${id}`)).status).toBe(404);
  expect((await all.app.request("/api/v1/me/matches", { method: "DELETE" })).status).toBe(401);
  expect(await all.kept()).toHaveLength(4);
  expect(await all.events()).toEqual([]);
});

test("a text he has forgotten goes from every list that was shown for it, with an event each", async () => {
  const all = await typed();
  const { first, second, third } = all.lists;
  const stranger = await makeMember(all.db, "sme");
  const theirs = await all.match(text, stranger.headers);
  expect((await all.sme.send("DELETE", `/me/matches/${second.id}`)).status).toBe(204);
  expect((await all.sme.send("DELETE", `/me/matches/${second.id}`)).status).toBe(404);
  expect((await all.kept()).toSorted()).toEqual([third.id, theirs.id].toSorted());
  expect((await all.own()).items.map(({ id }) => id)).toEqual([third.id]);
  const { id: actorId } = await all.sme.get("/me");
  expect(await all.events()).toEqual(
    [first.id, second.id].toSorted().map((thingId) => ({ actorId, thingId, after: null })),
  );
  const rows = await all.db.selectFrom("match_result").selectAll().where("text", "=", "").execute();
  expect(rows).toMatchObject([{ user_id: null }, { user_id: null }]);
  for (const said of ["王厂长", "「", "5000000", "headcount", "5 万"])
    expect(JSON.stringify(rows)).not.toContain(said);
  expect((await all.sme.send("GET", `/matches/${second.id}`)).status).toBe(404);
});

test("what was forgotten is not answered once more to who sends the same again", async () => {
  const { app, headers, sme } = await typed();
  const named = { ...headers.sme, "idempotency-key": "once" };
  const send = async () =>
    await read<{ id: string }>(
      await app.request("/api/v1/matches", json({ text: "想上扫码报工" }, named)),
    );
  const first = await send();
  expect(await send()).toEqual(first);
  await sme.send("DELETE", `/me/matches/${first.id}`);
  expect((await send()).id).not.toBe(first.id);
});

test("the list that an official relies on stays explained: codes, points and versions, no words", async () => {
  const all = await typed();
  const { first } = all.lists;
  const path = `/requests/${all.requestId}/match`;
  expect(await all.city.get(path)).toMatchObject({ text, forgotten: false });
  await all.sme.send("DELETE", `/me/matches/${first.id}`);
  const { matches, weightsVersion, lexiconVersion } = first;
  for (const reader of [all.city, all.sme]) {
    const answer = await reader.get(path);
    expect(answer).toMatchObject({
      id: first.id,
      text: null,
      forgotten: true,
      weightsVersion,
      lexiconVersion,
      needs: [
        {
          capabilities: first.needs[0]?.capabilities.map(({ code }) => ({ code, spans: [] })),
          constraints: { regionCode: "330300" },
        },
      ],
      result: {
        matches: matches.map(({ rank, score, solution, parts }) => ({
          rank,
          score,
          solution: { id: solution.id },
          reason: "",
          parts: parts.map(({ factor, points }) => ({
            factor,
            points,
            detail: "当时写的原话已经抹去，依据也一起抹去了",
          })),
        })),
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/王厂长|五金|5000000/);
  }
  const page = await all.cityPages.open(path);
  expect(page.text).toContain("当时写的原话已经抹去");
  expect(page.text).toContain("：当时写的原话已经抹去，依据也一起抹去了");
  expect(page.text).not.toContain("照当时的样子显示");
  expect(page.text).not.toMatch(/改过文字|reasons-title|王厂长/);
  // What he published is his firm's, and goes on.
  expect(await all.city.get(`/requests/${all.requestId}`)).toMatchObject({ text, status: "open" });
  const invite = await all.pages.open(`/requests/${all.requestId}/invite`);
  expect(invite.text).toContain("甲软件");
});

test("all of it goes at once, however much it is, and only his", async () => {
  const all = await typed();
  const theirs = await all.match(other, {});
  const { id: userId } = await all.sme.get("/me");
  await sql`
    insert into match_result (user_id, text, needs, result, engine, weights_version, lexicon_version)
    select ${userId}, '老话' || i, '[{}]', '{"matches": [{}], "blocked": [], "unmet": []}',
      'postgresql', '1', '1'
    from generate_series(1, 450) i`.execute(all.db);
  const answer = await all.sme.send("DELETE", "/me/matches");
  expect(await answer.json()).toEqual({ forgotten: 453 });
  expect(await all.kept()).toEqual([theirs.id]);
  expect(await all.events()).toHaveLength(453);
  expect(await (await all.sme.send("DELETE", "/me/matches")).json()).toEqual({ forgotten: 0 });
});

test("of two who say so at once each list is told of once", async () => {
  const all = await typed();
  const { id: userId } = await read<Body>(await all.sme.send("GET", "/me"));
  const by = { actorId: userId, actor: "person", organisationId: null, requestId: null };
  const counts = await race(
    all,
    { table: "match_result", waiting: 2 },
    [1, 2].map(() => async () => await forgetOwnWords(all.db, by, userId)),
  );
  expect([counts.reduce((a, b) => a + b), (await all.events()).length]).toEqual([3, 3]);
});

test("in the browser: read, one taken away, then all", async () => {
  const all = await typed();
  const { second, third } = all.lists;
  expect((await all.pages.open("/me")).text).toContain('href="/me/matches"');
  const page = await all.pages.open("/me/matches");
  expect(page.text).toContain(other);
  expect(page.text.split(text)).toHaveLength(2);
  expect(page.text).toContain(`href="/requests/${all.requestId}"`);
  for (const _ of ["once", "sent twice"])
    expect(await all.pages.submit(`/me/matches/${third.id}/forget`)).toMatchObject({
      status: 303,
      location: "/me/matches?done=one",
    });
  const place = `/me/matches?after=${third.id}`;
  expect((await all.pages.open(place)).text).toContain(`name="after" value="${third.id}"`);
  const kept = await all.pages.submit(`/me/matches/${third.id}/forget`, { after: third.id });
  expect(kept.location).toBe(`${place}&done=one`);
  const stray = await all.pages.submit(`/me/matches/${third.id}/forget`, { after: "//evil" });
  expect(stray.location).toBe("/me/matches?done=one");
  const after = await all.pages.open("/me/matches?done=one");
  expect([after.text.includes(other), after.text.includes("已抹去")]).toEqual([false, true]);
  expect(after.text).toContain(`/matches/${second.id}`);
  expect((await all.pages.submit("/me/matches/forget")).location).toBe("/me/matches?done=all");
  expect((await all.pages.open("/me/matches?done=all")).text).toContain("现在没有留着的");
  expect((await all.pages.open(place)).text).toContain("这一页没有了");
  expect(await all.events()).toHaveLength(3);
});

test("what is forgotten is taken into no request", async () => {
  const all = await typed();
  const { id } = all.lists.third;
  expect((await all.pages.open(`/requests/new?match=${id}`)).text).toContain(other);
  await all.sme.send("DELETE", "/me/matches");
  const others = visitor(all.app, (await makeMember(all.db, "sme")).headers);
  for (const who of [all.pages, others]) {
    const page = await who.open(`/requests/new?match=${id}`);
    expect([page.text.includes(other), page.text.includes(id)]).toEqual([false, false]);
  }
});

test("what a visitor typed is his when he makes a request of it, and his firm's replay outlasts his leaving", async () => {
  const all = await typed();
  const list = await all.match(`${text}。`, {});
  expect((await all.sme.send("DELETE", `/me/matches/${list.id}`)).status).toBe(404);
  const closesAt = new Date(all.clock.now().getTime() + 7 * day).toISOString();
  const draft = { ...need, text: `${text}。`, matchId: list.id, closesAt };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", draft));
  expect((await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1)).status).toBe(200);
  const { id: userId } = await all.sme.get("/me");
  expect((await all.own()).items[0]).toMatchObject({ id: list.id, requestId: id });
  await all.db.deleteFrom("membership").where("user_id", "=", userId).execute();
  expect(await all.city.get(`/requests/${id}/match`)).toMatchObject({ text: `${text}。` });
  expect((await all.sme.send("DELETE", `/me/matches/${list.id}`)).status).toBe(204);
  expect(await all.city.get(`/requests/${id}/match`)).toMatchObject({ text: null });
});

test("of a very long text the beginning stands open, then and later, and nothing heard is said to be so", async () => {
  const all = await market();
  const long = `想上个扫码报工。${"仓库的账老对不上。".repeat(200)}`;
  const asked = await all.app.request("/match", form({ text: long }, all.headers.sme));
  const { id } = await all.db.selectFrom("match_result").select("id").executeTakeFirstOrThrow();
  const pages = visitor(all.app, all.headers.sme);
  for (const page of [await asked.text(), (await pages.open(`/matches/${id}`)).text]) {
    const [said = "", whole = ""] = page.match(/(?<=<p class="said">).*?(?=<\/p>)/gsu) ?? [];
    const [begun, full] = [said, whole].map((html) => html.replaceAll(/<[^>]*>/g, ""));
    expect([begun, full]).toEqual([`${long.slice(0, 300)}…`, long]);
    expect(said).toContain("<mark>");
    expect(page).toContain(`看全文（${long.length} 字）`);
  }
  const dumb = await read<MatchesView>(
    await all.app.request("/api/v1/matches", json({ text: "qwzxv rtlpk" }, all.headers.sme)),
  );
  expect((await pages.open(`/matches/${dumb.id}`)).text).toContain("没有听到能在这里找的事");
});

test("what was shown for the same words hundreds of times is forgotten to the last", async () => {
  const { db, sme, lists, kept } = await typed();
  await sql`insert into match_result
      (user_id, text, needs, result, engine, weights_version, lexicon_version)
    select user_id, text, needs, result, engine, weights_version, lexicon_version
    from match_result, generate_series(1, 250) where id = ${lists.first.id}`.execute(db);
  const forgotten = await sme.send("DELETE", `/me/matches/${lists.first.id}`);
  expect(forgotten.status).toBe(204);
  expect(await kept()).toEqual([lists.third.id]);
});
