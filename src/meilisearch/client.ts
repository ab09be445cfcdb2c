import { Meilisearch } from "meilisearch";

export type MeilisearchAddress = {
  url: string;
  /** May search, and read documents and the state of the index. */
  searchKey: string;
  /** May change documents and indexes too. */
  writeKey: string;
  /** What our indexes are called before their version. */
  prefix: string;
  /** How long to wait for an answer before another engine is asked. */
  patienceMs?: number;
};
export type Clients = { reader: Meilisearch; writer: Meilisearch };

/** Cheap: nothing is connected before the first question. */
export function clientsOf({
  url,
  searchKey,
  writeKey,
  patienceMs = 400,
}: MeilisearchAddress): Clients {
  const common = {
    host: url,
    // Compressed answers come in small writes: each would wait 40 ms for a delayed acknowledgement.
    requestInit: { headers: { "accept-encoding": "identity" } },
  };
  return {
    reader: new Meilisearch({ ...common, apiKey: searchKey, timeout: patienceMs }),
    writer: new Meilisearch({
      ...common,
      apiKey: writeKey,
      timeout: 30_000,
      defaultWaitOptions: { timeout: 300_000, interval: 25 },
    }),
  };
}
