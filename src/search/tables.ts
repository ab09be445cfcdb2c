import type { Db } from "../db/connect.ts";
import type { RowsOf } from "./hit.ts";
import { rowsIn } from "./page-store.ts";
import type { TermCounts } from "./term-counts.ts";
import { countTerms } from "./term-store.ts";

/** What another engine is told from our own tables, so that both see the same. */
export type Tables = {
  rowsOf: RowsOf;
  countTerms: (terms: readonly string[]) => Promise<TermCounts>;
};

export function tablesIn(db: Db): Tables {
  return { rowsOf: rowsIn(db), countTerms: async (terms) => await countTerms(db, terms) };
}
