import type { Db } from "../db/connect.ts";
import type { RowsOf } from "./hit.ts";
import { rowsIn } from "./page-store.ts";
import { listNames } from "./postgres-store.ts";
import type { Vocabulary } from "./reading.ts";
import { countTerms } from "./term-store.ts";

/** What another engine is told from our own tables, so that both see the same. */
export type Tables = { rowsOf: RowsOf } & Pick<Vocabulary, "listNames" | "countTerms">;

export function tablesIn(db: Db): Tables {
  return {
    rowsOf: rowsIn(db),
    listNames: async (guess, now) => await listNames(db, guess, now),
    countTerms: async (terms) => await countTerms(db, terms),
  };
}
