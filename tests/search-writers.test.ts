import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect, inTransaction } from "../src/db/connect.ts";
import { reindexOwn } from "../src/index-sync/reindex.ts";
import { indexProviders } from "../src/search/service.ts";
import { testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { untilWaiting } from "./support/race.ts";

test("a reindex and whoever publishes meanwhile both come through", async () => {
  const { app, db, url } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId);
  const index = async () =>
    await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  await index();
  const [reindexer, keeper] = [connect(url, 1), connect(url, 1)];
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = inTransaction(keeper, async (trx) => {
    await sql`select from search_document where kind = 'solution' for update`.execute(trx);
    held.resolve();
    await over.promise;
  });
  await held.promise;
  const reindexing = reindexOwn(reindexer, new Date());
  await untilWaiting(db, 1);
  const indexing = index();
  await untilWaiting(db, 2);
  over.resolve();
  await holding;
  const ended = await Promise.allSettled([reindexing, indexing]);
  expect(ended.map((end) => (end.status === "rejected" ? String(end.reason) : "through"))).toEqual([
    "through",
    "through",
  ]);
  expect(await (await app.request("/api/v1/search")).json()).toMatchObject({ total: 2 });
  for (const one of [reindexer, keeper]) await one.destroy();
});

test("what is hidden while a reindex comes by stays hidden", async () => {
  const { app, db, url } = await testApp();
  const { providerId } = await makeProvider(db);
  const solutionId = await makeSolution(db, providerId);
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const [reindexer, writer] = [connect(url, 1), connect(url, 1)];
  const [hidden, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const hiding = inTransaction(writer, async (trx) => {
    await trx
      .updateTable("solution")
      .set({ status: "withdrawn" })
      .where("id", "=", solutionId)
      .execute();
    await indexProviders(trx, [providerId]);
    hidden.resolve();
    await over.promise;
  });
  await hidden.promise;
  const reindexing = reindexOwn(reindexer, new Date());
  await untilWaiting(db, 1);
  over.resolve();
  await Promise.all([hiding, reindexing]);
  const found = await app.request("/api/v1/search?type=solution");
  expect(await found.json()).toMatchObject({ total: 0 });
  for (const one of [reindexer, writer]) await one.destroy();
});

test("what an import writes while a reindex comes by is not taken for what is gone", async () => {
  const { app, db, url } = await testApp();
  const { providerId: other } = await makeProvider(db);
  const [reindexer, importer, keeper] = [connect(url, 1), connect(url, 1), connect(url, 1)];
  const [written, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [through, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const importing = inTransaction(importer, async (trx) => {
    const { providerId } = await makeProvider(trx);
    await makeSolution(trx, providerId);
    await indexProviders(trx, [providerId]);
    written.resolve();
    await through.promise;
  });
  const holding = inTransaction(keeper, async (trx) => {
    await sql`select from provider where id = ${other} for update`.execute(trx);
    held.resolve();
    await over.promise;
  });
  await Promise.all([written.promise, held.promise]);
  // It has gone through all solutions when it has to wait.
  const reindexing = reindexOwn(reindexer, new Date());
  await untilWaiting(db, 1);
  through.resolve();
  await importing;
  over.resolve();
  await Promise.all([holding, reindexing]);
  const found = await app.request("/api/v1/search?type=solution");
  expect(await found.json()).toMatchObject({ total: 1 });
  for (const one of [reindexer, importer, keeper]) await one.destroy();
});
