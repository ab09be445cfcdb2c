import { randomUUID } from "node:crypto";
import { Meilisearch } from "meilisearch";
import { onTestFinished } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import { keptConnections } from "../../src/meilisearch/kept-connections.ts";
import { meilisearchEngine, showing } from "../../src/meilisearch/engine.ts";
import { makeSearchKeys } from "../../scripts/lib/search-keys.ts";
import type { SearchEngine } from "../../src/search/engine.ts";
import { tablesIn } from "../../src/search/tables.ts";
import { postgresEngine } from "../../src/search/postgres.ts";

/** A real server to hold the contract against; its key may do everything. */
const meilisearch = {
  url: process.env["MEILISEARCH_URL"] ?? "",
  key: process.env["MEILISEARCH_MASTER_KEY"] ?? "",
};
const hasMeilisearch = meilisearch.url !== "";
if (!hasMeilisearch)
  console.warn("MEILISEARCH_URL is not set: the contract is held against PostgreSQL only.");

/** Both engines, each empty and the test's own. */
export const engines = {
  postgresql: async (db: Db): Promise<SearchEngine> => await Promise.resolve(postgresEngine(db)),
  ...(hasMeilisearch && { meilisearch: ownMeilisearch }),
};
export type EngineMaker = (typeof engines)["postgresql"];

/** With keys of no more rights than those the app runs with. */
async function ownAddress() {
  const prefix = `t${randomUUID().replaceAll("-", "")}`;
  const { url, key } = meilisearch;
  const client = new Meilisearch({ host: url, apiKey: key });
  const keys = await makeSearchKeys(client, prefix);
  onTestFinished(async () => {
    const { results } = await client.getRawIndexes({ limit: 1000 });
    for (const { uid } of results) if (uid.startsWith(prefix)) await client.deleteIndex(uid);
    for (const own of Object.values(keys)) await client.deleteKey(own);
  });
  // The contract is about what is answered, on a busy machine too.
  return { url, ...keys, prefix, patienceMs: 30_000, httpClient: keptConnections() };
}

async function ownMeilisearch(db: Db): Promise<SearchEngine> {
  const engine = meilisearchEngine(await ownAddress());
  await engine.rebuild(nothing());
  const own = postgresEngine(db);
  return {
    ...showing(engine, tablesIn(db)),
    put: async (documents) => {
      await own.put(documents);
      await engine.put(documents);
    },
    drop: async (keys) => {
      await own.drop(keys);
      await engine.drop(keys);
    },
  };
}

// eslint-disable-next-line require-yield -- an index with nothing in it
async function* nothing() {}
