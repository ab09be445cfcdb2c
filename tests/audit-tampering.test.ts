import { sql } from "kysely";
import { expect, test } from "vitest";
import { verifyAudit } from "../src/audit/seal-service.ts";
import { chain, dayIn, inDays, old, others, sealed, sealsOf } from "./support/audit-chain.ts";

const changes = [
  ["id", sql`uuidv7()`],
  ["at", sql`at + interval '1 microsecond'`],
  ["actor_id", sql`null`],
  ["actor", sql`'李四'`],
  ["organisation_id", sql`uuidv7()`],
  ["kind", sql`'request.added'`],
  ["thing_kind", sql`'case'`],
  ["thing_id", sql`uuidv7()`],
  ["before", sql`'{"title": "旧"}'`],
  ["after", sql`null`],
  ["request_id", sql`'r0'`],
  ["salt", sql`uuidv7()`],
  ["number", sql`number + 100000`],
] as const;

test.for(changes)("a changed %s of an old event is found", async ([column, value]) => {
  const { db } = await chain();
  expect((await verifyAudit(db)).misfit).toBe(null);
  await sql`update audit_event set ${sql.ref(column)} = ${value} where id = (${old})`.execute(db);
  expect((await verifyAudit(db)).misfit).toMatchObject({ day: dayIn(-2), why: "events" });
});

const tampering = [
  ["an event taken away", sql`delete from audit_event where id = (${old})`, -2, "events"],
  [
    "a copy put in among the old ones",
    sql`insert into audit_event (number, at, ${others}) select number, at, ${others} from audit_event where id = (${old})`,
    -2,
    "events",
  ],
  [
    "one put in before the first of all",
    sql`insert into audit_event (number, at, ${others}) select -5, at, ${others} from audit_event where id = (${old})`,
    -2,
    "events",
  ],
  [
    "one put in with an old time",
    sql`insert into audit_event (at, ${others}) select at, ${others} from audit_event where id = (${old})`,
    -2,
    "backdated",
  ],
  [
    "two that changed places",
    sql`update audit_event set number = case number when 4 then 5 else 4 end where number in (4, 5)`,
    -1,
    "events",
  ],
  [
    "other words under the digest of what was erased",
    sql`update audit_event set after = '{}', erased = encode(sha256('x'), 'hex') where id = (${old})`,
    -2,
    "events",
  ],
  [
    "a day that reaches further",
    sql`update audit_seal set last_number = 5 where last_number = 3`,
    -2,
    "events",
  ],
  ["a seal taken away", sql`delete from audit_seal where last_number = 3`, -1, "chain"],
  [
    "a seal that leads on from another",
    sql`update audit_seal set previous = hash where last_number = 6`,
    -1,
    "chain",
  ],
  [
    "a seal that counts otherwise",
    sql`update audit_seal set events = 4 where last_number = 6`,
    -1,
    "events",
  ],
] as const;

test.for(tampering)("%s: found, with the day", async ([, statement, day, why]) => {
  const { db } = await chain();
  expect((await verifyAudit(db)).misfit).toBe(null);
  await statement.execute(db);
  expect((await verifyAudit(db)).misfit).toEqual({ day: dayIn(day), why });
});

test("a chain that was made anew is found by a hash that was kept elsewhere", async () => {
  const { db } = await chain();
  const [first, second] = (await sealsOf(db)).map(({ day, hash }) => ({ day, hash: hash ?? "" }));
  expect(await verifyAudit(db, first)).toMatchObject({ seals: 2, misfit: null });
  const anew = async (now: Date) => {
    await sql`delete from audit_seal`.execute(db);
    await sealed(db, now);
  };
  await anew(inDays(-1));
  expect((await verifyAudit(db)).misfit).toBe(null);
  expect((await verifyAudit(db, second)).misfit).toEqual({ day: dayIn(-1), why: "missing" });
  await anew(inDays(0));
  expect((await verifyAudit(db)).misfit).toBe(null);
  expect((await verifyAudit(db, first)).misfit).toEqual({ day: dayIn(-2), why: "kept" });
  expect((await verifyAudit(db, second)).misfit).toEqual({ day: dayIn(-1), why: "kept" });
});

test("a day that is missing in the middle is found, and an old time also once it is sealed", async () => {
  const { db } = await chain();
  await sql`insert into audit_event (at, ${others}) select at, ${others} from audit_event where id = (${old})`.execute(
    db,
  );
  await sealed(db, inDays(3));
  expect((await verifyAudit(db)).misfit).toEqual({ day: dayIn(-2), why: "backdated" });
  await sql`delete from audit_seal where day = ${dayIn(1)}`.execute(db);
  await sql`delete from audit_event where number = (select max(number) from audit_event)`.execute(
    db,
  );
  await sql`update audit_seal s set previous = (select hash from audit_seal where day = ${dayIn(-1)}) where day = ${dayIn(0)}`.execute(
    db,
  );
  expect((await verifyAudit(db)).misfit?.day).toBe(dayIn(0));
});
