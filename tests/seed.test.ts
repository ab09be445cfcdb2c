import { expect, test, vi } from "vitest";
import { demoExists, seedDemo } from "../scripts/seed.ts";
import type { Db } from "../src/db/connect.ts";
import { states } from "../src/db/states.ts";
import { read, testApp } from "./support/app.ts";
import { browserOn } from "./support/browser.ts";
import { makePerson } from "./support/make.ts";

vi.setConfig({ testTimeout: 30_000 });

test("the demo fills an empty database once, whoever starts at the same time", async () => {
  const { app, db } = await testApp();
  const [first, second] = await Promise.all([seedDemo(db), seedDemo(db)]);
  expect(first).toEqual(second);
  const filled = await sizes(db);
  expect(filled).toMatchObject({ provider: 43, solution: 83, case: 21, request: 14 });
  expect(await seedDemo(db)).toEqual(first);
  expect(await sizes(db)).toEqual(filled);

  const { hits } = await read<{ hits: { name: string }[] }>(
    await app.request(`/api/v1/search?q=${encodeURIComponent("扫码报工")}&type=solution`),
  );
  expect(hits.map(({ name }) => name)).toContain("工票码");

  const browser = browserOn(app);
  for (const { email, password } of first.filter((_, i) => i % 3 === 0)) {
    const signedIn = await browser.post("/api/auth/sign-in/email", { email, password });
    expect([email, signedIn.status]).toEqual([email, 200]);
    const me = await read<{ email: string }>(await browser.get("/api/v1/me"));
    expect(me.email).toBe(email);
  }
});

test("the demo shows every state, in the past, and bears its mark everywhere", async () => {
  const { db } = await testApp();
  const now = new Date();
  await seedDemo(db, now);
  const requests = await db.selectFrom("request").select(["status", "outcome"]).execute();
  expect(new Set(requests.map(({ status }) => status))).toEqual(new Set(states.request));
  expect(new Set(requests.flatMap(({ outcome }) => outcome ?? []))).toEqual(
    new Set(states.outcome),
  );
  const ahead = await db.selectFrom("audit_event").select("id").where("at", ">=", now).execute();
  expect(ahead).toEqual([]);
  for (const table of ["organisation", "provider", "case"] as const) {
    const real = await db.selectFrom(table).select("id").where("demo", "=", false).execute();
    expect([table, real]).toEqual([table, []]);
  }
  const names = await db.selectFrom("provider").select(["name", "status"]).execute();
  expect(names.filter(({ name }) => !name.endsWith("（演示）"))).toEqual([]);
  expect(new Set(names.map(({ status }) => status))).toEqual(
    new Set(["imported", "applying", "listed", "suspended"]),
  );
});

test("a database that people use already is left alone", async () => {
  const { db } = await testApp();
  await makePerson(db);
  expect(await seedDemo(db)).toEqual([]);
  expect([await demoExists(db), (await sizes(db)).provider]).toEqual([false, 0]);
});

test("a seed that fails leaves nothing", async () => {
  const { db } = await testApp();
  await db
    .insertInto("provider")
    .values({ external_key: "demo-p07", status: "imported", name: "别的" })
    .execute();
  await expect(seedDemo(db)).rejects.toThrow(/external_key/);
  expect([await demoExists(db), (await sizes(db)).provider]).toEqual([false, 1]);
});

async function sizes(db: Db) {
  const tables = ["provider", "solution", "case", "request", "audit_event", "notice"] as const;
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { count } = await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return [table, count] as const;
    }),
  );
  return Object.fromEntries(counts);
}
