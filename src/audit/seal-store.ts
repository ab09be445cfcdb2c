import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";

/** A closed day of China, and the numbers of the events that its seal holds: after, up to last. */
export type Marked = {
  day: string;
  after: number | null;
  last: number;
  /** Of the seal before it; null where that one is not sealed yet. */
  before: string | null;
};

export type Seal = Marked & {
  events: number;
  previous: string;
  hash: string;
  sealedAt: Date;
  checkedAt: Date | null;
  fits: boolean | null;
  /** No day is missing between the seal before and this one. */
  follows: boolean;
  /**
   * An event here with an earlier time was put in later: the seal of its day was marked without it when
   * its transaction would have been open for a day already, and none of ours is open for that long.
   */
  floor: Date | null;
};

/** Of several who mark at once each sees what the one before him has marked. */
export async function lockSeals(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('audit_seal'))`.execute(trx);
}

/** Whether every closed day is marked: asked each minute, so it costs nothing. */
export async function isMarked(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql`select from audit_seal where day >= ${dayOf(now)} - 1 limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/**
 * How far each closed day reaches that has no seal yet; the first of all takes everything before it.
 * What came too late for its own day, its seal being marked, goes to the first day here.
 */
export async function listUnmarked(trx: Trx, now: Date): Promise<{ day: string; last: number }[]> {
  const { rows } = await sql<{ day: string; last: number }>`
    with reach as (
      select ${dayOf(now)} - 1 as until, max(day) as marked, coalesce(max(last_number), 0) as number
      from audit_seal
    ), seen as (
      select greatest(${dayOf(sql`e.at`)}, coalesce(r.marked + 1, r.until)) as day, max(e.number) as last
      from reach r join audit_event e on e.number > r.number
      where e.at < (r.until + 1)::timestamp at time zone 'Asia/Shanghai'
      group by 1
    )
    select d::date as day, greatest(r.number, max(max(seen.last)) over (order by d)) as last
    from reach r cross join generate_series(coalesce(r.marked + 1, r.until), r.until, interval '1 day') d
      left join seen on seen.day = d::date
    group by d, r.number order by d`.execute(trx);
  return rows;
}

/** In a statement after the reading, for it draws the transaction's id that has to be awaited. */
export async function insertMarks(
  trx: Trx,
  marks: readonly { day: string; last: number }[],
): Promise<void> {
  const rows = marks.map(({ day, last }) => ({ day, last_number: last }));
  await trx.insertInto("audit_seal").values(rows).execute();
}

/**
 * The oldest day that is marked and not sealed, once every transaction has ended that may have drawn
 * one of its numbers. An id from the future is one of another server, from which this database was
 * copied: nobody who was at work there can write here.
 */
export async function findSealable(db: Db): Promise<Marked | undefined> {
  const { rows } = await sql<Marked & { settled: boolean }>`
    select day, after, last, before,
      awaited <= pg_snapshot_xmin(pg_current_snapshot())
        or awaited >= pg_snapshot_xmax(pg_current_snapshot()) as settled
    from ${chained} where hash is null order by day limit 1`.execute(db);
  return rows[0]?.settled ? rows[0] : undefined;
}

/** Who computed it at the same time has computed the same. */
export async function putSeal(
  db: Db,
  day: string,
  seal: { previous: string; hash: string; events: number },
  now: Date,
): Promise<void> {
  await db
    .updateTable("audit_seal")
    .set({ ...seal, sealed_at: now })
    .where("day", "=", day)
    .where("hash", "is", null)
    .execute();
}

/** Those after that day, oldest first. */
export async function listSeals(db: Db, after: string | null, limit: number): Promise<Seal[]> {
  const { rows } = await sql<Seal>`
    select ${sealColumns} from ${chained}
    where hash is not null and (${after}::date is null or day > ${after}::date)
    order by day limit ${limit}`.execute(db);
  return rows;
}

/** Those that were not looked at since then, the longest unseen first. */
export async function listUnchecked(db: Db, since: Date, limit: number): Promise<Seal[]> {
  const { rows } = await sql<Seal>`
    select ${sealColumns} from ${chained}
    where hash is not null and (checked_at is null or checked_at < ${since})
    order by checked_at nulls first, day limit ${limit}`.execute(db);
  return rows;
}

export async function putCheck(db: Db, day: string, fits: boolean, now: Date): Promise<void> {
  await db
    .updateTable("audit_seal")
    .set({ fits, checked_at: now })
    .where("day", "=", day)
    .execute();
}

export type SealState = {
  /** The last day that is sealed. */
  sealedUntil: string | null;
  /** Since when every seal was looked at again at least once. */
  checkedAt: Date | null;
  misfit: string | null;
};

export async function readSealState(db: Db): Promise<SealState> {
  const { rows } = await sql<SealState>`
    select max(day) as "sealedUntil",
      case when count(*) = count(checked_at) then min(checked_at) end as "checkedAt",
      min(day) filter (where not fits) as misfit
    from audit_seal where hash is not null`.execute(db);
  return rows[0] ?? { sealedUntil: null, checkedAt: null, misfit: null };
}

export async function hashStart(db: Db, previous: string, day: string): Promise<string> {
  const { rows } = await sql<{ start: string }>`
    select ${hex(sql`sha256(convert_to(${previous} || ' ' || ${day}, 'UTF8'))`)} as start`.execute(
    db,
  );
  return rows[0]?.start ?? "";
}

type Folded<Hash = string> = {
  hash: Hash;
  events: number;
  /** The last of their numbers. */
  reached: number | null;
  /** The first of their times. */
  earliest: Date | null;
};

/** Goes on from the hash `start` with the next events after that number, so many at once. */
export async function foldEvents(
  db: Db,
  start: string,
  { after, last }: { after: number | null; last: number },
  limit: number,
): Promise<Folded> {
  const { rows } = await sql<Folded<string | null>>`
    select ${hex(sql`audit_fold(decode(${start}, 'hex'), sha256(convert_to(${whole}, 'UTF8'))
        order by e.number, e.id)`)} as hash,
      count(*) as events, max(e.number) as reached, min(e.at) as earliest
    from (
      select * from audit_event
      where number > ${after ?? lowest} and number <= ${last}
      order by number fetch first ${sql.lit(limit)} rows with ties
    ) e`.execute(db);
  const { hash = null, events = 0, reached = null, earliest = null } = rows[0] ?? {};
  return { hash: hash ?? start, events, reached, earliest };
}

/** The first time that an event bears which is in no seal, that of this day being the last; see `floor`. */
export async function findUnsealed(
  db: Db,
  day: string,
): Promise<{ earliest: Date | null; floor: Date } | undefined> {
  const { rows } = await sql<{ earliest: Date | null; floor: Date }>`
    select ${floor} as floor,
      (select min(e.at) from audit_event e where e.number > s.last_number) as earliest
    from audit_seal s where day = ${day}`.execute(db);
  return rows[0];
}

const lowest = sql.lit("-9223372036854775808");
const hex = (bytes: ReturnType<typeof sql>) => sql`encode(${bytes}, 'hex')`;

function dayOf(instant: Date | ReturnType<typeof sql>) {
  return sql`(${instant}::timestamptz at time zone 'Asia/Shanghai')::date`;
}

/** Of the events after that seal. */
const floor = sql`least((s.day + 1)::timestamp at time zone 'Asia/Shanghai', s.marked_at - interval '1 day')`;

const chained = sql`(
  select s.*, s.last_number as last,
    lag(last_number) over (order by day) as after,
    coalesce(lag(hash) over (order by day), case when row_number() over (order by day) = 1 then '' end)
      as before,
    lag(${floor}) over (order by day) as floor,
    coalesce(day - lag(day) over (order by day), 1) = 1 as follows
  from audit_seal s) chained`;

const sealColumns = sql`day, after, last, before, events, previous, hash, follows, floor, fits,
  sealed_at as "sealedAt", checked_at as "checkedAt"`;

/**
 * What an event says of people, as its digest: it stays in `erased` when the rest is emptied lawfully.
 * Only what is empty may stand on it; else anybody could write there.
 */
const told = sql`
  case when e.erased is not null and e.actor = '' and e.before is null and e.after is null
    then e.erased
    else encode(sha256(convert_to(
      e.salt || jsonb_build_array(e.actor, e.before, e.after)::text, 'UTF8')), 'hex') end`;

/**
 * The one text of an event. jsonb has one spelling for equal values; instants are microseconds, for
 * as text they would follow the settings of whoever is connected.
 */
const whole = sql`jsonb_build_array(e.number, e.id, (extract(epoch from e.at) * 1000000)::bigint,
  e.actor_id, e.organisation_id, e.kind, e.thing_kind, e.thing_id, e.request_id, ${told})::text`;
