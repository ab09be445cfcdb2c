import type { Db } from "../db/connect.ts";
import { EngineRefusal, type SearchIndex } from "../search/engine.ts";
import { loadForIndex } from "../search/service.ts";
import {
  claimErrands,
  deleteErrands,
  type Errand,
  giveBackLease,
  hasDue,
  makeDue,
  noteFailure,
  takeLease,
} from "./store.ts";

type Index = Pick<SearchIndex, "put" | "drop">;

const batch = 200;

/** Tells the outside engine what happened, oldest first, until nothing is due; says how much it was told. */
export async function drainOutbox(db: Db, index: Index): Promise<number> {
  if (!(await hasDue(db))) return 0;
  const holder = crypto.randomUUID();
  if (!(await takeLease(db, holder))) return 0;
  let told = 0;
  try {
    for (;;) {
      const errands = await claimErrands(db, batch);
      if (errands.length === 0) return told;
      told += await runErrands(db, index, errands);
      if (!(await takeLease(db, holder))) return told;
    }
  } finally {
    await giveBackLease(db, holder);
  }
}

/** The engine is back: whatever waited for that is told without waiting longer. */
export async function catchUp(db: Db, index: Index): Promise<number> {
  await makeDue(db);
  return await drainOutbox(db, index);
}

async function runErrands(db: Db, index: Index, errands: readonly Errand[]): Promise<number> {
  try {
    await tell(db, index, errands);
    return errands.length;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!(error instanceof EngineRefusal)) {
      // It is away: all of them wait, and none is to blame.
      await noteFailure(db, errands, { error: why, isRefusal: false });
      throw error;
    }
    if (errands.length > 1) {
      // Which of them it was, each alone will show.
      let told = 0;
      for (const errand of errands) told += await runErrands(db, index, [errand]);
      return told;
    }
    await noteFailure(db, errands, { error: why, isRefusal: true });
    return 0;
  }
}

/** What is true now, whatever the errand was about. */
async function tell(db: Db, index: Index, errands: readonly Errand[]): Promise<void> {
  const { documents, gone } = await loadForIndex(db, errands);
  if (documents.length > 0) await index.put(documents);
  if (gone.length > 0) await index.drop(gone);
  await deleteErrands(db, errands);
}
