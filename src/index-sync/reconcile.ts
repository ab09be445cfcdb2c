import type { Db } from "../db/connect.ts";
import { inTransaction } from "../db/connect.ts";
import type { DocumentKey, EngineName, KeyVersion, SearchIndex } from "../search/engine.ts";
import { listVersions } from "../search/postgres-store.ts";
import { indexAgain } from "../search/service.ts";
import { isHourOld } from "../time.ts";
import { type Drift, findDrift, listWithErrand, putDrift } from "./store.ts";

type Versions = Pick<SearchIndex, "versions">;
type Mended = Pick<SearchIndex, "versions" | "drop"> & { name: EngineName };
/** With the version that is ours, of what we have. */
type Difference = KeyVersion & {
  what: "missing" | "stale" | "surplus";
  /** Theirs is later than ours, as after the database was restored from a copy. */
  isAhead: boolean;
};

/** Walks both lists side by side; what differs comes a page at a time, with how many were compared. */
export async function* compare(db: Db, index: Versions) {
  const ours = walk(async (after) => await listVersions(db, after));
  const theirs = walk(async (after) => await index.versions(after));
  let [our, their] = [await ours.next(), await theirs.next()];
  let found: { compared: number; differences: Difference[] } = { compared: 0, differences: [] };
  while (!our.done || !their.done) {
    const order = our.done ? 1 : their.done ? -1 : orderOf(our.value, their.value);
    if (order <= 0 && !our.done) {
      found.compared++;
      const { kind, id, version } = our.value;
      if (order < 0) found.differences.push({ kind, id, version, what: "missing", isAhead: false });
      else if (!their.done && their.value.version !== version) {
        const isAhead = their.value.version > version;
        found.differences.push({ kind, id, version, what: "stale", isAhead });
      }
    } else if (!their.done)
      found.differences.push({ ...their.value, version: 0, what: "surplus", isAhead: false });
    if (order <= 0) our = await ours.next();
    if (order >= 0) their = await theirs.next();
    if (found.differences.length >= 200 || found.compared >= 5000) {
      yield found;
      found = { compared: 0, differences: [] };
    }
  }
  yield found;
}

async function* walk(list: (after: DocumentKey | null) => Promise<KeyVersion[]>) {
  let after: DocumentKey | null = null;
  for (;;) {
    const page: KeyVersion[] = await list(after);
    yield* page;
    after = page.at(-1) ?? null;
    if (after === null) return;
  }
}

function orderOf(a: DocumentKey, b: DocumentKey): number {
  const [left, right] = [`${a.kind} ${a.id}`, `${b.kind} ${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Finds what the outside engine has missed, holds stale or holds too much, and sends errands for it.
 * What an errand is already under way for is no drift, nor is what the engine refuses: that waits for people.
 */
export async function reconcile(db: Db, engine: Mended, now: Date): Promise<Drift> {
  const drift: Drift = { documents: 0, missing: 0, stale: 0, surplus: 0 };
  for await (const { compared, differences } of compare(db, engine)) {
    drift.documents += compared;
    const outstanding = await listWithErrand(db, differences);
    const known = new Set(outstanding.map(({ kind, id }) => `${kind} ${id}`));
    const real = differences.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
    for (const { what } of real) drift[what]++;
    const ahead = real.filter(({ isAhead }) => isAhead);
    // It would hold on to what it believes to be newer.
    if (ahead.length > 0) await engine.drop(ahead);
    await inTransaction(db, async (trx) => await indexAgain(trx, real));
  }
  await putDrift(db, engine.name, drift, now);
  return drift;
}

/** The job: once an hour is enough for what should not happen at all. */
export async function reconcileWhenOld(db: Db, engine: Mended, now: Date): Promise<void> {
  const last = await findDrift(db, engine.name);
  if (last && !isHourOld(last.checkedAt, now)) return;
  await reconcile(db, engine, now);
}
