import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { connect, type Db, inTransaction } from "../src/db/connect.ts";
import { catchUp, drainOutbox } from "../src/index-sync/drain.ts";
import { reconcile, reconcileWhenOld } from "../src/index-sync/reconcile.ts";
import { reindexOutside } from "../src/index-sync/reindex.ts";
import { claimErrands, findDrift, findOutboxState, isBehind } from "../src/index-sync/store.ts";
import { indexProviders, recountWhenOld } from "../src/search/service.ts";
import { findCountedAt } from "../src/search/term-store.ts";
import { testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";
import { memoryIndex } from "./support/memory-index.ts";
import { race } from "./support/race.ts";

async function market() {
  const made = await testApp();
  const { providerId } = await makeProvider(made.db);
  const solutionId = await makeSolution(made.db, providerId);
  const index = memoryIndex();
  const touch = async () =>
    await inTransaction(made.db, async (trx) => await indexProviders(trx, [providerId]));
  await touch();
  const held = () => [...index.held.values()].map(({ id }) => id).toSorted();
  return { ...made, providerId, solutionId, index, touch, held };
}

/** Time passes for what waits for its next try. */
async function makeDue(db: Db) {
  await sql`update search_outbox set not_before = now() - interval '1 second'`.execute(db);
}

test("what was changed is told once, and what is hidden is taken back", async () => {
  const { db, index, held, providerId, solutionId, touch } = await market();
  expect(await drainOutbox(db, index)).toBe(2);
  expect(held()).toEqual([providerId, solutionId].toSorted());
  expect(await drainOutbox(db, index)).toBe(0);
  await db
    .updateTable("solution")
    .set({ status: "withdrawn" })
    .where("id", "=", solutionId)
    .execute();
  await touch();
  await drainOutbox(db, index);
  expect(held()).toEqual([providerId]);
  expect(await findOutboxState(db)).toMatchObject({ waiting: 0, poisoned: 0 });
});

test("while the engine is away nothing is lost and nothing is blamed", async () => {
  const { db, index, held } = await market();
  index.state.away = true;
  await expect(drainOutbox(db, index)).rejects.toThrow("connection refused");
  expect(await findOutboxState(db)).toMatchObject({ waiting: 2, poisoned: 0 });
  // It is not asked again at once.
  expect(await drainOutbox(db, index)).toBe(0);
  index.state.away = false;
  await makeDue(db);
  expect(await drainOutbox(db, index)).toBe(2);
  expect(held()).toHaveLength(2);
});

test("an engine that is back is told at once, but what it refused waits", async () => {
  const { db, index, held, providerId, solutionId } = await market();
  index.state.refuses.add(solutionId);
  await drainOutbox(db, index);
  await sql`update search_outbox set created_at = now() - interval '1 hour'`.execute(db);
  expect(await isBehind(db)).toBe(false);
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  index.state.away = true;
  await expect(drainOutbox(db, index)).rejects.toThrow("connection refused");
  await sql`update search_outbox set created_at = now() - interval '11 seconds'`.execute(db);
  expect(await isBehind(db)).toBe(true);
  index.state.away = false;
  expect(await catchUp(db, index)).toBe(1);
  expect(held()).toEqual([providerId]);
  expect(await isBehind(db)).toBe(false);
});

test("what the engine refuses is set aside after five tries, the rest goes through, an official retries", async () => {
  const { app, db, index, held, providerId, solutionId } = await market();
  index.state.refuses.add(solutionId);
  for (let tries = 0; tries < 6; tries++) {
    await makeDue(db);
    await drainOutbox(db, index);
  }
  expect(held()).toEqual([providerId]);
  expect(await findOutboxState(db)).toMatchObject({ waiting: 0, poisoned: 1 });
  const { headers } = await makeMember(db, "authority");
  const page = await (await app.request("/official/search-status", { headers })).text();
  expect(page).toContain("检索由数据库直接完成");
  const status = await app.request("/api/v1/search-status", { headers });
  expect(await status.json()).toMatchObject({
    refused: [{ id: solutionId, error: "bad document" }],
  });
  const answer = await app.request("/api/v1/search-status/retry", {
    method: "POST",
    headers,
  });
  expect(await answer.json()).toEqual({ things: 1 });
  const events = await db
    .selectFrom("audit_event")
    .select("kind")
    .where("kind", "=", "search.retried")
    .execute();
  expect(events).toHaveLength(1);
  index.state.refuses.clear();
  expect(await drainOutbox(db, index)).toBe(1);
});

test("tries that found the engine away are not held against a thing that it then refuses", async () => {
  const { db, index, solutionId } = await market();
  const attempt = async () => {
    await makeDue(db);
    await drainOutbox(db, index).catch(() => {});
  };
  index.state.away = true;
  for (let tries = 0; tries < 6; tries++) await attempt();
  index.state.away = false;
  index.state.refuses.add(solutionId);
  for (let tries = 0; tries < 4; tries++) await attempt();
  expect(await findOutboxState(db)).toMatchObject({ waiting: 1, poisoned: 0 });
  await attempt();
  expect(await findOutboxState(db)).toMatchObject({ waiting: 0, poisoned: 1 });
});

test("however long the engine was away, all of it is told when it is back", async () => {
  const { db, index } = await market();
  // So often it was tried in a weekend.
  await sql`update search_outbox set attempts = 2000`.execute(db);
  expect(await drainOutbox(db, index)).toBe(2);
});

test("what was refused waits for people, and is no drift; once changed it has all its tries again", async () => {
  const { db, index, solutionId, touch } = await market();
  index.state.refuses.add(solutionId);
  const attempt = async () => {
    await makeDue(db);
    await drainOutbox(db, index);
  };
  for (let tries = 0; tries < 5; tries++) await attempt();
  const drift = await reconcile(db, index, new Date());
  expect(drift).toMatchObject({ missing: 0, stale: 0, surplus: 0 });
  expect(await findOutboxState(db)).toMatchObject({ waiting: 0, poisoned: 1 });
  await sql`update search_outbox set created_at = now() - interval '3 days'`.execute(db);
  await touch();
  const { oldestSeconds } = await findOutboxState(db);
  expect(oldestSeconds).toBeLessThan(60);
  for (let tries = 0; tries < 4; tries++) await attempt();
  expect(await findOutboxState(db)).toMatchObject({ waiting: 1, poisoned: 0 });
});

test("who has nothing to tell takes no lease", async () => {
  const { db, index } = await market();
  await drainOutbox(db, index);
  const lease = async () => await db.selectFrom("search_drainer").selectAll().execute();
  const before = await lease();
  expect(await drainOutbox(db, index)).toBe(0);
  expect(await lease()).toEqual(before);
});

test("a reindex swaps only while it holds the lease, with all that others told the old index", async () => {
  const { db, index: side, touch, providerId } = await market();
  const rename = async (name: string) => {
    await db.updateTable("provider").set({ name }).where("id", "=", providerId).execute();
    await touch();
  };
  const put = side.put;
  let puts = 0;
  side.put = async (documents) => {
    await put(documents);
    puts++;
    if (puts === 1) await rename("改了一次");
    if (puts !== 2) return;
    // It took so long that another drains by now.
    await sql`update search_drainer set holder = ${crypto.randomUUID()}::uuid,
      held_until = clock_timestamp() + interval '500 ms'`.execute(db);
    await rename("改了两次");
  };
  let [heldFor, names] = [0, ""];
  const rebuild: Parameters<typeof reindexOutside>[1]["rebuild"] = async (_, finish) => {
    await finish(side, async () => {
      const { rows } = await sql<{ left: number }>`
        select extract(epoch from held_until - clock_timestamp())::float8 as left
        from search_drainer`.execute(db);
      heldFor = rows[0]?.left ?? 0;
      names = [...side.held.values()].map(({ name }) => name).join();
    });
  };
  await reindexOutside(db, { rebuild });
  expect([heldFor > 30, names]).toEqual([true, expect.stringContaining("改了两次")]);
});

test("a change that comes while its errand is under way is told too", async () => {
  const { db, index, providerId, touch } = await market();
  const put = index.put;
  let late = false;
  index.put = async (documents) => {
    await put(documents);
    if (late) return;
    late = true;
    await db.updateTable("provider").set({ name: "新名字" }).where("id", "=", providerId).execute();
    await touch();
  };
  await drainOutbox(db, index);
  const names = [...index.held.values()].map(({ name }) => name);
  expect(names).toContain("新名字");
});

test("of many drainers one works, and no errand is claimed twice", async () => {
  const { db, index, url } = await market();
  const own = Array.from({ length: 6 }, () => connect(url, 2));
  onTestFinished(
    async () => void (await Promise.all(own.map(async (each) => await each.destroy()))),
  );
  await race(
    { db, url },
    { table: "search_drainer", waiting: 6 },
    own.map((each) => async () => await drainOutbox(each, index)),
  );
  expect(index.held.size).toBe(2);
  expect(await findOutboxState(db)).toMatchObject({ waiting: 0 });
  await sql`update search_outbox set not_before = now()`.execute(db);
  const { providerId } = await makeProvider(db);
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const claimed = await race(
    { db, url },
    { table: "search_outbox", waiting: 6 },
    own.map((each) => async () => await claimErrands(each, 100)),
  );
  expect(claimed.flat()).toHaveLength(1);
});

test("whoever died while draining is followed by another a minute later", async () => {
  const { db, index } = await market();
  await sql`insert into search_drainer values (true, uuidv7(), now() + interval '50 seconds')`.execute(
    db,
  );
  expect(await drainOutbox(db, index)).toBe(0);
  await sql`update search_drainer set held_until = now() - interval '1 second'`.execute(db);
  expect(await drainOutbox(db, index)).toBe(2);
});

test("what is missing, stale or too much is found, counted and mended", async () => {
  const { db, index, held, providerId, solutionId } = await market();
  await drainOutbox(db, index);
  for (let i = 0; i < 5; i++) await makeSolution(db, providerId);
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  await drainOutbox(db, index);
  const all = held();
  expect(await reconcile(db, index, new Date())).toEqual({
    documents: 7,
    missing: 0,
    stale: 0,
    surplus: 0,
  });
  const solution = index.held.get(`solution ${solutionId}`)!;
  index.held.delete(`provider ${providerId}`);
  index.held.set(`solution ${solutionId}`, { ...solution, version: solution.version + 1000 });
  const ghost = { ...solution, id: "019ab000-0000-7000-8000-0000000000ff" };
  index.held.set(`solution ${ghost.id}`, ghost);
  expect(await reconcile(db, index, new Date())).toEqual({
    documents: 7,
    missing: 1,
    stale: 1,
    surplus: 1,
  });
  // Errands are under way for all three: no drift.
  expect(await reconcile(db, index, new Date())).toMatchObject({
    missing: 0,
    stale: 0,
    surplus: 0,
  });
  await drainOutbox(db, index);
  expect(held()).toEqual(all);
});

test("a clock that was a year ahead, once, keeps no job waiting for a year", async () => {
  const { db, index } = await market();
  const now = new Date();
  for (const at of [new Date(now.getTime() + 365 * 86_400_000), now]) {
    await recountWhenOld(db, at);
    await reconcileWhenOld(db, index, at);
  }
  const drift = await findDrift(db, index.name);
  expect([await findCountedAt(db), drift?.checkedAt]).toEqual([now, now]);
});
