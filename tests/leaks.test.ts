import { expect, test } from "vitest";
import { isPrivate, readConfig } from "../src/config.ts";
import { form, json, read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeMember, makeSolution } from "./support/make.ts";
import { type Body, market, need, offer, published } from "./support/market.ts";

test("what is refused carries nothing of what it hides", async () => {
  const all = await market();
  const id = await published(all);
  const sent = await all.provider.send("POST", `/requests/${id}/proposals`, offer);
  const { id: proposal } = await read<Body>(sent);
  for (const who of [all.rival, all.sme, all.stranger]) {
    const answer = await who.send("GET", `/proposals/${proposal}`);
    expect([answer.status, answer.headers.get("etag")]).toEqual([404, null]);
  }
  expect((await all.provider.send("GET", `/proposals/${proposal}`)).headers.get("etag")).toBe(
    '"1"',
  );
});

test("a published request stays as sealed as it was", async () => {
  const all = await market();
  const id = await published(all);
  await all.provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  const opened = await all.sme.send("PATCH", `/requests/${id}`, { sealed: false }, 2);
  expect([opened.status, await opened.text()]).toEqual([
    400,
    expect.stringContaining("fixed_when_published"),
  ]);
  const same = await all.sme.send("PATCH", `/requests/${id}`, { sealed: true, headcount: 60 }, 2);
  expect(same.status).toBe(200);
  expect(await all.sme.get(`/requests/${id}/proposals`)).toMatchObject({ count: 1, items: [] });
});

test("who of the invited has proposed shows only when sealed proposals are opened", async () => {
  const all = await market();
  const id = await published(all);
  const providers = [{ providerId: all.providerId }];
  await all.sme.send("POST", `/requests/${id}/invitations`, { providers });
  await all.provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  const invited = async () => await all.sme.get(`/requests/${id}/invitations`);
  expect(await invited()).toMatchObject({ items: [{ answered: false }] });
  await all.sme.send("POST", `/requests/${id}/close`);
  expect(await invited()).toMatchObject({ items: [{ answered: true }] });
});

test("an invitation names only what that provider offers", async () => {
  const all = await market();
  const id = await published(all);
  const theirs = await makeSolution(all.db, all.rivalId);
  const own = await makeSolution(all.db, all.providerId);
  const draft = await all.provider.send("POST", "/solutions", { name: "x", category: "upgrade" });
  const { id: hidden } = await read<Body>(draft);
  const invite = async (solutionId: string) => {
    const providers = [{ providerId: all.providerId, solutionId }];
    return (await all.sme.send("POST", `/requests/${id}/invitations`, { providers })).status;
  };
  for (const solutionId of [crypto.randomUUID(), theirs, hidden])
    expect(await invite(solutionId)).toBe(400);
  expect(await invite(own)).toBe(201);
});

test("what was made for one person is kept by no cache", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  const cachingOf = async (path: string, signedIn = {}) =>
    (await app.request(path, { headers: signedIn })).headers.get("cache-control");
  for (const path of ["/me", "/api/v1/me", "/requests", "/search", "/api/v1/search", "/nowhere"])
    expect([path, await cachingOf(path, headers)]).toEqual([path, "no-store"]);
  for (const path of ["/reset?token=secret", "/invitations/secret", "/api/auth/get-session", "/me"])
    expect([path, await cachingOf(path)]).toEqual([path, "no-store"]);
  expect(await cachingOf("/search")).toBe("no-cache");
  // But the page that answers a form may be come back to, until one signs out.
  const matches = await app.request("/match", form({ text: "想上扫码报工" }, headers));
  expect([matches.status, matches.headers.get("cache-control")]).toEqual([
    200,
    "private, no-cache",
  ]);
  const refused = await app.request("/requests", form({ budget: "看情况" }, headers));
  expect([refused.status, refused.headers.get("cache-control")]).toEqual([
    400,
    "private, no-cache",
  ]);
  const reset = await app.request("/reset", form({ token: "secret" }));
  expect([reset.status, reset.headers.get("cache-control")]).toEqual([400, "no-store"]);
  const out = await app.request("/sign-out", form({}, headers));
  expect(out.headers.get("clear-site-data")).toBe('"cache"');
});

test("a browser is told to insist on TLS, and cookies do, where there is TLS", async () => {
  const strict = "strict-transport-security";
  const plain = await testApp();
  expect((await plain.app.request("/sign-in")).headers.get(strict)).toBeNull();
  const { app } = await testApp({ publicUrl: "https://shuqiao.example" });
  expect((await app.request("/sign-in")).headers.get(strict)).toMatch(/^max-age=\d{8}/);
  const origin = { origin: "https://shuqiao.example" };
  const made = await app.request("/api/auth/sign-up/email", json(person(), origin));
  expect(made.headers.get("set-cookie")).toMatch(/^__Secure-.*HttpOnly; Secure; SameSite=Lax/);
});

test.for([
  ["no origin", {}],
  ["a blank origin", { origin: "null" }],
  ["another site", { origin: "http://localhost.evil.example" }],
  ["another port", { origin: "http://localhost:81" }],
])("what carries a cookie from %s changes nothing", async ([, headers]) => {
  const { app } = await testApp();
  const browser = browserOn(app);
  await browser.post("/api/auth/sign-up/email", person());
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await app.request("/api/v1/me", {
      method,
      headers: { ...Object(headers), cookie, "content-type": "application/json" },
      body: JSON.stringify({ name: "x" }),
    });
    expect([method, answer.status]).toEqual([method, 403]);
  }
});

test.for([
  [{}, true],
  [{ HOST: "::1", PUBLIC_URL: "http://[::1]:80" }, true],
  [{ PUBLIC_URL: "http://localhost:8787" }, true],
  [{ HOST: "0.0.0.0", PUBLIC_URL: "http://127.0.0.1:8787" }, false],
  [{ PUBLIC_URL: "https://shuqiao.example" }, false],
  [{ TRUSTED_PROXY: "127.0.0.1", PUBLIC_URL: "http://localhost" }, false],
] as const)("with %o unsent mail may be read: %s", ([given, shown]) => {
  const secrets = { DATABASE_URL: "postgres://a", AUTH_SECRET: "x".repeat(32) };
  expect(isPrivate(readConfig({ ...secrets, ...given }))).toBe(shown);
});

test.for([{ HOST: "0.0.0.0" }, { HOST: "::" }, { TRUSTED_PROXY: "127.0.0.1" }])(
  "with %o the address for links in mail must be given",
  (given) => {
    const secrets = { DATABASE_URL: "postgres://a", AUTH_SECRET: "x".repeat(32) };
    expect(() => readConfig({ ...secrets, ...given })).toThrow("PUBLIC_URL");
  },
);

test("an official does not choose his own jurisdiction", async () => {
  const { app, db } = await testApp();
  const { headers, organisationId } = await makeMember(db, "authority", { regionCode: "330300" });
  const path = `/api/v1/organisations/${organisationId}`;
  const change = async (body: object) =>
    (
      await app.request(path, {
        ...json(body, { ...headers, "if-match": '"1"' }),
        method: "PATCH",
      })
    ).status;
  for (const regionCode of ["330000", "110000", null])
    expect(await change({ regionCode })).toBe(400);
  const form330 = { name: "x", regionCode: "330000", version: "1" };
  const page = await app.request(`/organisations/${organisationId}`, form(form330, headers));
  expect(page.status).toBe(400);
  expect(await change({ regionCode: "330300", contactName: "李科" })).toBe(200);
});

test.for(["十", "五百", "扫码报工", "9", "1 ", "a        "])(
  "a long need of nothing but %s takes about as much longer as it is longer",
  async (piece) => {
    const { app } = await testApp();
    const took = async (length: number) => {
      const text = piece.repeat(Math.floor(length / piece.length));
      const began = performance.now();
      const answer = await app.request("/api/v1/needs/understand", json({ text }));
      expect(answer.status).toBe(200);
      return performance.now() - began;
    };
    const quickest = async (length: number) => {
      const times = [];
      for (let i = 0; i < 4; i++) times.push(await took(length));
      return Math.min(...times);
    };
    await took(100);
    // Four times as long: sixteen times as much work would be a way to stop us.
    expect((await quickest(10_000)) / (await quickest(2500))).toBeLessThan(9);
  },
);

test("a form whose version is no number is stale, and an address with a NUL leads nowhere", async () => {
  const { app, db } = await testApp();
  const { headers, organisationId } = await makeMember(db, "sme");
  for (const path of ["/me", `/organisations/${organisationId}`])
    for (const version of ["1e400", "x", "-1", "0.5", ""]) {
      const answer = await app.request(path, form({ name: "王小明", version }, headers));
      expect([path, version, answer.status]).toEqual([path, version, 412]);
    }
  expect((await app.request("/search?page=%00", { headers })).status).toBe(400);
});

test("what no database can hold is refused where it comes in", async () => {
  const { sme } = await market();
  const codeOf = async (body: object) => {
    const answer = await sme.send("POST", "/requests", { ...need, ...body });
    return [answer.status, (await read<{ errors: { code: string }[] }>(answer)).errors?.[0]?.code];
  };
  let deep: object = {};
  for (let i = 0; i < 300; i++) deep = { deep };
  expect(await codeOf({ needs: [{ a: "\0" }] })).toEqual([400, "unwanted_characters"]);
  expect(await codeOf({ needs: [{ "a\0": 1 }] })).toEqual([400, "unwanted_characters"]);
  expect(await codeOf({ needs: [deep] })).toEqual([400, "too_deep"]);
  expect(await codeOf({ needs: [{ a: "长".repeat(200_000) }] })).toEqual([400, "too_large"]);
  expect(await codeOf({ wantedBy: "0000-01-01" })).toEqual([400, "out_of_range"]);
  expect(await codeOf({ closesAt: "9999-12-31T23:59:59-23:59" })).toEqual([400, "out_of_range"]);
  expect(await codeOf({ needs: [{ category: { code: "upgrade" } }] })).toEqual([201, undefined]);
});
