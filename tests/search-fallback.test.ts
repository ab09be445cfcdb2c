import http from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { readEverything } from "../src/matching/matcher.ts";
import type { MeilisearchAddress } from "../src/meilisearch/client.ts";
import { type MeilisearchEngine, showing } from "../src/meilisearch/engine.ts";
import { keptConnections } from "../src/meilisearch/kept-connections.ts";
import { createBreaker } from "../src/search/breaker.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import { findSuggestions, findThings } from "../src/search/find.ts";
import { finderOf } from "../src/search/finder.ts";
import { viewHit } from "../src/search/hit.ts";
import { tablesIn } from "../src/search/tables.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { indexProviders } from "../src/search/service.ts";
import { json, read, testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

const ways = {
  hangs: () => {},
  breaks: (response) => response.writeHead(500).end("{}"),
  "talks nonsense": (response) => response.end(`{"results":[]}`),
  "talks no JSON": (response) => response.end("<h1>It works!</h1>"),
  "sends a byte now and then": (response) => {
    response.write(`{"results":`);
    const drip = setInterval(() => response.write(" "), 50);
    response.once("close", () => clearInterval(drip));
  },
} satisfies Record<string, (response: http.ServerResponse) => unknown>;

/** Stands where Meilisearch should, and does not do what it should. */
async function brokenEngine(answer: (response: http.ServerResponse) => unknown) {
  const seen = { asked: 0 };
  const server = http.createServer((_, response) => {
    seen.asked++;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return { seen, meilisearch: { url, searchKey: "", writeKey: "", prefix: "shuqiao" } };
}

async function market(meilisearch: MeilisearchAddress) {
  const made = await testApp({ meilisearch });
  const { providerId } = await makeProvider(made.db);
  await makeSolution(made.db, providerId, { name: "云上扫码报工" });
  await inTransaction(made.db, async (trx) => await indexProviders(trx, [providerId]));
  return made;
}

/** As a Worker asks, and as Node does. */
const clients = {
  fetch: {},
  "kept connections": { httpClient: keptConnections() },
};
const everyWay = Object.entries(ways).flatMap(([how, way]) =>
  Object.entries(clients).map(([by, client]) => ({ how, by, way, client })),
);

const nothingMeant = async () => await Promise.resolve(undefined);

test.for(everyWay)(
  "while the outside engine $how our own answers, and it is soon left alone (by $by)",
  { timeout: 20_000 },
  async ({ way, client }) => {
    const { seen, meilisearch } = await brokenEngine(way);
    const { app } = await market({ ...meilisearch, ...client });
    const askedAfter: number[] = [];
    for (let i = 0; i < 6; i++) {
      const answer = await app.request("/api/v1/search?q=扫码报工&type=solution");
      expect(answer.status).toBe(200);
      expect(await read(answer)).toMatchObject({
        engine: "postgresql",
        total: 1,
        hits: [{ name: "云上扫码报工" }],
      });
      askedAfter.push(seen.asked);
    }
    // What was chosen is counted beside the search.
    expect(askedAfter).toEqual([2, 4, 6, 6, 6, 6]);
    const suggestions = await app.request("/api/v1/suggest?q=云上扫");
    expect(await read(suggestions)).toMatchObject({ items: [{ text: "云上扫码报工" }] });
    const matched = await app.request("/api/v1/matches", json({ text: "想上扫码报工" }));
    expect(await read(matched)).toMatchObject({
      engine: "postgresql",
      matches: [{ solution: { name: "云上扫码报工" } }],
    });
    expect((await app.request("/search?q=扫码报工")).status).toBe(200);
    expect(seen.asked).toBe(6);
    const ready = await app.request("/readyz");
    expect(await read(ready)).toMatchObject({
      status: "ok",
      search: { engine: "postgresql", outside: { resting: true, waiting: 2 } },
    });
    const metrics = await (await app.request("/metrics")).text();
    expect(metrics).toContain("shuqiao_search_outside_resting 1");
    expect(metrics).toContain("shuqiao_search_outbox_waiting 2");
  },
);

test("a search that looks further waits only once for an outside engine that hangs", async () => {
  const { seen, meilisearch } = await brokenEngine(ways.hangs);
  const { app, db } = await market(meilisearch);
  await readEverything(db);
  const query = "q=报产量不用纸&type=solution&scene=production";
  const answer = await app.request(`/api/v1/search?${query}`);
  expect(await read(answer)).toMatchObject({
    engine: "postgresql",
    total: 1,
    meant: { literal: 0 },
  });
  // The search, and beside it the counts of what was chosen.
  expect(seen.asked).toBe(2);
});

test.for(Object.entries(clients))(
  "an outside engine that leads elsewhere is not followed (%s)",
  async ([, client]) => {
    const elsewhere = await brokenEngine((response) => response.end("{}"));
    const { url } = elsewhere.meilisearch;
    const { meilisearch } = await brokenEngine((response) =>
      response.writeHead(307, { location: `${url}/multi-search` }).end(),
    );
    const { app } = await market({ ...meilisearch, ...client });
    const answer = await app.request("/api/v1/search?q=扫码报工&type=solution");
    expect(await read(answer)).toMatchObject({ engine: "postgresql", total: 1 });
    expect(elsewhere.seen.asked).toBe(0);
  },
);

test.for(Object.entries(clients))(
  "an outside engine that sends without end is cut off (%s)",
  { timeout: 30_000 },
  async ([, client]) => {
    const [part, most] = [Buffer.alloc(1024 * 1024, " "), 200];
    let sent = 0;
    const { meilisearch } = await brokenEngine((response) => {
      const more = () => {
        while (sent < most && !response.destroyed) {
          sent++;
          if (!response.write(part)) return response.once("drain", more);
        }
        return response.end();
      };
      more();
    });
    const { app } = await market({ ...meilisearch, ...client, patienceMs: 20_000 });
    const answer = await app.request("/api/v1/search?q=扫码报工&type=solution");
    expect(await read(answer)).toMatchObject({ engine: "postgresql", total: 1 });
    expect(sent).toBeLessThan(60);
  },
);

test("nobody from outside reads the figures of the machine", async () => {
  const { app } = await testApp({}, "203.0.113.9");
  expect((await app.request("/metrics")).status).toBe(404);
});

test("a breaker rests after three failures, lets one try, and closes when that goes well", () => {
  let now = 0;
  const breaker = createBreaker(() => now);
  for (let i = 0; i < 3; i++) {
    expect(breaker.allows()).toBe(true);
    breaker.failed();
  }
  expect(breaker.allows()).toBe(false);
  now = 5001;
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  breaker.failed();
  expect(breaker.allows()).toBe(false);
  now = 10_100;
  expect(breaker.allows()).toBe(true);
  breaker.succeeded();
  expect([breaker.allows(), breaker.allows(), breaker.isOpen()]).toEqual([true, true, false]);
});

test("who comes back answers only when it knows what happened meanwhile", async () => {
  const { db } = await testApp();
  const own = postgresEngine(db);
  const state = { isAway: true, isTold: false };
  const back: SearchEngine = {
    ...own,
    name: "meilisearch",
    retrieve: async () =>
      state.isAway
        ? await Promise.reject(new Error("connection refused"))
        : await Promise.resolve([]),
  };
  let time = 0;
  const breaker = createBreaker(() => time);
  const isTold = async () => await Promise.resolve(state.isTold);
  const asked = async () => {
    time += 5001;
    const finder = finderOf(own, { engine: back, breaker, isTold });
    return (await finder.retrieve([], {}, { limit: 8, now: new Date() })).engine;
  };
  for (let i = 0; i < 3; i++) expect(await asked()).toBe("postgresql");
  state.isAway = false;
  expect([await asked(), breaker.isOpen()]).toEqual(["postgresql", true]);
  state.isTold = true;
  expect([await asked(), breaker.isOpen()]).toEqual(["meilisearch", false]);
  // Who was not away is not asked what it knows.
  state.isTold = false;
  expect(await asked()).toBe("meilisearch");
});

test("single failures between successes do not open it", () => {
  const breaker = createBreaker(() => 0);
  for (let i = 0; i < 10; i++) {
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
  }
  expect(breaker.allows()).toBe(true);
});

test("what an outside engine still holds of a suspended provider is neither found nor suggested", async () => {
  const { db, app } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, { name: "云上扫码报工" });
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const now = new Date();
  const query = { text: "扫码报工", filter: {}, page: 1, perPage: 20, now };
  const own = postgresEngine(db);
  const page = await own.search(query);
  const late: MeilisearchEngine = {
    ...own,
    name: "meilisearch",
    exists: async () => await Promise.resolve(true),
    search: async (_, { rowsOf }) => {
      const keys = page.hits.map(({ type, id }) => ({ kind: type, id }));
      return { ...page, hits: (await rowsOf(keys, now)).map((row) => viewHit(row)) };
    },
  };
  const engine = showing(late, tablesIn(db));
  const finder = finderOf(own, { engine, breaker: createBreaker() });
  const seen = async () => [
    (await findThings(db, finder, query, nothingMeant)).hits.length,
    (await findSuggestions(db, "云上", { limit: 8, now, capabilities: [] })).length,
    (await read<{ hits: object[] }>(await app.request("/api/v1/search?q=扫码报工"))).hits.length,
    (await read<{ items: object[] }>(await app.request("/api/v1/suggest?q=云上扫"))).items.length,
  ];
  expect(await seen()).toEqual([2, 1, 2, 1]);
  const office = await makeMember(db, "authority", { regionCode: "330300" });
  const suspend = json({ reason: "核查中" }, office.headers);
  const done = await app.request(`/api/v1/providers/${providerId}/suspend`, suspend);
  expect(done.status).toBe(200);
  expect(await seen()).toEqual([0, 0, 0, 0]);
});
