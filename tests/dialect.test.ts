import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../src/db/connect.ts";
import { plannedAnew } from "../src/db/planned.ts";
import { testApp } from "./support/app.ts";

const row = { recipient: "a@example.test", subject: "A", body: "" };

test("what a failed transaction still sends is neither joined to its rollback nor committed alone", async () => {
  const { db } = await testApp();
  // Whether the late insert meets the rollback is chance, so it is tried often.
  for (let i = 0; i < 60; i++) {
    const failing = db.transaction().execute(async (trx) => {
      const late = async () => {
        await sql`select 1`.execute(db);
        await trx
          .insertInto("mail")
          .values({ ...row, subject: `${i}` })
          .execute();
      };
      await Promise.all([sql`select 1 / 0`.execute(trx), late()]);
    });
    await expect(failing).rejects.toThrow("division by zero");
  }
  await sql`select pg_sleep(0.05)`.execute(db);
  expect(await db.selectFrom("mail").select("id").execute()).toEqual([]);
});

test("a commit that PostgreSQL turns into a rollback is an error", async () => {
  const { db } = await testApp();
  const swallowed = db.transaction().execute(async (trx) => {
    await trx.insertInto("mail").values(row).execute();
    await sql`select 1 / 0`.execute(trx).catch(() => {});
  });
  await expect(swallowed).rejects.toThrow("rolled back");
  expect(await db.selectFrom("mail").select("id").execute()).toEqual([]);
});

test("connections that died while idle are replaced without a failure", async () => {
  const { db } = await testApp();
  const work = async () =>
    await db.transaction().execute(async (trx) => await sql`select pg_sleep(0.02)`.execute(trx));
  await Promise.all([work(), work(), work()]);
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db);
  await sql`select pg_sleep(0.1)`.execute(db).catch(() => {});
  for (let i = 0; i < 3; i++) await work();
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});

test("a statement marked so is planned anew, others are kept", async () => {
  const { url } = await testApp();
  const db = connect(url, 1);
  onTestFinished(async () => await db.destroy());
  await sql`${plannedAnew} select ${"of this"}::text as marked`.execute(db);
  await sql`select ${"of that"}::text as unmarked`.execute(db);
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement like '%marked'`.execute(db);
  expect(rows).toEqual([{ statement: "select $1::text as unmarked" }]);
});
