import { expect, test } from "vitest";
import { ownPath } from "../src/accounts/own-path.ts";
import { makeUscc } from "../src/taxonomy/uscc.ts";
import { desks } from "../src/web/links.ts";
import { testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeProvider } from "./support/make.ts";

test("a firm registers on the page, signs out and in again", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  expect((await browser.get("/sign-up")).status).toBe(200);
  const who = person();
  const firm = {
    kind: "sme",
    organisation: "宁波恒达五金",
    headcount: "６０人",
    regionCode: "330200",
  };
  const made = await browser.submit("/sign-up", { ...who, ...firm, industryCode: "C33" });
  expect([made.status, made.headers.get("location")]).toEqual([303, desks.sme.href]);
  const me = await (await browser.get("/me")).text();
  expect(me).toContain("宁波恒达五金");
  const link = /\/organisations\/[0-9a-f-]{36}/.exec(me)?.[0] ?? "";
  const page = await (await browser.get(link)).text();
  expect(page).toContain("浙江省宁波市");
  expect(page).toContain("60 人");
  expect(page).toContain("小型或微型企业");
  expect((await browser.submit("/sign-out", {})).headers.get("location")).toBe("/");
  const visitor = await browser.get("/me?x=1");
  expect([visitor.status, visitor.headers.get("location")]).toEqual([
    303,
    "/sign-in?next=%2Fme%3Fx%3D1",
  ]);
  const wrong = await browser.submit("/sign-in", { ...who, password: "not this one" });
  expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining(who.email)]);
  const back = await browser.submit("/sign-in", { ...who, next: "/me?x=1" });
  expect([back.status, back.headers.get("location")]).toEqual([303, "/me?x=1"]);
});

test("a code of a listed provider is refused on the form, which keeps what was typed", async () => {
  const { app, db } = await testApp();
  const code = makeUscc("91330000MA27U0XG1");
  const { providerId } = await makeProvider(db);
  await db.updateTable("provider").set({ uscc: code }).where("id", "=", providerId).execute();
  const typed = ` ${code.toLowerCase()}`;
  const firm = { kind: "provider", organisation: "乙软件", uscc: typed };
  const answer = await browserOn(app).submit("/sign-up", { ...person(), ...firm });
  const page = await answer.text();
  expect([answer.status, page]).toEqual([
    409,
    expect.stringContaining("属于已入驻的服务商“甲软件”"),
  ]);
  expect(page).toContain(`value="${typed}"`);
  const users = db.selectFrom("user").where("name", "=", person().name).selectAll();
  expect(await users.execute()).toEqual([]);
});

test("all that is wrong with a new account stands beside its field, and nothing is written", async () => {
  const { app, db } = await testApp();
  const wrong = { kind: "sme", email: "x", password: "pa55wd", uscc: "9133", headcount: "一些" };
  const answer = await browserOn(app).submit("/sign-up", wrong);
  const page = await answer.text();
  expect(answer.status).toBe(400);
  for (const field of ["name", "email", "password", "organisation", "uscc", "headcount"])
    expect(page).toContain(`id="${field}-error"`);
  expect(page).toContain("您填了 4 位");
  expect(page.includes("pa55wd")).toBe(false);
  expect(await db.selectFrom("user").selectAll().execute()).toEqual([]);
  const html = { ...person(), kind: "none", name: '<img src=x onerror="1">"' };
  const browser = browserOn(app);
  await browser.submit("/sign-up", html);
  const me = await (await browser.get("/me")).text();
  expect(me).not.toContain("<img src=x");
  expect(me).toContain("&lt;img src=x");
});

test("after sign-in one only ever lands on our own pages", () => {
  for (const path of ["/", "/me", "/a?b=//c#d", "/organisations/1/edit"])
    expect(ownPath(path, "/home")).toBe(path);
  const foreign = ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:1", ""];
  for (const path of [
    ...foreign,
    "me",
    "/\t/evil.example",
    "/a\n",
    "/..//evil.example",
    "/.//evil",
  ])
    expect([path, ownPath(path, "/home")]).toEqual([path, expect.stringMatching(/^\/(?!\/)/)]);
  for (const path of foreign) expect(ownPath(path, "/home")).toBe("/home");
});

test("name, password, devices and tokens are kept on one's page", async () => {
  const { app, db } = await testApp();
  const [browser, phone] = [browserOn(app), browserOn(app)];
  const who = person();
  await browser.submit("/sign-up", { ...who, kind: "none" });
  await phone.submit("/sign-in", who);
  const renamed = await browser.submit("/me", { version: "1", name: "李雷" });
  expect(renamed.headers.get("location")).toBe("/me?done=name");
  expect((await browser.submit("/me", { version: "1", name: "韩梅" })).status).toBe(412);
  expect((await browser.submit("/me", { version: "2", name: " " })).status).toBe(400);
  expect(await (await browser.get("/me")).text()).toContain("退出其他设备");
  await browser.submit("/me/sessions/end-others", {});
  expect((await phone.get("/me")).status).toBe(303);
  await phone.submit("/sign-in", who);
  const change = async (currentPassword: string, newPassword: string) =>
    await browser.submit("/me/password", { currentPassword, newPassword });
  expect((await change("not this one", "another password")).status).toBe(401);
  expect((await change(who.password, "short")).status).toBe(400);
  expect((await change(who.password, "another password")).status).toBe(303);
  expect((await browser.get("/me")).status).toBe(200);
  expect((await phone.get("/me")).status).toBe(303);
  expect((await phone.submit("/sign-in", who)).status).toBe(401);
  const token = { tokenName: "对接 ERP", scopes: "read", days: "90" };
  const shown = await browser.submit("/me/tokens", token);
  expect([shown.status, await shown.text()]).toEqual([201, expect.stringMatching(/sq_[\w-]{32}/)]);
  const { id } = await db.selectFrom("access_token").select("id").executeTakeFirstOrThrow();
  expect(await (await browser.get("/me")).text()).not.toMatch(/sq_[\w-]{32}/);
  expect((await browser.submit(`/me/tokens/${id}/revoke`, {})).status).toBe(303);
  expect((await browser.submit("/me/tokens", { scopes: "read" })).status).toBe(400);
});

test("the current password is not guessed here either", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  const who = person();
  await browser.submit("/sign-up", { ...who, kind: "none" });
  for (let at = 0; at < 5; at++)
    await browser.submit("/me/password", { currentPassword: "wrong", newPassword: "new password" });
  const right = { currentPassword: who.password, newPassword: "new password" };
  expect((await browser.submit("/me/password", right)).status).toBe(429);
});

test("a link to reset works on the pages, once", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  const who = person();
  await browser.submit("/sign-up", { ...who, kind: "none" });
  await browser.submit("/sign-out", {});
  expect((await browser.submit("/forgot", { email: "nobody" })).status).toBe(400);
  const unknown = await (await browser.submit("/forgot", { email: "no@example.test" })).text();
  const known = await (await browser.submit("/forgot", { email: who.email })).text();
  expect(known).toBe(unknown.replaceAll("no@example.test", who.email));
  const outbox = await (await browser.get("/dev/mail")).text();
  const token = /\/reset\?token=([\w-]+)/.exec(outbox)?.[1] ?? "";
  expect(await (await browser.get(`/reset?token=${token}`)).text()).toContain(token);
  expect((await browser.submit("/reset", { token, newPassword: "short" })).status).toBe(400);
  const reset = { token, newPassword: "an entirely new one" };
  const done = await browser.submit("/reset", reset);
  expect([done.status, done.headers.get("location")]).toEqual([303, "/sign-in?done=reset"]);
  const twice = await browser.submit("/reset", reset);
  expect([twice.status, await twice.text()]).toEqual([400, expect.stringContaining("重新申请")]);
  expect((await browser.submit("/reset", { newPassword: "an entirely new one" })).status).toBe(400);
  expect((await browser.submit("/sign-in", { ...who, password: reset.newPassword })).status).toBe(
    303,
  );
});

test("an organisation is changed on its page, and another one chosen", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  await browser.submit("/sign-up", { ...person(), kind: "sme", organisation: "一厂" });
  const made = await browser.submit("/organisations", { kind: "provider", name: "二软件" });
  const place = (made.headers.get("location") ?? "").replace(/\?.*/, "");
  const change = { version: "1", name: "二软件有限公司", headcount: "12", revenueFen: "300万" };
  expect((await browser.submit(place, change)).status).toBe(303);
  const page = await (await browser.get(place)).text();
  for (const text of ["二软件有限公司", "12 人", "300 万元"]) expect(page).toContain(text);
  const stale = await browser.submit(place, { ...change, name: "三软件" });
  expect([stale.status, await stale.text()]).toEqual([412, expect.stringContaining("三软件")]);
  const wrong = await browser.submit(place, { version: "2", name: "", revenueFen: "很多" });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("很多")]);
  expect((await browser.submit(place, { version: "2", name: "二软件" })).status).toBe(303);
  expect(await (await browser.get(place)).text()).not.toContain("12 人");
  const me = await (await browser.get("/me")).text();
  const other = /name="organisationId" value="([0-9a-f-]+)"/.exec(me)?.[1] ?? "";
  expect(place).not.toContain(other);
  const chosen = await browser.submit("/me/organisation", { organisationId: other });
  expect(chosen.status).toBe(303);
  expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({
    activeOrganisationId: other,
  });
  const foreign = { organisationId: crypto.randomUUID() };
  expect((await browser.submit("/me/organisation", foreign)).status).toBe(404);
});

test("who was on the way to something goes on from there, through signing in and registering a firm", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  const to = encodeURIComponent("/requests/new?match=x");
  expect(await (await browser.get(`/sign-in?next=${to}`)).text()).toContain("接着发布需求");
  await browser.submit("/sign-up", { ...person(), kind: "none" });
  const needed = await (await browser.get("/requests/new?text=abc")).text();
  const link = /\/organisations\/new\?[^"]*/.exec(needed)?.[0].replaceAll("&amp;", "&") ?? "";
  const page = await (await browser.get(link)).text();
  expect(page).toContain("接着发布需求");
  const next = /name="next" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const bad = await browser.submit("/organisations", { kind: "sme", next });
  expect([bad.status, await bad.text()]).toEqual([
    400,
    expect.stringContaining(`name="next" value="${next}"`),
  ]);
  const made = await browser.submit("/organisations", { kind: "sme", name: "永康小锤厂", next });
  expect([made.status, made.headers.get("location")]).toEqual([303, "/requests/new?text=abc"]);
  const off = { kind: "sme", name: "永康小锤二厂", next: "//elsewhere.example" };
  const own = await browser.submit("/organisations", off);
  expect(own.headers.get("location")).toMatch(/^\/organisations\//);
});

test("who comes to apply as a provider is asked for a provider", async () => {
  const { app } = await testApp();
  const chosen = async (path: string) =>
    /name="kind" value="(\w+)" checked/.exec(await (await app.request(path)).text())?.[1];
  const join = await (await app.request("/join")).text();
  const link = /\/sign-up\?[^"]*/.exec(join)?.[0].replaceAll("&amp;", "&") ?? "";
  expect(await chosen(link)).toBe("provider");
  expect(await chosen("/sign-up?next=%2Fdesk%2Fprovider%2Fapplication")).toBe("provider");
  expect(await chosen("/sign-up")).toBe("sme");
});
