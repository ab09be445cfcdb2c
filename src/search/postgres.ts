import { type Db, inTransaction } from "../db/connect.ts";
import type { Memory } from "./copy-keeper.ts";
import { documentRow } from "./document-row.ts";
import type { IndexDocument, SearchEngine, SearchQuery } from "./engine.ts";
import { createFacetCodes } from "./facet-code-store.ts";
import { retrieve } from "./postgres-retrieve.ts";
import { searchPage } from "./postgres-search.ts";
import { countDocuments, deleteRows, listVersions, upsertRows } from "./postgres-store.ts";
import { rewriteRows } from "./service.ts";
import { lockProviders } from "./source-store.ts";

const batch = 200;

/** Searches the rows that are written in the same transaction as the things themselves. */
export function postgresEngine(
  db: Db,
  memory: Memory = { codes: createFacetCodes() },
): SearchEngine {
  const put = async (documents: readonly IndexDocument[]) => {
    for (let at = 0; at < documents.length; at += batch) {
      const rows = documents.slice(at, at + batch).map(documentRow);
      const providers = rows.flatMap((row) => row.provider_id ?? []);
      await inTransaction(db, async (trx) => {
        // As whoever changes what is theirs does: row by row the two would wait for each other.
        await lockProviders(trx, [...new Set(providers)]);
        await upsertRows(trx, rows);
      });
    }
  };
  return {
    name: "postgresql",
    search: async (query: SearchQuery) => await searchPage(db, memory, query),
    retrieve: async (queries, filter, options) => await retrieve(db, queries, filter, options),
    put,
    drop: async (keys) => await inTransaction(db, async (trx) => await deleteRows(trx, keys)),
    // From the things themselves: it is beside them.
    rebuild: async () => await rewriteRows(db),
    versions: async (after) => await listVersions(db, after),
    health: async () => ({ ok: true, documents: await countDocuments(db) }),
  };
}
