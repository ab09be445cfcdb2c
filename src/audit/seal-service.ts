import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { chinaDay } from "../time.ts";
import {
  findSealable,
  findUnsealed,
  foldEvents,
  hashStart,
  insertMarks,
  isMarked,
  listSeals,
  listUnchecked,
  listUnmarked,
  lockSeals,
  type Marked,
  putCheck,
  putSeal,
  type Seal,
} from "./seal-store.ts";

const batch = 5000;
/** So much a minute is looked at again: other jobs wait meanwhile. */
const mostChecked = 50_000;
const dayLong = 86_400_000;

/**
 * The job: each closed day gets one seal, the SHA-256 of the seal before it, of the day and of the
 * events in the order of their numbers.
 *
 * An event bears the time at which its transaction began and is seen when it ends, so a day may get
 * events after it is over. A seal therefore holds a range of numbers, which are drawn when an event
 * is written: at first it is only marked up to which number it reaches; it is sealed when every
 * transaction that was at work at the marking has ended, for no other can hold a number of the range.
 * Who draws his number after the marking is in the next seal, whatever time he bears.
 */
export async function sealAudit(db: Db, now: Date): Promise<void> {
  if (!(await isMarked(db, now))) await inTransaction(db, async (trx) => await markDays(trx, now));
  for (;;) {
    const marked = await findSealable(db);
    if (!marked) return;
    const previous = marked.before ?? "";
    const { hash, events } = await hashDay(db, marked, previous);
    await putSeal(db, marked.day, { previous, hash, events }, now);
  }
}

async function markDays(trx: Trx, now: Date): Promise<void> {
  await lockSeals(trx);
  const marks = await listUnmarked(trx, now);
  if (marks.length > 0) await insertMarks(trx, marks);
}

/** The same whatever the size of the batches: the hash goes on from one event to the next. */
export async function hashDay(
  db: Db,
  { day, after, last }: Pick<Marked, "day" | "after" | "last">,
  previous: string,
  size = batch,
): Promise<{ hash: string; events: number; earliest: Date | null }> {
  let hash = await hashStart(db, previous, day);
  let events = 0;
  let earliest: Date | null = null;
  for (let from = after; ;) {
    const folded = await foldEvents(db, hash, { after: from, last }, size);
    hash = folded.hash;
    events += folded.events;
    if (folded.earliest && !isBefore(earliest, folded.earliest)) earliest = folded.earliest;
    if (folded.events < size || folded.reached === null) return { hash, events, earliest };
    from = folded.reached;
  }
}

function isBefore(one: Date | null, other: Date | null): one is Date {
  return one !== null && other !== null && one < other;
}

/** The job: every seal is looked at again once a day, a part each minute. */
export async function checkSeals(db: Db, now: Date): Promise<void> {
  const since = new Date(now.getTime() - dayLong);
  for (let looked = 0; looked < mostChecked;) {
    const seals = await listUnchecked(db, since, 50);
    if (seals.length === 0) return;
    for (const seal of seals) {
      const misfit = await misfitOf(db, seal);
      if (misfit) console.error("audit seal does not fit", seal.day, misfit.day);
      await putCheck(db, seal.day, !misfit, now);
      looked += 200 + seal.events;
      if (looked >= mostChecked) return;
    }
  }
}

export type Misfit = {
  day: string;
  /**
   * Events were changed, added or taken away; the chain is broken; a day is missing; an old time; not
   * the hash that somebody has kept of it.
   */
  why: "events" | "chain" | "missing" | "backdated" | "kept";
};

/** What the seal and the events that it holds now do not agree on. */
async function misfitOf(db: Db, seal: Seal): Promise<Misfit | undefined> {
  const { day, floor } = seal;
  if (!seal.follows) return { day, why: "missing" };
  if (seal.previous !== seal.before) return { day, why: "chain" };
  const { hash, events, earliest } = await hashDay(db, seal, seal.previous);
  if (hash !== seal.hash || events !== seal.events) return { day, why: "events" };
  return backdated(earliest, floor);
}

function backdated(earliest: Date | null, floor: Date | null): Misfit | undefined {
  return isBefore(earliest, floor) ? { day: chinaDay(earliest), why: "backdated" } : undefined;
}

export type Verified = {
  seals: number;
  events: number;
  last: { day: string; hash: string } | null;
  misfit: Misfit | null;
};

/**
 * Looks at the whole chain from its beginning, up to what does not fit, and at what is not sealed yet.
 * A hash that was kept elsewhere shows a chain that was made anew as a whole.
 */
export async function verifyAudit(db: Db, kept?: { day: string; hash: string }): Promise<Verified> {
  const found: Verified = { seals: 0, events: 0, last: null, misfit: null };
  for (;;) {
    const seals = await listSeals(db, found.last?.day ?? null, 200);
    for (const seal of seals) {
      const misfit = (await misfitOf(db, seal)) ?? unlike(kept, seal);
      if (misfit) return { ...found, misfit };
      found.seals++;
      found.events += seal.events;
      found.last = { day: seal.day, hash: seal.hash };
    }
    if (seals.length === 0) break;
  }
  if (kept && (found.last === null || kept.day > found.last.day))
    return { ...found, misfit: { day: kept.day, why: "missing" } };
  const unsealed = found.last && (await findUnsealed(db, found.last.day));
  const misfit = (unsealed && backdated(unsealed.earliest, unsealed.floor)) ?? null;
  return { ...found, misfit };
}

/** A day before the first of all is told with that one. */
function unlike(
  kept: { day: string; hash: string } | undefined,
  { day, hash, after }: Seal,
): Misfit | undefined {
  if (!kept) return undefined;
  const isOther = kept.day === day && kept.hash !== hash;
  return isOther || (after === null && kept.day < day) ? { day: kept.day, why: "kept" } : undefined;
}
