import { connect, type Db, inTransaction } from "../../src/db/connect.ts";
import { readEverything } from "../../src/matching/matcher.ts";
import { documentRow } from "../../src/search/document-row.ts";
import type { DocumentKey } from "../../src/search/engine.ts";
import { upsertRows } from "../../src/search/postgres-store.ts";
import { loadForIndex } from "../../src/search/service.ts";
import { idAt } from "./ids.ts";

type Stretch = { kind: "solution" | "provider"; from: number; to: number };
/** Some of the work of filling a database; several processes share it. */
export type LoadJob =
  | { do: "connect"; url: string }
  | { do: "index"; stretches: Stretch[] }
  /** All solutions that nobody has read yet: whoever reads beside us takes others. */
  | { do: "read" };

const batch = 500;
let db: Db | undefined;

async function work(job: LoadJob): Promise<void> {
  if (job.do === "connect") db = connect(job.url, 3);
  else if (!db) throw new Error("not connected");
  else if (job.do === "read") await readEverything(db);
  else await indexAll(db, job.stretches);
}

/** One batch is made ready here while the one before is written there. */
async function indexAll(to: Db, stretches: readonly Stretch[]) {
  const keys = stretches.flatMap(({ kind, from, to: end }) =>
    Array.from({ length: end - from }, (_, i): DocumentKey => ({ kind, id: idAt(kind, from + i) })),
  );
  let writing: Promise<void> = Promise.resolve();
  for (let at = 0; at < keys.length; at += batch) {
    const some = keys.slice(at, at + batch).map((key) => ({ ...key, version: 0 }));
    const { documents } = await loadForIndex(to, some);
    const rows = documents.map(documentRow);
    await writing;
    writing = inTransaction(to, async (trx) => await upsertRows(trx, rows));
  }
  await writing;
}

process.on("message", (job: LoadJob) => {
  void work(job).then(() => process.send?.("done"));
});
process.once("disconnect", () => process.exit());
