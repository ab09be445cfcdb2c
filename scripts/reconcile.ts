import { readMeilisearch } from "../src/config.ts";
import { connect } from "../src/db/connect.ts";
import { drainOutbox } from "../src/index-sync/drain.ts";
import { reconcile } from "../src/index-sync/reconcile.ts";
import { meilisearchEngine } from "../src/meilisearch/engine.ts";
import { openDatabase } from "./lib/database.ts";
import { fail, say, StartError } from "./lib/say.ts";

/** Compares Meilisearch with the database, mends what differs and says what it was. */
async function main() {
  const address = readMeilisearch(process.env);
  if (!address) throw new StartError("请用 MEILISEARCH_URL 说明 Meilisearch 在哪里。");
  const database = await openDatabase();
  const db = connect(database.url);
  try {
    const engine = meilisearchEngine(address);
    const { documents, missing, stale, surplus } = await reconcile(db, engine, new Date());
    say(`核对了 ${documents} 条：缺少 ${missing}，过时 ${stale}，多余 ${surplus}。`);
    const told = await drainOutbox(db, engine);
    say(`已补送 ${told} 条变动。`);
  } finally {
    await db.destroy();
    await database.stop();
  }
}

if (import.meta.main) await main().catch(fail);
