import { connect } from "../../src/db/connect.ts";
import { drainOutbox } from "../../src/index-sync/drain.ts";
import { meilisearchEngine } from "../../src/meilisearch/engine.ts";
import { postgresEngine } from "../../src/search/postgres.ts";

/** Drains for as long as it lives; it is started to be killed. */
const [source = "", target = "", key = ""] = process.argv.slice(2);
const db = connect(source, 2);
const index = target.startsWith("postgres")
  ? postgresEngine(connect(target, 2))
  : meilisearchEngine({ url: target, searchKey: key, writeKey: key, prefix: "killed" });
process.on("disconnect", () => process.exit(0));
console.log("ready");
for (;;) {
  await drainOutbox(db, index).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 10));
}
