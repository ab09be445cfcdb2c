import { expect, test } from "vitest";
import { testApp } from "./support/app.ts";
import { makeMember } from "./support/make.ts";

test("it is alive, ready and described", async () => {
  const { app } = await testApp();
  expect((await app.request("/healthz")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(200);
  expect(await (await app.request("/api/v1/openapi.json")).json()).toMatchObject({
    openapi: "3.1.0",
  });
});

test("what is nowhere is a problem for programs and a page for people", async () => {
  const { app } = await testApp();
  const api = await app.request("/api/v1/nowhere");
  expect([api.status, api.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  const page = await app.request("/nowhere");
  expect([page.status, await page.text()]).toMatchObject([
    404,
    expect.stringContaining("没有找到"),
  ]);
});

test("who follows a mangled or an old link is told so, not asked to correct a form", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "authority", { regionCode: "000000" });
  const mangled = await app.request("/official/imports/template?kind=nothing-of-ours", { headers });
  expect([mangled.status, await mangled.text()]).toEqual([
    400,
    expect.stringContaining("<h1>这个网址里有看不懂的内容。</h1>"),
  ]);
  const old = await app.request("/invitations/made-up");
  expect([old.status, await old.text()]).toEqual([
    404,
    expect.stringContaining("请邀请您的人再发一个"),
  ]);
});

test("where there is nothing at all yet, nobody is told that he searched in vain", async () => {
  const { app } = await testApp();
  const page = await (await app.request("/search")).text();
  expect(page).toContain("现在还没有方案");
  expect(page).not.toContain("“”");
});

test("a token signs in, a made-up one does not", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  expect((await app.request("/api/v1/me", { headers })).status).toBe(200);
  const made = { authorization: "Bearer nothing" };
  expect((await app.request("/api/v1/me", { headers: made })).status).toBe(401);
});
