import { expect, test } from "vitest";
import { indexProviders } from "../src/search/service.ts";
import { read, testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

type Answer = { content?: Record<string, unknown> };
type Document = {
  paths: Record<string, Record<string, { responses?: Record<string, Answer> }>>;
  components: { schemas: Record<string, { properties?: object }> };
};

test("it is alive, ready and described", async () => {
  const { app } = await testApp();
  expect((await app.request("/healthz")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(200);
  expect(await (await app.request("/api/v1/openapi.json")).json()).toMatchObject({
    openapi: "3.1.0",
  });
});

test("a refusal is described as the problem document that it is, and pages are not described", async () => {
  const { app, db } = await testApp();
  const { paths, components } = await read<Document>(await app.request("/api/v1/openapi.json"));
  const answers = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ responses = {} }) => Object.entries(responses)),
  );
  const refusals = answers.filter(([status]) => !status.startsWith("2"));
  expect(new Set(refusals.flatMap(([, { content }]) => Object.keys(content ?? {})))).toEqual(
    new Set(["application/problem+json"]),
  );
  expect(Object.keys(paths).filter((path) => !path.startsWith("/api/"))).toEqual([]);
  const sheets = ["unmet.csv", "exposure.csv"].map((name) => paths[`/api/v1/statistics/${name}`]);
  expect(sheets.map((one) => Object.keys(one?.["get"]?.responses?.["200"]?.content ?? {}))).toEqual(
    [["text/csv"], ["text/csv"]],
  );

  const { headers } = await makeMember(db, "provider");
  const begun = await app.request("/api/v1/applications", { method: "POST", headers });
  const described = Object.keys(components.schemas["Application"]?.properties ?? {});
  expect(Object.keys(await read<object>(begun)).toSorted()).toEqual(described.toSorted());
});

test("a body that does not say it is JSON is refused and not taken for an empty one", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  const send = async (type: string, body = '{"title":"扫码报工"}') =>
    await app.request("/api/v1/requests", {
      method: "POST",
      body,
      headers: { ...headers, "content-type": type },
    });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
    expect(await (await send(type)).json()).toMatchObject({ status: 400, code: "unreadable" });
  const { items } = await read<{ items: unknown[] }>(
    await app.request("/api/v1/requests", { headers }),
  );
  expect(items).toEqual([]);
  for (const type of ["Application/JSON ; charset=utf-8", "application/merge-patch+json"])
    expect((await send(type)).status).toBe(201);
  expect((await send("text/plain", "")).status).toBe(201);
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
    expect.stringContaining("<h1>这个网址里有看不懂的内容</h1>"),
  ]);
  const old = await app.request("/invitations/made-up");
  expect([old.status, await old.text()]).toEqual([
    404,
    expect.stringContaining("请邀请您的人再发一个"),
  ]);
});

test("where there is nothing at all yet, nobody is told that he searched in vain", async () => {
  const { app } = await testApp();
  const open = async (path: string) => await (await app.request(path)).text();
  for (const [type, word] of [
    ["solution", "方案"],
    ["provider", "服务商"],
    ["case", "案例"],
  ] as const)
    for (const asked of ["", "&q=扫码报工", "&q=扫码报工&scene=production", "&scene=production"]) {
      const page = await open(`/search?type=${type}${asked}`);
      expect([type, asked, page.includes(`现在还没有${word}`)]).toEqual([type, asked, true]);
      expect(page).not.toMatch(/没有找到和|换个说法|去掉全部条件|也许是|“”/u);
    }
  expect(decodeURIComponent(await open("/search?q=扫码报工"))).toContain(
    'href="/requests/new?text=扫码报工"',
  );
  const match = await open("/match?text=想上个扫码报工");
  expect(match).toContain("目前没有合适的方案");
  expect(match).not.toMatch(/下面的推荐|邀请已核验/u);
  expect((await app.request("/solutions")).headers.get("location")).toBe("/search");
});

test("what others have is still found where there is nothing of one kind", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId);
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  const cases = await (await app.request("/search?type=case&q=报工")).text();
  expect(cases).toContain("现在还没有案例");
  expect(cases).toContain("看相关的方案");
  const solutions = await (await app.request("/search?q=西瓜")).text();
  expect(solutions).toContain("没有找到和“西瓜”有关的方案");
});

test("a token signs in, a made-up one does not", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  expect((await app.request("/api/v1/me", { headers })).status).toBe(200);
  const made = { authorization: "Bearer nothing" };
  expect((await app.request("/api/v1/me", { headers: made })).status).toBe(401);
});
