import { sql } from "kysely";
import { expect, test } from "vitest";
import type { JsonValue } from "../src/db/types.ts";
import { permissions } from "../src/accounts/permissions.ts";
import { form, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { draft, expired, hiddenOf, need, unescaped } from "./support/carried.ts";
import { makeAdministrator, makeMember } from "./support/make.ts";

test("a form that is sent when the session has ended goes along through signing in", async () => {
  const { browser, entries, db } = await expired();
  const gate = await browser.submit("/requests", draft);
  const page = await gate.text();
  expect([gate.status, gate.headers.get("cache-control")]).toEqual([401, "private, no-cache"]);
  expect(page).toContain("刚才填写的内容都还在");
  const carried = hiddenOf(page, "/sign-in");
  const [mail = ["", ""]] = entries;
  const wrong = await browser.submit("/sign-in", [...carried, mail, ["password", "not this one"]]);
  const again = hiddenOf(await wrong.text(), "/sign-in");
  expect([wrong.status, again]).toEqual([401, carried]);
  const inside = await browser.submit("/sign-in", [...again, ...entries]);
  const resume = await inside.text();
  expect([inside.status, inside.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
  expect(hiddenOf(resume, "/requests")).toEqual(draft);
  // Nothing was done yet, and the device that keeps a draft is told so.
  expect(await db.selectFrom("request").selectAll().execute()).toEqual([]);
  for (const at of [page, resume]) expect(at).toMatch(/<main[^>]*data-undone/);
  const kept = await browser.submit("/requests", hiddenOf(resume, "/requests"));
  expect([kept.status, kept.headers.get("location")]).toEqual([
    303,
    expect.stringContaining("done=saved"),
  ]);
  const saved = await db.selectFrom("request").select(["text", "headcount"]).execute();
  expect(saved).toEqual([{ text: need.replaceAll("\r\n", "\n"), headcount: 60 }]);
});

/** Every address that takes a form from people who are signed in, and no file. */
const forms = Object.entries(permissions).flatMap(([row, roles]) => {
  const [method, path = ""] = row.split(" ");
  const isForm = method === "POST" && !path.startsWith("/api/") && path !== "/official/imports";
  return isForm && !roles.includes("visitor") ? [path] : [];
});

test("of every form nothing is lost, but a password is never carried", async () => {
  const { app } = await testApp();
  for (const path of [
    "/requests",
    "/requests/:id",
    "/requests/:id/questions",
    "/requests/:id/propose",
    "/proposals/:id",
    "/engagements/:id/rating",
    "/desk/provider/application/:section",
    "/desk/provider/solutions/:id",
    "/desk/cases/:id",
  ])
    expect(forms).toContain(path);
  for (const path of forms) {
    const address = path.replaceAll(/:\w+/g, crypto.randomUUID());
    const gate = await app.request(address, form([["text", need]]));
    const fields = hiddenOf(await gate.text(), "/sign-in");
    const sent = JSON.stringify({ to: address, fields: [["text", need]] });
    expect([path, gate.status, fields]).toEqual([
      path,
      401,
      [
        ["next", address],
        ["sent", sent],
      ],
    ]);
  }
  const secret = { currentPassword: "geheim", newPassword: "ganz geheim" };
  const gate = await (await app.request("/me/password", form(secret))).text();
  expect(gate.includes("geheim")).toBe(false);
  expect(hiddenOf(gate, "/sign-in")).toEqual([["next", "/me/password"]]);
});

const understood = [{ category: { code: "upgrade" }, scenes: [], constraints: { headcount: 60 } }];
const asJson = (value: object) => sql<JsonValue>`${JSON.stringify(value)}::text::jsonb`;

async function oldMatch({ db }: Awaited<ReturnType<typeof testApp>>, hours: number) {
  const versions = { engine: "postgresql", weights_version: "1", lexicon_version: "1" };
  const made = await db
    .insertInto("match_result")
    .values({ text: need, needs: asJson(understood), result: asJson({}), ...versions })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`update match_result set created_at = now() - make_interval(hours => ${hours})`.execute(
    db,
  );
  return made.id;
}

const textIn = (page: string) =>
  unescaped(/name="text"[^>]*>\n([^<]*)<\/textarea>/u.exec(page)?.[1] ?? "");

test.for([5, 7, 4800])(
  "a visitor who publishes what was matched %s hours ago registers and finds it in the form",
  async (hours) => {
    const all = await testApp();
    const browser = browserOn(all.app);
    const matchId = await oldMatch(all, hours);
    const asked = await browser.submit("/requests/new", { text: need, matchId, headcount: "60" });
    const gate = await asked.text();
    expect([asked.status, gate]).toEqual([401, expect.stringContaining("接着发布需求")]);
    // To registering and back and there again.
    const begin: [string, string] = ["begin", "yes"];
    const up = await browser.submit("/sign-up", [...hiddenOf(gate, "/sign-up"), begin]);
    const back = await browser.submit("/sign-in", [
      ...hiddenOf(await up.text(), "/sign-in"),
      begin,
    ]);
    const carried = hiddenOf(await back.text(), "/sign-up");
    const firm = Object.entries({ ...person(), kind: "sme", organisation: "五金厂" });
    const made = await browser.submit("/sign-up", [...carried, ...firm]);
    const fields = hiddenOf(await made.text(), "/requests/new");
    const sent = await browser.submit("/requests/new", fields);
    // Still young enough, the match itself is taken up.
    const location = sent.headers.get("location");
    expect(location).toBe(hours < 6 ? `/requests/new?match=${matchId}` : null);
    const filled = await (location === null ? sent : await browser.get(location)).text();
    expect(textIn(filled)).toBe(need);
    expect(filled).toMatch(/name="headcount"[^>]*value="60"/);
  },
);

test("who has no firm yet registers one, and goes on with what he wrote", async () => {
  const all = await expired({ kind: "none" });
  const { browser, entries } = all;
  await browser.submit("/sign-in", entries);
  const matchId = await oldMatch(all, 7);
  const asked = await browser.submit("/requests/new", { text: need, matchId });
  const carried = hiddenOf(await asked.text(), "/organisations");
  const bad = await browser.submit("/organisations", [...carried, ["kind", "sme"]]);
  const again = hiddenOf(await bad.text(), "/organisations");
  expect([asked.status, bad.status, again]).toEqual([200, 400, carried]);
  const made = await browser.submit("/organisations", [...again, ["kind", "sme"], ["name", "厂"]]);
  const fields = hiddenOf(await made.text(), "/requests/new");
  expect(textIn(await (await browser.submit("/requests/new", fields)).text())).toBe(need);
});

const long = (length: number) => "长".repeat(length);

test("no field cuts what is pasted into it: what is too long is said, and stands there whole", async () => {
  const { browser, entries } = await expired();
  const pasted = { name: long(61), organisation: long(121), kind: "sme", email: "a@example.test" };
  const signUp = await browser.submit("/sign-up", { ...pasted, password: "long enough for us" });
  await browser.submit("/sign-in", entries);
  const request = { title: long(61), contactName: long(41), contactPhone: long(42) };
  const pages = await Promise.all([
    signUp.text(),
    (await browser.submit("/requests", request)).text(),
    (await browser.submit("/me", { version: "1", name: long(63) })).text(),
    (await browser.submit("/me/tokens", { tokenName: long(64), scopes: "read" })).text(),
  ]);
  const lengths = [[61, 121], [61, 41, 42], [63], [64]];
  for (const [at, page] of pages.entries()) {
    expect(page).not.toMatch(/maxlength/i);
    for (const length of lengths[at]!) {
      expect(page).toContain(`您写了 ${length} 个字`);
      expect(page).toContain(`value="${long(length)}"`);
    }
  }
});

test("a search that is too long stands in its box, and says how much of it was looked for", async () => {
  const { app } = await testApp();
  const search = await app.request(`/search?q=${encodeURIComponent(long(700))}`);
  const page = await search.text();
  expect([search.status, page]).toEqual([200, expect.stringContaining("您写了 700 个字")]);
  expect(page.split(`value="${long(700)}"`)).toHaveLength(3);
  expect(page).not.toMatch(/maxlength/i);
  const whole = await app.request(`/search?q=${encodeURIComponent(long(500))}`);
  expect(await whole.text()).not.toContain("写得太长了");
});

test("what is too long for the search boxes of officials stands in them, and is said to find nothing", async () => {
  const { app, db } = await testApp();
  const office = await makeMember(db, "authority", { regionCode: "000000" });
  const administrator = await makeAdministrator(db);
  for (const [path, who, most] of [
    ["/official/providers", office, 100],
    ["/official/lexicon", office, 60],
    ["/desk/admin", administrator, 100],
  ] as const) {
    const asked = async (length: number) => {
      const at = `${path}?q=${encodeURIComponent(long(length))}`;
      const answer = await app.request(at, { headers: who.headers });
      return { status: answer.status, page: await answer.text() };
    };
    const { status, page } = await asked(most + 1);
    expect([path, status]).toEqual([path, 400]);
    expect(page).toContain(`value="${long(most + 1)}"`);
    expect(page).toContain(`请不要超过 ${most} 个字，您写了 ${most + 1} 个字`);
    expect(page).not.toMatch(/没有符合的|没有能力或说法/u);
    expect((await asked(most)).status).toBe(200);
  }
});
