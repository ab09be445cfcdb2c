import { expect, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { reindexOutside } from "../src/index-sync/reindex.ts";
import { readEverything } from "../src/matching/matcher.ts";
import { meilisearchEngine } from "../src/meilisearch/engine.ts";
import { indexProviders, recountWhenOld } from "../src/search/service.ts";
import { json, read, testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { meilisearchProgram, startMeilisearch } from "./support/meilisearch-process.ts";
import { ownFolder } from "./support/program.ts";

if (!meilisearchProgram) console.warn("MEILISEARCH_BIN is not set: no Meilisearch is killed here.");

async function market(program: string) {
  const server = await startMeilisearch(program, ownFolder());
  const { url, key } = server;
  const meilisearch = { url, searchKey: key, writeKey: key, prefix: "shop" };
  const made = await testApp({ meilisearch, keepsEntries: true });
  const { providerId } = await makeProvider(made.db);
  for (let i = 0; i < 240; i++)
    await makeSolution(made.db, providerId, {
      name: i % 3 === 0 ? `扫码报工${i}` : `车间助手${i}`,
      summary: i % 2 === 0 ? "扫码报工，计件工资" : "设备点检",
      description: "工人扫码报工，进度一看便知",
    });
  await inTransaction(made.db, async (trx) => await indexProviders(trx, [providerId]));
  // What jobs would do in the midst of it.
  await recountWhenOld(made.db, new Date());
  await readEverything(made.db);
  await reindexOutside(made.db, meilisearchEngine(meilisearch));
  return { ...made, server };
}

test.runIf(meilisearchProgram)(
  "Meilisearch is killed while somebody turns the pages: only the status page shows it",
  { timeout: 120_000 },
  async () => {
    const { app, server, settled } = await market(meilisearchProgram ?? "");
    const paths = [
      "/search?q=扫码报工",
      "/search?q=扫码报工&page=2",
      "/search?q=扫码报工&category=upgrade&page=2",
      "/search?q=saoma",
      "/search",
    ];
    const pages = async () =>
      await Promise.all(paths.map(async (path) => await (await app.request(path)).text()));
    const engineOf = async (path: string) =>
      (await read<{ engine: string }>(await app.request(`/api/v1${path}`))).engine;
    const suggest = async () => await read(await app.request("/api/v1/suggest?q=扫码"));
    const match = async () => {
      const answer = await app.request("/api/v1/matches", json({ text: "想上扫码报工" }));
      const { matches } = await read<{ matches: { solution: { id: string } }[] }>(answer);
      return matches.map(({ solution }) => solution.id);
    };
    const before = { pages: await pages(), suggest: await suggest(), match: await match() };
    expect(await engineOf("/search?q=扫码报工")).toBe("meilisearch");

    await server.kill();
    // From the tables first, then from the copy of them that is read behind these answers.
    for (let round = 0; round < 4; round++) {
      expect({ pages: await pages(), suggest: await suggest(), match: await match() }).toEqual(
        before,
      );
      await settled();
    }
    expect(await engineOf("/search?q=扫码报工")).toBe("postgresql");
    const ready = await read(await app.request("/readyz"));
    expect(ready).toMatchObject({ search: { engine: "postgresql" } });
  },
);
