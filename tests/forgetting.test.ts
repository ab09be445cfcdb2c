import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { runJobs } from "../src/jobs/service.ts";
import { forgetOldWords } from "../src/matching/forget-service.ts";
import type { MatchesView } from "../src/matching/schema.ts";
import { blankRequests } from "../src/privacy/close-store.ts";
import { json, read } from "./support/app.ts";
import { makeSolution } from "./support/make.ts";
import { type Body, day, market, need } from "./support/market.ts";
import { race } from "./support/race.ts";

const text = "我们在温州做五金，60来号人，王厂长想上个便宜的扫码报工，预算5万以内，月底之前上线";
const old = 191;

/** Lists that were shown to a visitor, to a firm, and to a visitor who then published a request. */
async function lists() {
  const all = await market();
  await makeSolution(all.db, all.providerId, { name: "扫码报工", summary: "手机扫码报工" });
  const match = async (headers = {}) =>
    await read<MatchesView>(await all.app.request("/api/v1/matches", json({ text }, headers)));
  const [visitor, firm, published] = [
    await match(),
    await match(all.headers.sme),
    await match(),
  ].map(({ id }) => id);
  const closesAt = new Date(Date.now() + 7 * day).toISOString();
  const draft = { ...need, text, matchId: published, closesAt };
  const made = await all.sme.send("POST", "/requests", draft);
  expect(made.status).toBe(201);
  const requestId = (await read<Body>(made)).id;
  const age = async (days: number, id?: string) =>
    await sql`update match_result set created_at = now() - make_interval(days => ${days})
      where ${id ?? null}::uuid is null or id = ${id ?? null}`.execute(all.db);
  const row = async (id = "") =>
    await all.db
      .selectFrom("match_result")
      .select(["user_id", "text", "needs", "result"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
  return { ...all, visitor, firm, published, requestId, age, row };
}

const eventsIn = async ({ db }: Awaited<ReturnType<typeof lists>>) =>
  await db
    .selectFrom("audit_event")
    .select(["actor", "after"])
    .where("kind", "=", "match.words_forgotten")
    .execute();

test.for(["visitor", "firm"] as const)(
  "what a %s typed is let go after 190 days, what was understood of it stays",
  async (who) => {
    const all = await lists();
    const before = await all.row(all[who]);
    expect(JSON.stringify(before.result)).toContain("「扫码报工」");
    await all.age(old - 2);
    await runJobs(all.db, new Date());
    expect(await all.row(all[who])).toEqual(before);
    await all.age(old);
    await runJobs(all.db, new Date());
    const after = await all.row(all[who]);
    expect(after).toMatchObject({ text: "", user_id: null });
    const kept = JSON.stringify(after);
    for (const said of ["王厂长", "「", "月底", "5000000", "headcount", "5 万"])
      expect(kept).not.toContain(said);
    expect(after.needs).toMatchObject([
      {
        marks: [],
        constraints: { regionCode: "330300", industryCode: "C33" },
        capabilities: [{ spans: [] }],
      },
    ]);
    const [one] = Array.from(Object(before.result).matches, Object);
    expect(after.result).toMatchObject({
      matches: [{ rank: 1, score: one?.score, provider: { id: all.providerId }, reason: "" }],
      unmet: [],
    });
    expect(await eventsIn(all)).toMatchObject([
      { actor: "system:forgetting", after: { lists: 2 } },
    ]);
    await runJobs(all.db, new Date());
    expect(await eventsIn(all)).toHaveLength(1);
  },
);

test("the list that a request came from is shown as ever, and to who made the request", async () => {
  const all = await lists();
  await all.age(old);
  await runJobs(all.db, new Date());
  expect((await all.row(all.published)).text).toBe(text);
  expect((await all.sme.send("GET", `/matches/${all.firm}`)).status).toBe(404);
  expect(await all.sme.get(`/matches/${all.published}`)).toMatchObject({ text });
  expect(await all.sme.get(`/requests/${all.requestId}/match`)).toMatchObject({ text });
});

test("a stranger's request of it keeps nothing", async () => {
  const all = await lists();
  const made = await all.stranger.send("POST", "/requests", { ...need, matchId: all.firm });
  expect(made.status).toBe(201);
  await all.age(old);
  await runJobs(all.db, new Date());
  expect((await all.row(all.firm)).text).toBe("");
});

test("many are let go in batches, by one machine or two, and each once", async () => {
  const all = await lists();
  await sql`
    insert into match_result (created_at, text, needs, result, engine, weights_version, lexicon_version)
    select now() - interval '300 days' + i * interval '1 second', '老话' || i, '[{}]',
      '{"matches": [{}], "blocked": [{"reason": {"detail": "超出您 5 万元的预算"}}], "unmet": []}',
      'postgresql', '1', '1'
    from generate_series(1, 450) i`.execute(all.db);
  for (const id of [all.visitor, all.firm]) await all.age(old, id);
  const now = new Date();
  await race(
    all,
    { table: "match_result", waiting: 2 },
    [1, 2].map(() => async () => await forgetOldWords(all.db, now)),
  );
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from match_result
    where text like '老话%' or result::text like '%预算%' and user_id is null and text = ''`.execute(
    all.db,
  );
  expect(rows).toEqual([{ left: 0 }]);
  const events = await eventsIn(all);
  expect(events.map(({ after }) => Number(Object(after).lists)).reduce((a, b) => a + b)).toBe(452);
  expect(Math.max(...events.map(({ after }) => Number(Object(after).lists)))).toBe(200);
});

test("what a request kept is let go when its firm closes, however old it is by then", async () => {
  const all = await lists();
  await all.age(old);
  await all.age(300, all.published);
  await runJobs(all.db, new Date());
  expect((await all.row(all.published)).text).toBe(text);
  const { organisation_id: firm } = await all.db
    .selectFrom("request")
    .select("organisation_id")
    .where("id", "=", all.requestId)
    .executeTakeFirstOrThrow();
  await inTransaction(all.db, async (trx) => await blankRequests(trx, firm));
  await runJobs(all.db, new Date());
  expect((await all.row(all.published)).text).toBe("");
});

test("people are told for how long, where they type", async () => {
  const { app, headers } = await market();
  for (const path of ["/", "/match", "/match?text=想上个扫码报工", "/help"]) {
    expect(await (await app.request(path)).text()).toContain("190 天");
    const page = await (await app.request(path, { headers: headers.sme })).text();
    expect(page).toContain("190 天");
    expect(page).toContain('href="/me/matches"');
  }
});
