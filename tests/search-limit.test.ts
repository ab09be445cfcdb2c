import { expect, test } from "vitest";
import { createBuckets } from "../src/accounts/buckets.ts";
import { networkOf } from "../src/accounts/turns.ts";
import { findThings } from "../src/search/find.ts";
import { read, testApp } from "./support/app.ts";
import { makePerson } from "./support/make.ts";

const office = "203.0.113.7";

/** So many of them are answered at once. */
async function answered(app: Awaited<ReturnType<typeof testApp>>["app"], path: string, up = 500) {
  for (let i = 0; i < up; i++) {
    const { status } = await app.request(path);
    if (status === 429) return i;
    expect(status).toBe(200);
  }
  return up;
}

test("who searches too fast is told to wait some seconds, on a page and by API", async () => {
  const { app, clock } = await testApp({}, office);
  const now = Date.now();
  clock.now = () => new Date(now);
  expect(await answered(app, "/api/v1/search?q=ERP")).toBe(100);
  const page = await app.request("/search?q=ERP");
  expect([page.status, page.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await page.text()).toContain("<h1>操作太频繁，请过 1 秒再试</h1>");
  const api = await app.request("/api/v1/search?q=ERP", { headers: { "accept-language": "en" } });
  expect([api.status, api.headers.get("retry-after"), await read(api)]).toMatchObject([
    429,
    "1",
    { code: "too_many", title: "Too many requests; try again in 1 seconds." },
  ]);
  expect((await app.request("/api/v1/suggest?q=e")).status).toBe(429);
  // What is no search goes on.
  expect((await app.request("/")).status).toBe(200);
  expect((await app.request("/match")).status).toBe(200);
  clock.now = () => new Date(now + 1000);
  expect(await answered(app, "/search?q=ERP")).toBe(10);
}, 60_000);

test("a page that nobody is led to is refused before anything is looked up", async () => {
  const { db } = await testApp();
  let asked = 0;
  const search = async (): Promise<never> => {
    asked++;
    throw new Error("asked");
  };
  const finder = { search, retrieve: search };
  const query = { text: "ERP", filter: {}, perPage: 50, now: new Date() };
  await expect(findThings(db, finder, { ...query, page: 201 }, search)).rejects.toThrow(
    "not_found",
  );
  expect(asked).toBe(0);
  await expect(findThings(db, finder, { ...query, page: 200 }, search)).rejects.toThrow("asked");
});

test("suggestions take a quarter of a search, and nothing is written for them", async () => {
  const { app, db, clock } = await testApp({}, office);
  const now = new Date();
  clock.now = () => now;
  expect(await answered(app, "/api/v1/suggest?q=e")).toBe(400);
  expect(await db.selectFrom("rateLimit").select("key").execute()).toEqual([]);
}, 60_000);

test("neither the machine itself nor anybody else is counted with them", async () => {
  const local = await testApp();
  expect(await answered(local.app, "/api/v1/suggest?q=", 450)).toBe(450);
  const take = createBuckets({ most: 2, perSecond: 1, places: 100 });
  expect(["a", "a", "a", "b"].map((who) => take(who, 1, 0))).toEqual([0, 0, 1, 0]);
}, 60_000);

test("a whole IPv6 network has one bucket, and is refused before anything is looked up", async () => {
  const { app, machine, db, clock } = await testApp({}, "2001:db8:1:2:3:4:5:6");
  const now = new Date();
  clock.now = () => now;
  await answered(app, "/api/v1/suggest?q=e");
  const { headers } = await makePerson(db);
  await db.updateTable("access_token").set({ last_used_at: null }).execute();
  const refused = await app.request("/api/v1/suggest?q=e", { headers });
  expect(refused.status).toBe(429);
  const token = await db.selectFrom("access_token").select("last_used_at").executeTakeFirst();
  expect(token?.last_used_at).toBeNull();
  // Another process has buckets of its own.
  expect((await machine().request("/api/v1/suggest?q=e")).status).toBe(200);
}, 60_000);

test("an address is of the same network however short it is written", () => {
  const same = ["2001:db8::1", "2001:db8::2:0:0:3", "2001:db8:0:0:1:2:3:4", "2001:0DB8::ffff"];
  expect([...new Set(same.map(networkOf))]).toEqual(["2001:db8:0:0"]);
  expect(networkOf("2001:db8:1::5")).toBe(networkOf("2001:db8:1:0:5:6:7:8"));
  expect(networkOf("2001:db8:1:2::5")).not.toBe(networkOf("2001:db8:1:3::5"));
  expect([networkOf("203.0.113.7"), networkOf("unknown")]).toEqual(["203.0.113.7", "unknown"]);
});

test("a bucket fills again, never over, and says how long it takes", () => {
  const take = createBuckets({ most: 10, perSecond: 2, places: 100 });
  expect(take("a", 10, 0)).toBe(0);
  expect(take("a", 5, 0)).toBe(3);
  expect(take("a", 5, 2400)).toBe(1);
  expect(take("a", 5, 2500)).toBe(0);
  // A clock that is set back gives nothing and takes nothing.
  expect(take("a", 1, 0)).toBe(1);
  expect(take("a", 10, 3_600_000)).toBe(0);
  expect(take("a", 1, 3_600_000)).toBe(1);
});

test("of more strangers than there is room for those longest unheard of are forgotten", () => {
  const take = createBuckets({ most: 1, perSecond: 1, places: 4 });
  for (const who of ["a", "b", "c"]) expect(take(who, 1, 0)).toBe(0);
  expect(take("a", 1, 0)).toBe(1);
  for (const who of ["d", "e"]) expect(take(who, 1, 0)).toBe(0);
  // Whoever goes on asking is not forgotten.
  expect([take("a", 1, 0), take("b", 1, 0)]).toEqual([1, 0]);
  const many = createBuckets({ most: 1, perSecond: 1, places: 20_000 });
  const began = performance.now();
  for (let i = 0; i < 200_000; i++) many(`${i}`, 1, 0);
  expect(performance.now() - began).toBeLessThan(2000);
});
