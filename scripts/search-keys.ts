import { Meilisearch } from "meilisearch";
import { readMeilisearch } from "../src/config.ts";
import { say, StartError } from "./lib/say.ts";

const reading = ["search", "documents.get", "stats.get", "indexes.get"] as const;
const writing = [
  ...reading,
  "documents.add",
  "documents.delete",
  "indexes.create",
  "indexes.update",
  "indexes.delete",
  "indexes.swap",
  "settings.update",
  "tasks.get",
] as const;

/** Makes the two keys the app runs with, neither of which may more than its work; the master key stays here. */
async function main() {
  const address = readMeilisearch(process.env);
  const masterKey = process.env["MEILISEARCH_MASTER_KEY"];
  if (!address || !masterKey)
    throw new StartError("请设 MEILISEARCH_URL 和 MEILISEARCH_MASTER_KEY。");
  const client = new Meilisearch({ host: address.url, apiKey: masterKey });
  const indexes = [`${address.prefix}_*`];
  const make = async (name: string, actions: readonly (typeof writing)[number][]) => {
    const { key } = await client.createKey({
      name: `${address.prefix} ${name}`,
      description: "made by npm run search-keys",
      actions: [...actions],
      indexes,
      expiresAt: null,
    });
    return key;
  };
  say(`MEILISEARCH_SEARCH_KEY=${await make("search", reading)}`);
  say(`MEILISEARCH_WRITE_KEY=${await make("write", writing)}`);
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    say(error instanceof StartError ? error.message : String(error));
    process.exitCode = 1;
  });
