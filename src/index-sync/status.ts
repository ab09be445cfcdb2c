import { z } from "zod";
import type { Db } from "../db/connect.ts";
import type { EngineName } from "../search/engine.ts";
import type { Outside } from "./engines.ts";
import { findDrift, findOutboxState, hasOtherRows, type listPoisoned } from "./store.ts";

const count = z.int().min(0);

/** What officials and machines may know of how search stands. */
export const searchStatus = z
  .object({
    /** Which engine answers now. */
    engine: z.enum(["postgresql", "meilisearch"]),
    /** Rows of our own engine were written by another version of us, until `npm run reindex`. */
    rowsOutdated: z.boolean(),
    outside: z
      .object({
        /** It has failed and is left alone for a while. */
        resting: z.boolean(),
        /** Counted up to 10,001, which says that there are more. */
        waiting: count,
        oldestSeconds: z.number(),
        poisoned: count,
        drift: z
          .object({
            checkedAt: z.date(),
            documents: count,
            missing: count,
            stale: count,
            surplus: count,
          })
          .nullable(),
      })
      .nullable(),
  })
  .meta({ id: "SearchStatus" });
export type SearchStatus = z.output<typeof searchStatus>;

/** `rowMake`: of what make the rows are that we write ourselves. */
export async function searchStatusOf(
  db: Db,
  { outside, rowMake }: { outside: Outside | undefined; rowMake: () => string },
): Promise<SearchStatus> {
  const rowsOutdated = await hasOtherRows(db, rowMake());
  if (!outside) return { engine: "postgresql", rowsOutdated, outside: null };
  const [outbox, drift] = await Promise.all([
    findOutboxState(db),
    findDrift(db, outside.engine.name),
  ]);
  const resting = outside.breaker.isOpen();
  const engine: EngineName = resting ? "postgresql" : outside.engine.name;
  return { engine, rowsOutdated, outside: { resting, ...outbox, drift: drift ?? null } };
}

export type Poisoned = Awaited<ReturnType<typeof listPoisoned>>[number];
