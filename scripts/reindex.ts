import { connect } from "../src/db/connect.ts";
import { readEverything } from "../src/matching/matcher.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { allDocuments, recountWhenOld } from "../src/search/service.ts";
import { openDatabase } from "./lib/database.ts";

/** Builds the search rows anew from the things themselves, while people go on searching. */
async function main() {
  const database = await openDatabase();
  const db = connect(database.url);
  try {
    await readEverything(db);
    const engine = postgresEngine(db);
    await engine.rebuild(allDocuments(db));
    await recountWhenOld(db, new Date());
    const { documents } = await engine.health();
    console.log(`检索已重建，共 ${documents} 条。`);
  } finally {
    await db.destroy();
    await database.stop();
  }
}

if (import.meta.main) await main();
