import { sql } from "kysely";
import { expect, test } from "vitest";
import type { JsonValue } from "../src/db/types.ts";
import { longestNeed } from "../src/matching/schema.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";
import { type Market, market, visitor } from "./support/market.ts";

const text = "我们是做五金的小厂，60来号人，想上个便宜的扫码报工";
const needs = [
  {
    category: { code: "upgrade", confidence: 1 },
    scenes: [{ code: "production" }, { code: "nonsense" }],
    constraints: {
      budgetMaxFen: 5_000_000,
      headcount: 60,
      industryCode: "C33",
      regionCode: "330300",
    },
  },
];

const asJson = (value: object) => sql<JsonValue>`${JSON.stringify(value)}::text::jsonb`;

async function matched({ db }: Market, providers: string[], userId: string | null = null) {
  const matches = [];
  for (const id of providers)
    matches.push({
      provider: { id },
      solution: { id: await makeSolution(db, id), name: "扫码报工" },
      reason: "您说“扫码报工”，正是它做的",
    });
  const versions = { engine: "postgres", weights_version: "1", lexicon_version: "1" };
  const made = await db
    .insertInto("match_result")
    .values({
      user_id: userId,
      text,
      needs: asJson(needs),
      result: asJson({ matches }),
      ...versions,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

const newAt = (id: string) => `/requests/new?match=${id}`;

test("a visitor's match leads through signing in to a filled form, then to those it found", async () => {
  const all = await market();
  const suspended = await makeProvider(all.db, { name: "停了的软件" });
  const match = await matched(all, [all.rivalId, suspended.providerId, all.providerId]);
  await all.db
    .updateTable("provider")
    .set({ status: "suspended", suspended_reason: "x" })
    .where("id", "=", suspended.providerId)
    .execute();
  const nobody = visitor(all.app, {});
  const asked = await nobody.submit("/requests/new", { matchId: match, text });
  expect([asked.status, asked.location]).toEqual([303, newAt(match)]);
  const gate = await nobody.open(newAt(match));
  expect(gate.location).toBe(`/sign-in?next=${encodeURIComponent(newAt(match))}`);
  const firm = visitor(all.app, all.headers.sme);
  const form = await firm.open(newAt(match));
  expect(form.text).toContain(text);
  expect(form.text).toMatch(/name="budget"[^>]*value="5"/);
  expect(form.text).toMatch(/value="production"[^>]*checked/);
  expect(form.text).toMatch(/<option value="C33"[^>]*selected/);
  const fields = {
    matchId: match,
    text,
    category: "upgrade",
    scenes: "production",
    regionCode: "330300",
    closesAt: "2036-11-30T18:00",
  };
  const kept = await firm.submit("/requests", fields);
  const id = /[0-9a-f-]{36}/.exec(kept.location)?.[0] ?? "";
  const sent = await firm.submit(`/requests/${id}/publish`, { version: "1" });
  expect(sent.location).toBe(`/requests/${id}/invite?done=published`);
  const invite = await firm.open(sent.location);
  const found = [...invite.text.matchAll(/name="providers" value="([^"]*)"/g)].map(
    ([, one]) => one,
  );
  expect(found).toEqual([all.rivalId, all.providerId]);
  await firm.submit(`/requests/${id}/invite`, { providers: all.rivalId });
  const invited = await all.db
    .selectFrom("request_invitation")
    .select("solution_id")
    .where("request_id", "=", id)
    .executeTakeFirstOrThrow();
  expect(invited.solution_id).not.toBeNull();
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ matchId: match, needs });
});

test("another person's match, and an old one of nobody, is not taken up", async () => {
  const all = await market();
  const other = await makeMember(all.db, "sme");
  const match = await matched(all, [all.providerId], other.userId);
  const firm = visitor(all.app, all.headers.sme);
  expect((await firm.open(newAt(match))).text).not.toContain(text);
  await firm.submit("/requests", { matchId: match, title: "别人的" });
  const old = await matched(all, [all.providerId]);
  await sql`update match_result set created_at = now() - interval '7 hours' where id = ${old}`.execute(
    all.db,
  );
  expect((await firm.open(newAt(old))).text).not.toContain(text);
  const made = await all.db.selectFrom("request").select("match_id").execute();
  expect(made).toEqual([{ match_id: null }]);
});

test("from a provider's page the invitation goes along to the end", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const form = await firm.open(`/requests/new?provider=${all.rivalId}`);
  expect(form.text).toContain(`name="invite" value="${all.rivalId}"`);
  const solution = await makeSolution(all.db, all.providerId);
  const other = await firm.open(`/requests/new?solution=${solution}`);
  expect(other.text).toContain(`name="invite" value="${all.providerId}"`);
  const kept = await firm.submit("/requests", { text, invite: all.rivalId, act: "preview" });
  const preview = await firm.open(kept.location);
  const [, edit = ""] = /href="([^"]*\/edit\?invite=[^"#]*)"/u.exec(preview.text) ?? [];
  const editing = await firm.open(edit);
  expect(editing.text).toContain(`name="invite" value="${all.rivalId}"`);
  const [, version = ""] = /name="version" value="(\d+)"/u.exec(editing.text) ?? [];
  const at = kept.location.split("/preview")[0] ?? "";
  const typed = { text, category: "upgrade", scenes: "production", regionCode: "330300" };
  const sent = { ...typed, closesAt: "2036-11-30T18:00", invite: all.rivalId, version };
  const again = await firm.submit(at, { ...sent, act: "preview" });
  const ready = await firm.open(again.location);
  expect(ready.text).toContain("发布需求</button>");
  expect(ready.text).toContain(`name="invite" value="${all.rivalId}"`);
  expect((await firm.open("/requests/new?provider=nonsense&match=1")).status).toBe(200);
  expect((await firm.open("/requests/new?from=nonsense")).status).toBe(404);
});

/** Of as many characters as may be: what was typed in a browser, and how the browser sends it. */
function longest() {
  const line = `${text}，现在全靠纸质工单，月底对不上数。\n`;
  const typed = line.repeat(300).slice(0, longestNeed - 1);
  return { typed: `${typed}完`, sent: `${typed}完`.replaceAll("\n", "\r\n") };
}

const fieldOf = (page: string, name: string) =>
  new RegExp(String.raw`name="${name}"[^>]*>\n([^<]*)</textarea>`, "u").exec(page)?.[1];

test("the longest need that is matched becomes a request with nothing of it lost", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const { typed, sent } = longest();
  expect(sent.length).toBeGreaterThan(longestNeed);
  const answer = await firm.submit("/match", { text: sent });
  expect(answer.status).toBe(200);
  const matchId = /name="matchId" value="([^"]*)"/.exec(answer.text)?.[1] ?? "";
  const asked = await firm.submit("/requests/new", { matchId, text: sent });
  const page = await firm.open(asked.location);
  expect(fieldOf(page.text, "text")).toBe(typed);
  const fields = { matchId, text: sent, category: "upgrade", scenes: "production" };
  const kept = await firm.submit("/requests", { ...fields, act: "draft" });
  expect(kept.status).toBe(303);
  const edit = await firm.open(kept.location.replace(/\?.*$/u, "/edit"));
  expect(fieldOf(edit.text, "text")).toBe(typed);
  const made = await all.db.selectFrom("request").select(["text", "match_id"]).execute();
  expect(made).toEqual([{ text: typed, match_id: matchId }]);
});

test("what is longer than may be is named with how long it is, and stays", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const much = longest().typed + "多".repeat(123);
  for (const path of ["/match", "/requests"]) {
    const refused = await firm.submit(path, { text: much });
    expect([path, refused.status]).toEqual([path, 400]);
    expect(refused.text).toContain("请不要超过 10000 个字，您写了 10123 个字。");
    expect(fieldOf(refused.text, "text")).toBe(much);
  }
  const program = await all.sme.send("POST", "/requests", { text: much });
  expect(await program.json()).toMatchObject({ errors: [{ pointer: "/text", code: "too_big" }] });
});

test("a match that is forgotten does not take what was sent with it along", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const match = await matched(all, [all.providerId]);
  await sql`update match_result set created_at = now() - interval '7 hours' where id = ${match}`.execute(
    all.db,
  );
  const page = await firm.submit("/requests/new", {
    matchId: match,
    text,
    scenes: "production",
    budgetMaxFen: "5000000",
  });
  expect(page.text).toMatch(/name="budget"[^>]*value="5"/);
  expect([page.status, fieldOf(page.text, "text")]).toEqual([200, text]);
  expect(page.text).toMatch(/value="production"[^>]*checked/);
});

test("of several needs the form has all scenes, none of what is not ours, and a title without a number", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const formOf = async (said: string) => {
    const { text: page } = await firm.open(`/match?text=${encodeURIComponent(said)}`);
    const matchId = /name="matchId" value="([^"]*)"/.exec(page)?.[1] ?? "";
    const { text: form } = await firm.open(newAt(matchId));
    const scenes = [...form.matchAll(/name="scenes"[^>]*value="([^"]*)"[^>]*checked/gu)];
    return {
      scenes: scenes.map(([, scene]) => scene),
      title: /name="title"[^>]*value="([^"]*)"/u.exec(form)?.[1],
    };
  };
  const two = await formOf("一是仓库账实老对不上，二是想让工人扫码报工");
  expect(two.scenes).toEqual(expect.arrayContaining(["logistics", "production"]));
  expect(two.title).toBe("仓库账实老对不上，想让工人扫码报工");
  const partly = await formOf("厂房屋顶漏水想找人修，另外想让工人扫码报工");
  expect(partly.scenes).toContain("production");
});

test("what is left blank but has to be said is taken from what was written, and what is chosen stays", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const save = async (more: Record<string, string>) => {
    const fields = { ...more, closesAt: "2036-11-30T18:00", act: "preview" };
    const { location } = await firm.submit("/requests", fields);
    const { text: page } = await firm.open(location);
    const id = /[0-9a-f-]{36}/.exec(location)?.[0] ?? "";
    return { view: await all.sme.get(`/requests/${id}`), page };
  };
  const own = "我们在金华，工资算不清，还有仓库老是对不上";
  const { view, page } = await save({ text: own });
  expect(view).toMatchObject({ category: "upgrade", regionCode: "330700" });
  expect(view["scenes"]).toEqual(expect.arrayContaining(["production", "logistics"]));
  expect(page).toContain("是按您写的话填的");
  expect(page).toContain("发布需求</button>");
  const chosen = { category: "connect", scenes: "hr", regionCode: "330300" };
  const kept = await save({ text: own, ...chosen });
  expect(kept.view).toMatchObject({ ...chosen, scenes: ["hr"] });
  expect(kept.page).not.toContain("是按您写的话填的");
  const nothing = await save({ text: "厂房屋顶漏水想找人修" });
  expect(nothing.view).toMatchObject({ category: null, scenes: [] });
});
