import type { Db } from "../db/connect.ts";
import type { IndexDocument, SearchIndex } from "../search/engine.ts";
import { countDocuments } from "../search/postgres-store.ts";
import { allDocuments, loadForIndex, recountWhenOld, rewriteRows } from "../search/service.ts";
import { rowMake } from "./make.ts";
import { compare } from "./reconcile.ts";
import { giveBackLease, hasSearchRows, putRowMake, takeLease } from "./store.ts";

/** Writes our own search rows anew, while people go on searching; then all of them are of one make. */
export async function reindexOwn(db: Db, now: Date): Promise<{ documents: number }> {
  const make = rowMake();
  await rewriteRows(db);
  await recountWhenOld(db, now);
  await putRowMake(db, make, now);
  return { documents: await countDocuments(db) };
}

/** Called by whoever migrates: what is written from now on, where nothing stands yet, is of our make. */
export async function noteFirstMake(db: Db, now: Date): Promise<void> {
  if (!(await hasSearchRows(db))) await putRowMake(db, rowMake(), now);
}

type SideIndex = Pick<SearchIndex, "put" | "drop" | "versions">;
type Rebuilt = {
  rebuild: (
    all: AsyncIterable<IndexDocument>,
    finish: (side: SideIndex, swap: () => Promise<void>) => Promise<void>,
  ) => Promise<void>;
};

/**
 * Builds the outside index anew beside the one that is searched. What changes meanwhile goes into
 * that one as ever; before the two are swapped the new one hears of it too, while the drainer waits.
 */
export async function reindexOutside(
  db: Db,
  engine: Rebuilt,
  { told = () => {} }: { told?: (documents: number) => void } = {},
): Promise<void> {
  await engine.rebuild(counted(allDocuments(db), told), async (side, swap) => {
    // What is left after the first round is what changed while it ran.
    await mend(db, side);
    const holder = crypto.randomUUID();
    try {
      do {
        while (!(await takeLease(db, holder))) await pause();
        await mend(db, side, async () => void (await takeLease(db, holder)));
        // Whoever drained meanwhile told only the index that is about to go.
      } while (!(await takeLease(db, holder)));
      await swap();
    } finally {
      await giveBackLease(db, holder);
    }
  });
}

/** `keep`: called as it goes on, for a lease that would run out. */
async function mend(db: Db, side: SideIndex, keep = async () => {}): Promise<void> {
  for await (const { differences } of compare(db, side)) {
    if (differences.length === 0) continue;
    const { documents, gone } = await loadForIndex(db, differences);
    if (gone.length > 0) await side.drop(gone);
    if (documents.length > 0) await side.put(documents);
    await keep();
  }
}

async function* counted(all: AsyncIterable<IndexDocument>, told: (documents: number) => void) {
  let documents = 0;
  for await (const document of all) {
    yield document;
    documents++;
    if (documents % 1000 === 0) told(documents);
  }
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200));
}
