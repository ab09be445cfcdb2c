import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { DocumentKey, EngineName, KeyVersion } from "../search/engine.ts";

/** What an outside engine has yet to hear of one thing. */
export type Errand = KeyVersion;

const leaseSeconds = 60;

/** True for whoever may drain now: it was free, or was held by the same. Held until given back or a minute on. */
export async function takeLease(db: Db, holder: string): Promise<boolean> {
  const { rows } = await sql`
    insert into search_drainer (holder, held_until)
    values (${holder}::uuid, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (one) do update set holder = excluded.holder, held_until = excluded.held_until
    where search_drainer.held_until < now() or search_drainer.holder = excluded.holder
    returning holder
  `.execute(db);
  return rows.length > 0;
}

export async function giveBackLease(db: Db, holder: string): Promise<void> {
  await db
    .updateTable("search_drainer")
    .set({ held_until: sql`now()` })
    .where("holder", "=", holder)
    .execute();
}

/** Asked before anything is written: most requests have nothing to tell. */
export async function hasDue(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search_outbox where poisoned_at is null and not_before <= now() limit 1
  `.execute(db);
  return rows.length > 0;
}

/**
 * Takes what is due. Whoever dies with it in hand leaves it due again a little later; each try waits
 * twice as long as the one before, a minute at most.
 */
export async function claimErrands(db: Db, limit: number): Promise<Errand[]> {
  const { rows } = await sql<Errand>`
    update search_outbox set attempts = attempts + 1,
      not_before = now() + make_interval(secs => least(60, power(2, least(attempts, 5) + 1)))
    where id in (
      select id from search_outbox where poisoned_at is null and not_before <= now()
      order by not_before, id limit ${limit} for update skip locked)
    returning kind, thing_id as id, version
  `.execute(db);
  return rows;
}

/** What waited only because the engine was away is due at once: it is back. */
export async function makeDue(db: Db): Promise<void> {
  await sql`
    update search_outbox set not_before = now()
    where poisoned_at is null and refusals = 0 and error is not null and not_before > now()
  `.execute(db);
}

const soonSeconds = 10;

/** Whether anything has waited longer than it takes to tell an engine that is there. */
export async function isBehind(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from search_outbox where poisoned_at is null and refusals = 0
      and created_at < now() - make_interval(secs => ${soonSeconds}) limit 1
  `.execute(db);
  return rows.length > 0;
}

/** What happened to the thing since is another errand and stays. */
export async function deleteErrands(db: Db, errands: readonly KeyVersion[]): Promise<void> {
  await sql`
    delete from search_outbox o
    using jsonb_to_recordset(${[...errands]}::jsonb) as e (kind text, id uuid, version bigint)
    where o.kind = e.kind and o.thing_id = e.id and o.version = e.version
  `.execute(db);
}

/** So often may an engine refuse one thing before it is set aside. */
const mostRefusals = 5;

/** Notes why it was not done; only a refusal is held against the things themselves. */
export async function noteFailure(
  db: Db,
  errands: readonly KeyVersion[],
  { error, isRefusal }: { error: string; isRefusal: boolean },
): Promise<void> {
  const refusals = sql`o.refusals + ${isRefusal ? 1 : 0}::int`;
  await sql`
    update search_outbox o set error = ${error.slice(0, 500)}, refusals = ${refusals},
      poisoned_at = case when ${refusals} >= ${mostRefusals} then now() end
    from jsonb_to_recordset(${[...errands]}::jsonb) as e (kind text, id uuid, version bigint)
    where o.kind = e.kind and o.thing_id = e.id and o.version = e.version
  `.execute(db);
}

/** More is said to be more: whoever asks how search stands must not make us count all of it. */
export const mostCounted = 10_000;

export type OutboxState = { waiting: number; poisoned: number; oldestSeconds: number };

/** Each count reads one more than is counted at the most, of an index of its own. */
export async function findOutboxState(db: Db): Promise<OutboxState> {
  const some = mostCounted + 1;
  const { rows } = await sql<OutboxState>`
    select (select count(*)::int from (
        select from search_outbox where poisoned_at is null limit ${some}) w) as waiting,
      (select count(*)::int from (
        select from search_outbox where poisoned_at is not null limit ${some}) p) as poisoned,
      coalesce(extract(epoch from now() - (
        select min(created_at) from search_outbox where poisoned_at is null)), 0)::float8
        as "oldestSeconds"
  `.execute(db);
  return rows[0] ?? { waiting: 0, poisoned: 0, oldestSeconds: 0 };
}

export async function listPoisoned(db: Db, limit: number) {
  return await db
    .selectFrom("search_outbox as o")
    .leftJoin("search_document as d", (join) =>
      join.onRef("d.kind", "=", "o.kind").onRef("d.thing_id", "=", "o.thing_id"),
    )
    .select(["o.kind", "o.thing_id as id", "d.name", "o.error", "o.attempts"])
    .select("o.poisoned_at as poisonedAt")
    .where("o.poisoned_at", "is not", null)
    .orderBy("o.poisoned_at", "desc")
    .limit(limit)
    .execute();
}

/** Puts what was set aside back among what is due; says how much it was. */
export async function reviveErrands(trx: Trx): Promise<number> {
  const revived = await trx
    .updateTable("search_outbox")
    .set({ poisoned_at: null, attempts: 0, refusals: 0 })
    .set({ not_before: sql`now()`, created_at: sql`now()` })
    .where("poisoned_at", "is not", null)
    .returning("id")
    .execute();
  return revived.length;
}

/** Which of these things have an errand, under way or refused: a difference there is no drift. */
export async function listWithErrand(db: Db, keys: readonly DocumentKey[]): Promise<DocumentKey[]> {
  const { rows } = await sql<DocumentKey>`
    select o.kind, o.thing_id as id from search_outbox o
    join jsonb_to_recordset(${[...keys]}::jsonb) as k (kind text, id uuid)
      on k.kind = o.kind and k.id = o.thing_id
  `.execute(db);
  return rows;
}

export type Drift = { documents: number; missing: number; stale: number; surplus: number };

export async function putDrift(db: Db, engine: EngineName, drift: Drift, now: Date) {
  const values = { engine, checked_at: now, ...drift };
  await db
    .insertInto("search_drift")
    .values(values)
    .onConflict((conflict) => conflict.column("engine").doUpdateSet(values))
    .execute();
}

export async function findDrift(db: Db, engine: EngineName) {
  return await db
    .selectFrom("search_drift")
    .select(["checked_at as checkedAt", "documents", "missing", "stale", "surplus"])
    .where("engine", "=", engine)
    .executeTakeFirst();
}

/** Of that make are all search rows now. */
export async function putRowMake(db: Db, make: string, now: Date): Promise<void> {
  await sql`
    insert into search_make (engine, make, at) values ('postgresql', ${make}, ${now})
    on conflict (engine) do update set make = excluded.make, at = excluded.at`.execute(db);
}

export async function hasSearchRows(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from search_document) as found`.execute(db);
  return rows[0]?.found ?? false;
}

/** Whether rows stand there of which nobody knows that they are of this make. */
export async function hasOtherRows(db: Db, make: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from search_document) and not exists (
      select from search_make where engine = 'postgresql' and make = ${make}) as found`.execute(db);
  return rows[0]?.found ?? false;
}
