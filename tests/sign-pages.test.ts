import { expect, test } from "vitest";
import { testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";

test("a firm registers on the page, signs out and in again", async () => {
  const { app } = await testApp();
  const browser = browserOn(app);
  expect((await browser.get("/sign-up")).status).toBe(200);
  const who = person();
  const firm = {
    kind: "sme",
    organisation: "宁波恒达五金",
    headcount: "60人",
    regionCode: "330200",
  };
  const made = await browser.submit("/sign-up", { ...who, ...firm, industryCode: "C33" });
  expect([made.status, made.headers.get("location")]).toEqual([303, "/desk/sme"]);
  const me = await (await browser.get("/me")).text();
  expect(me).toContain("宁波恒达五金");
  const link = /\/organisations\/[0-9a-f-]{36}/.exec(me)?.[0] ?? "";
  const page = await (await browser.get(link)).text();
  expect(page).toContain("浙江省宁波市");
  expect(page).toContain("60 人");
  expect(page).toContain("企业规模");
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
