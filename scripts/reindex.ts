import { readMeilisearch } from "../src/config.ts";
import { connect, type Db } from "../src/db/connect.ts";
import { drainOutbox } from "../src/index-sync/drain.ts";
import { reindexOutside, reindexOwn } from "../src/index-sync/reindex.ts";
import { readEverything } from "../src/matching/matcher.ts";
import type { MeilisearchAddress } from "../src/meilisearch/client.ts";
import { meilisearchEngine } from "../src/meilisearch/engine.ts";
import { openDatabase } from "./lib/database.ts";

/** Builds both indexes anew from the things themselves, while people go on searching. */
async function main() {
  const address = readMeilisearch(process.env);
  const database = await openDatabase();
  const db = connect(database.url);
  try {
    await readEverything(db);
    const { documents } = await reindexOwn(db, new Date());
    console.log(`检索已重建，共 ${documents} 条。`);
    if (address) await reindexMeilisearch(db, address, documents);
  } finally {
    await db.destroy();
    await database.stop();
  }
}

async function reindexMeilisearch(db: Db, address: MeilisearchAddress, documents: number) {
  const engine = meilisearchEngine(address);
  const told = (sent: number) => console.log(`已送出 ${sent} / ${documents} 条……`);
  await reindexOutside(db, engine, { told });
  await drainOutbox(db, engine);
  const held = await engine.health();
  console.log(`Meilisearch 已重建并换上，共 ${held.documents} 条。`);
}

if (import.meta.main) await main();
