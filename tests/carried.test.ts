import { expect, test } from "vitest";
import { deeds } from "../src/accounts/deeds.ts";
import { permissions } from "../src/accounts/permissions.ts";
import { form, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { draft, expired, hiddenOf, need } from "./support/carried.ts";

const sentTo = (to: string) => JSON.stringify({ to, fields: [["text", "x"]] });

test("what is carried is sent to an address of ours only, and is no code", async () => {
  const { browser, entries } = await expired();
  for (const sent of ["{", "[]", sentTo("//evil.example"), sentTo("https://evil.example/")]) {
    const inside = await browser.submit("/sign-in", [["sent", sent], ["next", "/me"], ...entries]);
    expect([sent, inside.status, inside.headers.get("location")]).toEqual([sent, 303, "/me"]);
  }
  const html = JSON.stringify({ to: "/requests", fields: [["<i>", '中"><script>1</script>']] });
  const inside = await browser.submit("/sign-in", [["sent", html], ...entries]);
  const page = await inside.text();
  expect(page).toContain('name="&lt;i&gt;" value="中&quot;&gt;&lt;script&gt;1');
  expect(page).not.toMatch(/<script>1|<i>/);
});

test.for([
  ["https://evil.example", 403],
  ["http://localhost.evil.example", 403],
  ["null", 403],
  [undefined, 401],
] as const)("what a page at %s sends is not carried", async ([origin, status]) => {
  const { app } = await testApp();
  const headers = origin === undefined ? {} : { origin };
  for (const path of ["/requests", "/requests/new"]) {
    const body = new URLSearchParams({ text: need });
    const answer = await app.request(path, { method: "POST", body, headers });
    expect([path, answer.status]).toEqual([path, status]);
    expect(await answer.text()).not.toMatch(/name="sent"|五金/);
  }
});

test("a flood is not carried, and what a stranger sends to where files go is not even read", async () => {
  const { app } = await testApp();
  const gate = async (fields: [string, string][]) =>
    await (await app.request("/requests", form(fields))).text();
  const text = "长".repeat(110_000);
  expect(hiddenOf(await gate([["text", text]]), "/sign-in")[1]?.[1]).toContain(text);
  const many = Array.from({ length: 50_000 }, (): [string, string] => ["a", "1"]);
  for (const flood of [many, [["a", '"'.repeat(300_000)]] satisfies [string, string][]])
    expect((await gate(flood)).length).toBeLessThan(10_000);
  const request = new Request("http://localhost/official/imports", form([["text", need]]));
  const answer = await app.request(request);
  expect([answer.status, request.bodyUsed]).toEqual([401, false]);
});

test("what was carried before is carried on, and nobody has to read how", async () => {
  const { browser, entries } = await expired({ kind: "none" });
  const firm: [string, string][] = [
    ["name", "五金厂"],
    ["next", "/requests/new"],
    ["sent", sentTo("/requests/new").replace("x", "扫码报工")],
  ];
  const gate = await browser.submit("/organisations", firm);
  const inside = await browser.submit("/sign-in", [
    ...hiddenOf(await gate.text(), "/sign-in"),
    ...entries,
  ]);
  const page = await inside.text();
  expect(hiddenOf(page, "/organisations")).toEqual(firm);
  expect(page).toContain(">五金厂</p>");
  expect(page).not.toContain('<p class="break-words whitespace-pre-wrap">{');
});

test("who signs in on the way of another is told who he is, and may do no more than before", async () => {
  const { browser, entries, db, app } = await expired();
  await browser.submit("/sign-in", entries);
  const made = await browser.submit("/requests", draft);
  const { id } = await db.selectFrom("request").select("id").executeTakeFirstOrThrow();
  expect(made.status).toBe(303);
  browser.jar.clear();
  const change: [string, string][] = [
    ...draft.filter(([name]) => name !== "title"),
    ["version", "1"],
  ];
  const gate = await browser.submit(`/requests/${id}`, [...change, ["title", "改过的"]]);
  const other = person();
  await browserOn(app).submit("/sign-up", { ...other, kind: "sme", organisation: "别的厂" });
  const { email, password } = other;
  const inside = await browser.submit("/sign-in", [
    ...hiddenOf(await gate.text(), "/sign-in"),
    ...Object.entries({ email, password }),
  ]);
  const page = await inside.text();
  expect(page).toContain(`现在登录的是${other.name}（${email}）`);
  expect(hiddenOf(page, `/requests/${id}`)).toContainEqual(["title", "改过的"]);
  const sent = await browser.submit(`/requests/${id}`, hiddenOf(page, `/requests/${id}`));
  expect(sent.status).toBe(404);
  const kept = await db.selectFrom("request").select("title").execute();
  expect(kept).toEqual([{ title: "扫码报工" }]);
});

test.for([
  ["/requests/new", "发布需求"],
  ["/requests/0197f0c1-0000-7000-8000-000000000001/propose", "报价"],
  ["/desk/provider/application/submit", "申请入驻"],
  ["/desk/cases/0197f0c1-0000-7000-8000-000000000001/withdraw", "撤回案例"],
  ["/official/cases/0197f0c1-0000-7000-8000-000000000001/feature", "提交"],
] as const)(
  "what was sent to %s is called by what it does, before and after signing in",
  async ([to, deed]) => {
    const { browser, entries } = await expired();
    const sent: [string, string][] = [
      ["sent", sentTo(to)],
      ["next", to],
    ];
    const gate = await browser.submit("/sign-in", sent);
    expect(await gate.text()).toContain(`接着${deed}，刚才填写的内容都还在`);
    const inside = await browser.submit("/sign-in", [...sent, ...entries]);
    expect(await inside.text()).toContain(`>接着${deed}</button>`);
  },
);

test("only what a form may be sent to is called by what it does", () => {
  for (const path of Object.keys(deeds)) expect(permissions).toHaveProperty([`POST ${path}`]);
});

test("who forgot his password sets another beside the page that holds what he wrote", async () => {
  const { browser } = await expired();
  const gate = await (await browser.submit("/requests/new", [["text", need]])).text();
  expect(gate).toMatch(/<a href="\/forgot" target="_blank"[^>]*>忘了密码（另开一页/);
  expect(await (await browser.get("/sign-in")).text()).toContain('<a href="/forgot">忘了密码</a>');
});
