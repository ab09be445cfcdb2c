import { Meilisearch } from "meilisearch";
import { readMeilisearch } from "../src/config.ts";
import { fail, say, StartError } from "./lib/say.ts";
import { makeSearchKeys } from "./lib/search-keys.ts";

/** Prints the two keys the app runs with; the master key stays here. */
async function main() {
  const address = readMeilisearch(process.env);
  const masterKey = process.env["MEILISEARCH_MASTER_KEY"];
  if (!address || !masterKey)
    throw new StartError("请设 MEILISEARCH_URL 和 MEILISEARCH_MASTER_KEY。");
  const client = new Meilisearch({ host: address.url, apiKey: masterKey });
  const { searchKey, writeKey } = await makeSearchKeys(client, address.prefix);
  say(`MEILISEARCH_SEARCH_KEY=${searchKey}`);
  say(`MEILISEARCH_WRITE_KEY=${writeKey}`);
}

if (import.meta.main) await main().catch(fail);
