import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { verifyAudit } from "../src/audit/seal-service.ts";
import { connect, type Db } from "../src/db/connect.ts";
import { makeMonthsAhead } from "../src/jobs/months.ts";
import { runJobs } from "../src/jobs/service.ts";
import { migrate } from "../scripts/migrate.ts";
import { read, testApp } from "./support/app.ts";
import { inDays, sealed, write } from "./support/audit-chain.ts";
import { makeAdministrator } from "./support/make.ts";
import { databaseAfter } from "./support/old-database.ts";

const tables = ["audit_event", "notice", "match_result"];

/** Noon in China on the tenth of the month so many months from now. */
function inMonths(count: number): Date {
  const china = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(china.getUTCFullYear(), china.getUTCMonth() + count, 10, 4));
}

/** `_202611`, as the partitions are called. */
const tail = (count: number) => `_${inMonths(count).toISOString().slice(0, 7).replace("-", "")}`;

async function partitionsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${sql.lit(table)}::regclass order by 1`.execute(db);
  return rows.map(({ name }) => name.slice(table.length));
}

/** Each row lies where: the name of its partition, in the order of its time. */
async function placesOf(db: Db, table: string, dated = "created_at"): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select tableoid::regclass::text as place from ${sql.id(table)} order by ${sql.id(dated)}`.execute(
    db,
  );
  return rows.map(({ place }) => place.slice(table.length));
}

async function writeAt(db: Db, at: Date, count = 1): Promise<void> {
  await sql`
    insert into audit_event (at, actor, kind, thing_kind, thing_id)
    select ${at}, '张三', 'request.changed', 'request', uuidv7() from generate_series(1, ${count}::int)`.execute(
    db,
  );
  await sql`
    insert into notice (user_id, kind, params, link, created_at)
    select uuidv7(), 'request.opened', '{}', '/', ${at} from generate_series(1, ${count}::int)`.execute(
    db,
  );
  await sql`
    insert into match_result (text, needs, result, engine, weights_version, lexicon_version, created_at)
    select '扫码', '[]', '{}', 'postgresql', '1', '1', ${at} from generate_series(1, ${count}::int)`.execute(
    db,
  );
}

function other(url: string): Db {
  const db = connect(url, 1);
  onTestFinished(async () => await db.destroy());
  return db;
}

/** Somebody whose transaction holds that lock until he is told to let go. */
async function holding(url: string, lock: ReturnType<typeof sql>) {
  const db = other(url);
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ended = db.transaction().execute(async (trx) => {
    await lock.execute(trx);
    held.resolve();
    await over.promise;
  });
  await held.promise;
  return async () => {
    over.resolve();
    await ended;
  };
}

test("a new database has this month and three more, each row lies in its month", async () => {
  const { db } = await testApp();
  for (const table of tables)
    expect(await partitionsOf(db, table)).toEqual([0, 1, 2, 3].map(tail).concat("_default"));
  for (const months of [-1, 0, 1, 3, 4]) await writeAt(db, inMonths(months));
  const places = ["_default", tail(0), tail(1), tail(3), "_default"];
  expect(await placesOf(db, "audit_event", "at")).toEqual(places);
  expect(await placesOf(db, "notice")).toEqual(places);
  expect(await placesOf(db, "match_result")).toEqual(places);
});

test("a month begins at midnight in China and has every index of the table", async () => {
  const { db } = await testApp();
  await makeMonthsAhead(db, inMonths(1));
  const first = new Date(inMonths(4).getTime() - 9.5 * 86_400_000);
  await writeAt(db, new Date(first.getTime() - 1));
  await writeAt(db, first);
  expect(await placesOf(db, "notice")).toEqual([tail(3), tail(4)]);
  const { rows } = await sql<{ same: boolean }>`
    select (select count(*) from pg_index where indrelid = i.inhrelid)
      = (select count(*) from pg_index where indrelid = i.inhparent) as same
    from pg_inherits i where i.inhparent::regclass::text = any(${tables})`.execute(db);
  expect(rows.map(({ same }) => same)).toEqual(Array.from({ length: 18 }, () => true));
});

test("while there are three months ahead the job asks the catalogue and locks nothing", async () => {
  const { db, url } = await testApp();
  const release = await holding(
    url,
    sql`lock table audit_event, notice, match_result in share update exclusive mode`,
  );
  await makeMonthsAhead(db, inMonths(0));
  // Here it would have to.
  await expect(makeMonthsAhead(db, inMonths(1))).rejects.toThrow("months without a partition");
  await release();
});

test("at the turn of a month one more is made, once, however often and by how many", async () => {
  const { db, url } = await testApp();
  await makeMonthsAhead(db, inMonths(1));
  await makeMonthsAhead(db, inMonths(1));
  for (const table of tables)
    expect(await partitionsOf(db, table)).toEqual([0, 1, 2, 3, 4].map(tail).concat("_default"));
  const machines = Array.from({ length: 6 }, () => other(url));
  await Promise.all(machines.map(async (one) => await makeMonthsAhead(one, inMonths(5))));
  await makeMonthsAhead(db, inMonths(5));
  for (const table of tables)
    expect(await partitionsOf(db, table)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map(tail).concat("_default"),
    );
});

test("what the default partition holds of a month is moved, and the seals still fit", async () => {
  const { db } = await testApp();
  await write(db, 3, 1);
  // In the default partition, as after months in which the job failed; what is before and after them stays.
  for (const months of [-9, 8, 10, 20]) await writeAt(db, inMonths(months), 2);
  await sealed(db, inMonths(21));
  const before = await db.selectFrom("audit_event").selectAll().orderBy("number").execute();
  await makeMonthsAhead(db, inMonths(10));
  const places = ["_default", tail(8), tail(10), "_default"].flatMap((place) => [place, place]);
  expect(await placesOf(db, "notice")).toEqual(places);
  expect(await placesOf(db, "match_result")).toEqual(places);
  const events = await placesOf(db, "audit_event", "at");
  expect(events.slice(0, 2).concat(events.slice(5))).toEqual(places);
  expect(await db.selectFrom("audit_event").selectAll().orderBy("number").execute()).toEqual(
    before,
  );
  expect(await verifyAudit(db)).toMatchObject({ events: 11, misfit: null });
});

test("who reads and writes a month while its rows are moved misses none and meets no error", async () => {
  const { db, url } = await testApp();
  const at = inMonths(10);
  await writeAt(db, at, 3000);
  const { id } = await db.selectFrom("notice").select("id").limit(1).executeTakeFirstOrThrow();
  const end = new AbortController();
  let added = 0;
  const touched: bigint[] = [];
  const workers = Array.from({ length: 4 }, async () => {
    const one = other(url);
    while (!end.signal.aborted) {
      await writeAt(one, at);
      added++;
      const { numUpdatedRows } = await one
        .updateTable("notice")
        .set({ read_at: at })
        .where("id", "=", id)
        .executeTakeFirst();
      touched.push(numUpdatedRows);
    }
  });
  // Others may be in its way for a moment; it comes again every minute.
  await expect.poll(async () => await madeAll(db, at), { timeout: 15_000 }).toBe(true);
  end.abort();
  await Promise.all(workers);
  expect(added).toBeGreaterThan(0);
  expect(touched.every((count) => count === 1n)).toBe(true);
  for (const table of tables) {
    const places = await placesOf(db, table, table === "audit_event" ? "at" : "created_at");
    expect(places.length).toBe(3000 + added);
    expect(new Set(places)).toEqual(new Set([tail(10)]));
  }
});

const madeAll = async (db: Db, now: Date) =>
  await makeMonthsAhead(db, now).then(
    () => true,
    () => false,
  );

test("who reads for long is not waited for, and keeps no other table from its months", async () => {
  const { db, url } = await testApp();
  const release = await holding(url, sql`select count(*) from notice`);
  const began = Date.now();
  await expect(makeMonthsAhead(db, inMonths(1))).rejects.toThrow("months without a partition");
  expect(Date.now() - began).toBeLessThan(2000);
  expect(await partitionsOf(db, "notice")).not.toContain(tail(4));
  expect(await partitionsOf(db, "audit_event")).toContain(tail(4));
  expect(await partitionsOf(db, "match_result")).toContain(tail(4));
  await release();
  await makeMonthsAhead(db, inMonths(1));
  expect(await partitionsOf(db, "notice")).toContain(tail(4));
});

test("a large default partition is left for a quiet hour, when somebody calls for it", async () => {
  const { db } = await testApp();
  await sql`
    insert into audit_event (at, actor, kind, thing_kind, thing_id)
    select ${inMonths(-2)}, repeat('张', 400), 'request.changed', 'request', uuidv7()
    from generate_series(1, 2000)`.execute(db);
  await expect(makeMonthsAhead(db, inMonths(1))).rejects.toMatchObject({
    errors: [{ message: expect.stringContaining("audit_event_default is too large") }],
  });
  expect(await partitionsOf(db, "audit_event")).not.toContain(tail(4));
  expect(await partitionsOf(db, "notice")).toContain(tail(4));
  await sql`select make_month_partitions('audit_event', ${inMonths(1)}::timestamptz, 3)`.execute(
    db,
  );
  expect(await partitionsOf(db, "audit_event")).toContain(tail(4));
});

test("collectors, /readyz and administrators are told when months run out, until the jobs have run", async () => {
  const { app, db, clock } = await testApp();
  const { headers } = await makeAdministrator(db);
  const told = async () => {
    const metrics = await (await app.request("/metrics")).text();
    const { warnings } = await read<{ warnings: { code: string }[] }>(await app.request("/readyz"));
    const desk = await (await app.request("/desk/admin", { headers })).text();
    return {
      ahead: tables.map((table) =>
        Number(metrics.match(`shuqiao_months_ahead{table="${table}"} (\\S+)`)?.[1]),
      ),
      codes: warnings.map(({ code }) => code),
      onDesk: /变动记录、通知、推荐结果按月分开存放/.test(desk),
    };
  };
  const quiet = { codes: [], onDesk: false };
  const loud = { codes: ["months_running_out"], onDesk: true };
  expect(await told()).toEqual({ ahead: [3, 3, 3], ...quiet });
  clock.now = () => inMonths(1);
  expect(await told()).toEqual({ ahead: [2, 2, 2], ...quiet });
  clock.now = () => inMonths(2);
  expect(await told()).toEqual({ ahead: [1, 1, 1], ...loud });
  clock.now = () => inMonths(9);
  expect(await told()).toEqual({ ahead: [-1, -1, -1], ...loud });
  await runJobs(db, inMonths(9));
  expect(await told()).toEqual({ ahead: [3, 3, 3], ...quiet });
});

test("what had gathered in a database of before becomes a partition as it is", async () => {
  const { db } = await databaseAfter("20261129T143000-audit-seal");
  await write(db, 2, 70);
  await write(db, 1, 0);
  for (const months of [-5, 0, 2, 9]) await writeAt(db, inMonths(months));
  await sealed(db, inDays(1));
  const before = await db.selectFrom("audit_event").selectAll().orderBy("number").execute();
  await migrate(db, "migrations");
  const kept = `_until${tail(0)}`;
  for (const table of tables)
    expect(await partitionsOf(db, table)).toEqual(
      [1, 2, 3].map(tail).concat("_default", kept).toSorted(),
    );
  const places = [kept, kept, tail(2), "_default"];
  expect(await placesOf(db, "notice")).toEqual(places);
  expect(await placesOf(db, "match_result")).toEqual(places);
  expect(await placesOf(db, "audit_event", "at")).toEqual([kept, kept, kept, ...places]);
  expect(await db.selectFrom("audit_event").selectAll().orderBy("number").execute()).toEqual(
    before,
  );
  expect((await verifyAudit(db)).misfit).toBe(null);
  await makeMonthsAhead(db, inMonths(1));
  expect(await partitionsOf(db, "notice")).toContain(tail(4));
});
