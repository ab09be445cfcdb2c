import { createApp } from "./app.ts";
import { readMeilisearch } from "./config.ts";
import { connect } from "./db/connect.ts";
import type { AppEnv } from "./http.ts";
import { runJobs } from "./jobs/service.ts";
import { meilisearchEngine } from "./meilisearch/engine.ts";

const app = createApp(async (c, next) => {
  // A client may not outlive its request here; Hyperdrive keeps the real connections.
  const db = connect(c.env.HYPERDRIVE.connectionString, 1);
  c.set("db", db);
  c.set("settings", {
    publicUrl: c.env.PUBLIC_URL,
    authSecret: c.env.AUTH_SECRET,
    development: c.env.DEVELOPMENT === "true",
    meilisearch: readMeilisearch(engineNames(c.env)),
  });
  c.set("clientAddress", c.req.header("cf-connecting-ip") ?? "unknown");
  c.set("now", () => new Date());
  const pending: Promise<unknown>[] = [];
  c.set("background", (work) => void pending.push(work.catch(console.error)));
  try {
    // An answer that streams rows must own its connection: this one closes when the answer begins.
    await next();
  } finally {
    c.executionCtx.waitUntil(Promise.all(pending).then(() => db.destroy()));
  }
});

function engineNames(env: AppEnv["Bindings"]) {
  const { MEILISEARCH_URL, MEILISEARCH_SEARCH_KEY, MEILISEARCH_WRITE_KEY, MEILISEARCH_INDEX } = env;
  return { MEILISEARCH_URL, MEILISEARCH_SEARCH_KEY, MEILISEARCH_WRITE_KEY, MEILISEARCH_INDEX };
}

async function scheduled(controller: { scheduledTime: number }, env: AppEnv["Bindings"]) {
  const db = connect(env.HYPERDRIVE.connectionString, 1);
  try {
    const address = readMeilisearch(engineNames(env));
    const outside = address && meilisearchEngine(address);
    await runJobs(db, new Date(controller.scheduledTime), outside);
  } finally {
    await db.destroy();
  }
}

export default { fetch: app.fetch, scheduled };
