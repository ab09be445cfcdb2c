import type { Db } from "../db/connect.ts";
import { createLately } from "../lately.ts";
import type { RowsOf } from "./hit.ts";
import { rowsIn } from "./page-store.ts";
import { hasHidden, listNames } from "./postgres-store.ts";
import type { Vocabulary } from "./reading.ts";
import { countTerms } from "./term-store.ts";

/** What another engine is told from our own tables, so that both see the same. */
export type Tables = { rowsOf: RowsOf; hasHidden: (now: Date) => Promise<boolean> } & Pick<
  Vocabulary,
  "listNames" | "countTerms"
>;

/** Whether anything is hidden, as it was known lately. */
export type HiddenLately = ReturnType<typeof createLately<boolean>>;

export function tablesIn(db: Db, hiddenLately: HiddenLately = createLately(0)): Tables {
  return {
    hasHidden: async (now) => await hiddenLately(now, async () => await hasHidden(db, now)),
    rowsOf: rowsIn(db),
    listNames: async (guess, now) => await listNames(db, guess, now),
    countTerms: async (terms) => await countTerms(db, terms),
  };
}
