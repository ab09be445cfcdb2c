import { sql } from "kysely";
import { sealAudit } from "../../src/audit/seal-service.ts";
import type { Db } from "../../src/db/connect.ts";
import { chinaDay } from "../../src/time.ts";
import { testApp } from "./app.ts";

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
export const dayIn = (days: number) => chinaDay(inDays(days));

/** So many events, made so many days ago, the oldest first. */
export async function write(db: Db, count: number, daysAgo = 0): Promise<void> {
  await sql`
    insert into audit_event (at, actor_id, actor, organisation_id, kind, thing_kind, thing_id, before, after, request_id)
    select now() - make_interval(days => ${daysAgo}), uuidv7(), '张三', uuidv7(), 'request.changed',
      'request', uuidv7(), jsonb_build_object('title', '旧' || n), jsonb_build_object('title', '新' || n), 'r' || n
    from generate_series(1, ${count}::int) n`.execute(db);
}

/** As whoever erases lawfully will: the digest of what an event told of people stays, and no salt to guess it by. */
export async function eraseTold(db: Db, ids: readonly string[]): Promise<void> {
  const told = sql`salt || jsonb_build_array(actor, before, after)::text`;
  await sql`
    update audit_event set erased = encode(sha256(convert_to(${told}, 'UTF8')), 'hex'), actor = '',
      before = null, after = null, salt = '00000000-0000-0000-0000-000000000000'
    where id = any(${ids}::uuid[]) and erased is null`.execute(db);
}

/** The job as it runs every minute: others in the same server may still be at work at first. */
export async function sealed(db: Db, now: Date): Promise<void> {
  const end = Date.now() + 15_000;
  for (;;) {
    await sealAudit(db, now);
    const waiting = await db
      .selectFrom("audit_seal")
      .select("day")
      .where("hash", "is", null)
      .execute();
    if (waiting.length === 0) return;
    if (Date.now() > end) throw new Error(`${waiting.length} days stay unsealed`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const sealsOf = async (db: Db) =>
  await db
    .selectFrom("audit_seal")
    .select(["day", "events", "hash", "previous"])
    .orderBy("day")
    .execute();

/** Three events on each of three days, of which two are sealed: the day before yesterday and yesterday. */
export async function chain() {
  const { db, url } = await testApp();
  await write(db, 3, 2);
  await sealed(db, inDays(-1));
  await write(db, 3, 1);
  await sealed(db, inDays(0));
  await write(db, 3);
  return { db, url };
}

export const old = sql`select id from audit_event order by number limit 1`;
export const others = sql`actor, kind, thing_kind, thing_id`;
