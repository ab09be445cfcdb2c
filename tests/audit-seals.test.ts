import { sql } from "kysely";
import { expect, test } from "vitest";
import { hashDay, sealAudit, verifyAudit } from "../src/audit/seal-service.ts";
import { findSealable } from "../src/audit/seal-store.ts";
import { connect, inTransaction } from "../src/db/connect.ts";
import { testApp } from "./support/app.ts";
import {
  chain,
  dayIn,
  eraseTold,
  inDays,
  old,
  others,
  sealed,
  sealsOf,
  write,
} from "./support/audit-chain.ts";

test("each closed day gets one seal, which leads on from the one before; empty days too", async () => {
  const { db } = await chain();
  await sealed(db, inDays(4));
  await sealed(db, inDays(4));
  const seals = await sealsOf(db);
  expect(seals.map(({ day, events }) => [day, events])).toEqual([
    [dayIn(-2), 3],
    [dayIn(-1), 3],
    [dayIn(0), 3],
    [dayIn(1), 0],
    [dayIn(2), 0],
    [dayIn(3), 0],
  ]);
  expect(seals.map(({ previous }) => previous)).toEqual([
    "",
    ...seals.slice(0, -1).map((s) => s.hash),
  ]);
  expect(new Set(seals.map(({ hash }) => hash)).size).toBe(6);
  expect(await verifyAudit(db)).toEqual({
    seals: 6,
    events: 9,
    last: { day: dayIn(3), hash: seals[5]?.hash },
    misfit: null,
  });
});

test("the first seal takes all that was before, and days off are made up for day by day", async () => {
  const { db } = await testApp();
  await write(db, 2, 9);
  await write(db, 2, 5);
  await sealed(db, inDays(-3));
  await write(db, 4, 3);
  await write(db, 1, 1);
  await write(db, 1);
  await sealed(db, inDays(0));
  expect((await sealsOf(db)).map(({ day, events }) => [day, events])).toEqual([
    [dayIn(-4), 4],
    [dayIn(-3), 4],
    [dayIn(-2), 0],
    [dayIn(-1), 1],
  ]);
  expect((await verifyAudit(db)).misfit).toBe(null);
});

test("what is written before a marking and ends after it is waited for", async () => {
  const { db, url } = await chain();
  const slow = connect(url, 1);
  const [written, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writing = inTransaction(slow, async (trx) => {
    await write(trx, 1);
    written.resolve();
    await over.promise;
  });
  await written.promise;
  // A later number is seen, a lower one is not yet.
  await write(db, 1);
  await sealAudit(db, inDays(1));
  expect(await findSealable(db)).toBe(undefined);
  expect((await sealsOf(db)).at(-1)).toMatchObject({ day: dayIn(0), hash: null });
  over.resolve();
  await writing;
  await slow.destroy();
  await sealed(db, inDays(1));
  expect((await sealsOf(db)).at(-1)).toMatchObject({ day: dayIn(0), events: 5 });
  expect(await verifyAudit(db)).toMatchObject({ events: 11, misfit: null });
});

test("what is written after the seal of its day, by a transaction that began before, is in the next", async () => {
  const { db, url } = await chain();
  const slow = connect(url, 1);
  const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writing = inTransaction(slow, async (trx) => {
    await sql`select now()`.execute(trx);
    begun.resolve();
    await over.promise;
    await write(trx, 1);
  });
  await begun.promise;
  await sealed(db, inDays(1));
  over.resolve();
  await writing;
  await slow.destroy();
  await sealed(db, inDays(2));
  expect((await sealsOf(db)).slice(-2).map(({ day, events }) => [day, events])).toEqual([
    [dayIn(0), 3],
    [dayIn(1), 1],
  ]);
  expect(await verifyAudit(db)).toMatchObject({ events: 10, misfit: null });
});

test("several jobs at once make one chain", async () => {
  const { db, url } = await chain();
  const machines = Array.from({ length: 6 }, () => connect(url, 1));
  await Promise.all(machines.map(async (one, i) => await sealed(one, inDays(1 + (i % 3)))));
  await Promise.all(machines.map(async (one) => await one.destroy()));
  expect((await sealsOf(db)).map(({ day }) => day)).toEqual([-2, -1, 0, 1, 2].map(dayIn));
  expect(await verifyAudit(db)).toMatchObject({ seals: 5, events: 9, misfit: null });
});

test("what is erased lawfully leaves the chain whole, and nothing to guess it from", async () => {
  const { db } = await chain();
  const { rows } = await sql<{ id: string }>`${old}`.execute(db);
  const ids = rows.map(({ id }) => id);
  await eraseTold(db, ids);
  const erased = await db.selectFrom("audit_event").selectAll().where("id", "in", ids).execute();
  expect(erased).toMatchObject([{ actor: "", before: null, after: null }]);
  expect(erased[0]?.salt).toMatch(/^[0-]+$/);
  expect((await verifyAudit(db)).misfit).toBe(null);
  await sql`update audit_event set after = '{"title": "别的"}' where id = ${ids[0]}`.execute(db);
  expect((await verifyAudit(db)).misfit).toEqual({ day: dayIn(-2), why: "events" });
});

test("many events have one hash, whatever the batches and the settings of the connection", async () => {
  const { db, url } = await testApp();
  await write(db, 20_000);
  const whole = { day: dayIn(0), after: null, last: 20_000 };
  const inOne = await hashDay(db, whole, "", 100_000);
  expect(inOne.events).toBe(20_000);
  expect(await hashDay(db, whole, "", 997)).toEqual(inOne);
  // It ends where a batch ends.
  expect(await hashDay(db, whole, "", 5000)).toEqual(inOne);
  expect((await hashDay(db, { ...whole, last: 19_999 }, "")).hash).not.toBe(inOne.hash);
  await sql`do $$ begin execute format('alter database %I set timezone = ''America/Lima''', current_database());
    execute format('alter database %I set datestyle = ''German''', current_database()); end $$`.execute(
    db,
  );
  const elsewhere = connect(url, 1);
  const { hash, events } = inOne;
  expect(await hashDay(elsewhere, whole, "")).toMatchObject({ hash, events });
  await elsewhere.destroy();
});

test("of two with one number none is passed over where a batch ends", async () => {
  const { db } = await chain();
  await sql`insert into audit_event (number, ${others}) select 2, ${others} from audit_event where number = 2`.execute(
    db,
  );
  const day = { day: dayIn(-2), after: null, last: 3 };
  const inOne = await hashDay(db, day, "");
  expect(inOne.events).toBe(4);
  for (const size of [1, 2, 3, 4]) expect(await hashDay(db, day, "", size)).toEqual(inOne);
});

test("a day that was marked on another server, of which this is a copy, is sealed", async () => {
  const { db } = await chain();
  await sealAudit(db, inDays(1));
  await sql`update audit_seal set hash = null, previous = null, events = null, sealed_at = null,
    awaited = '9000000000' where day = ${dayIn(0)}`.execute(db);
  await sealAudit(db, inDays(1));
  expect((await sealsOf(db)).at(-1)?.events).toBe(3);
});
