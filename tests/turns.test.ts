import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import { form, json, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";

const office = "203.0.113.7";
const need = { text: "想上扫码报工" };

/** As clients send it: with its length. */
function sized<T extends ReturnType<typeof json> | ReturnType<typeof form>>(init: T) {
  const length = new TextEncoder().encode(init.body.toString()).length;
  return { ...init, headers: { ...init.headers, "content-length": `${length}` } };
}

/** As if that many had just been made from there. */
async function used(db: Awaited<ReturnType<typeof testApp>>["db"], what: string, count: number) {
  const row = { key: `${what}|${office}`, count, lastRequest: Date.now() };
  await db.insertInto("rateLimit").values(row).execute();
}

test("beyond six hundred matches a minute an address is told to wait, on a page and by API", async () => {
  const { app, db, clock } = await testApp({}, office);
  await used(db, "match", 599);
  expect((await app.request("/match", sized(form(need)))).status).toBe(200);
  const page = await app.request("/match", sized(form(need)));
  expect([page.status, page.headers.get("retry-after")]).toEqual([429, "60"]);
  const text = await page.text();
  expect(text).toContain("<h1>操作太频繁，请过 1 分钟再试</h1>");
  expect(text).toContain("填写的内容还在");
  for (const path of ["/api/v1/matches", "/api/v1/needs/understand"])
    expect((await app.request(path, sized(json(need)))).status).toBe(429);
  expect((await app.request("/requests/new", sized(form(need)))).status).toBe(429);
  expect((await app.request("/search")).status).toBe(200);
  const later = Date.now() + 61_000;
  clock.now = () => new Date(later);
  expect((await app.request("/match", sized(form(need)))).status).toBe(200);
});

test("a long need takes more turns than a short one, however it is sent", async () => {
  const { app, db } = await testApp({}, office);
  const long = { text: "仓库里的货找不到，盘点要三天。".repeat(600) };
  const taken = async (path: string, init?: RequestInit) => {
    await db.deleteFrom("rateLimit").execute();
    await app.request(path, init);
    return (await db.selectFrom("rateLimit").select("count").executeTakeFirstOrThrow()).count;
  };
  const understand = "/api/v1/needs/understand";
  expect(await taken(understand, sized(json(need)))).toBe(1);
  expect(await taken("/match", sized(form(need)))).toBe(1);
  expect(await taken(understand, sized(json(long)))).toBe(14);
  expect(await taken("/match", sized(form(long)))).toBe(14);
  expect(await taken(`/match?${new URLSearchParams(long).toString()}`)).toBe(14);
  const asHead = `/match?${new URLSearchParams(long).toString()}`;
  expect(await taken(asHead, { method: "HEAD" })).toBe(14);
  // Nobody knows how long it will be.
  expect(await taken(understand, json(need))).toBeGreaterThan(10);
});

test("whatever length is said, a need takes as many turns as the longest at most, and never none", async () => {
  const { app, db } = await testApp({}, office);
  const counts = [];
  for (const length of ["9007199254740991", "1e300", "-99999", "many", "0"]) {
    await db.deleteFrom("rateLimit").execute();
    const { headers, ...init } = json(need);
    const told = { ...init, headers: { ...headers, "content-length": length } };
    const { status } = await app.request("/api/v1/needs/understand", told);
    const [row] = await db.selectFrom("rateLimit").select("count").execute();
    counts.push([length, status < 500, row?.count]);
  }
  expect(counts).toEqual([
    // Too long to be read at all.
    ["9007199254740991", true, undefined],
    ["1e300", true, 16],
    ["-99999", true, 1],
    ["many", true, 16],
    ["0", true, 1],
  ]);
});

test("to call JSON a link makes it no cheaper", async () => {
  const { app, db } = await testApp({}, office);
  const { headers, ...init } = sized(json({ text: "仓库里的货找不到，盘点要三天。".repeat(600) }));
  const type = { "content-type": "application/json; charset=urlencoded" };
  await app.request("/api/v1/needs/understand", { ...init, headers: { ...headers, ...type } });
  const { count } = await db.selectFrom("rateLimit").select("count").executeTakeFirstOrThrow();
  expect(count).toBe(14);
});

test("who sits at the machine itself is not counted", async () => {
  const { app, db } = await testApp();
  await app.request("/match", sized(form(need)));
  expect(await db.selectFrom("rateLimit").select("key").execute()).toEqual([]);
});

test("one address sends no more than a hundred invitations an hour", async () => {
  const { app, db } = await testApp({}, office);
  const browser = browserOn(app);
  const firm = { organisation: "永康小锤厂", kind: "sme" };
  await browser.submit("/sign-up", { ...person(), ...firm });
  const { id } = await db.selectFrom("organisation").select("id").executeTakeFirstOrThrow();
  await used(db, "invite", 99);
  const invite = async (email: string) =>
    await browser.submit(`/organisations/${id}/invitations`, { email, role: "member" });
  expect((await invite("one@example.test")).status).toBe(201);
  expect((await invite("two@example.test")).status).toBe(429);
  expect(await db.selectFrom("mail").select("recipient").execute()).toHaveLength(1);
});

test("counts of yesterday are thrown away", async () => {
  const { db } = await testApp();
  await used(db, "match", 3);
  await runJobs(db, new Date());
  expect(await db.selectFrom("rateLimit").select("key").execute()).toHaveLength(1);
  await runJobs(db, new Date(Date.now() + 25 * 3_600_000));
  expect(await db.selectFrom("rateLimit").select("key").execute()).toEqual([]);
});
