import { sql } from "kysely";
import { expect, inject, test } from "vitest";
import { makePast } from "../scripts/bench/past.ts";
import { type Db } from "../src/db/connect.ts";
import { listFacts } from "../src/matching/facts-store.ts";
import { appOn, ownDatabase, settings } from "./support/app.ts";
import { noting, rowsRead } from "./support/work.ts";

/** A small catalogue on which a year of many deals has passed. */
async function livedIn() {
  const own = await ownDatabase(inject("template").name);
  await sql`insert into provider (external_key, status, name, region_code, listed_at)
    select 'p' || i, 'listed', '示范软件' || i, (array['330000', '440000'])[1 + i % 2],
      now() - interval '1 year' from generate_series(1, 400) i`.execute(own.db);
  await sql`insert into solution (external_key, provider_id, status, name, category, scenes, published_at)
    select external_key || '-' || j, id, 'published', '扫码报工', 'upgrade', '{production}', now()
    from provider, generate_series(1, 2) j`.execute(own.db);
  const past = await makePast(own.url, 3000, settings.authSecret);
  return { ...own, past, ...appOn(own) };
}

async function countAll(db: Db, tables: readonly string[]) {
  const counted: [string, number][] = [];
  for (const table of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(
      db,
    );
    counted.push([table, rows[0]!.count]);
  }
  return Object.fromEntries(counted);
}

async function statesOf(db: Db, table: string, column: string) {
  const { rows } = await sql<{ state: string }>`
    select distinct ${sql.ref(column)} as state from ${sql.table(table)}
    where ${sql.ref(column)} is not null order by 1`.execute(db);
  return rows.map(({ state }) => state);
}

const grown = [
  "request",
  "proposal",
  "engagement",
  "rating",
  "notice",
  "audit_event",
  "question",
  "request_invitation",
] as const;

test("a platform that has lived holds every state, and few providers have very many deals", async () => {
  const { db } = await livedIn();
  expect(await statesOf(db, "request", "status")).toEqual([
    "closed",
    "draft",
    "evaluating",
    "open",
  ]);
  expect(await statesOf(db, "request", "outcome")).toHaveLength(5);
  expect(await statesOf(db, "proposal", "status")).toHaveLength(7);
  expect(await statesOf(db, "engagement", "status")).toHaveLength(5);
  const all = await countAll(db, grown);
  expect(all["request"]).toBe(1500);
  expect(all["proposal"]).toBeGreaterThan(3500);
  expect(all["engagement"]).toBeGreaterThan(700);
  expect(all["rating"]).toBeGreaterThan(350);
  const { rows } = await sql<{ share: number }>`
    select (sum(n) filter (where place <= 40) / sum(n))::float8 as share
    from (select count(*) as n, row_number() over (order by count(*) desc) as place
      from rating group by provider_id) counted`.execute(db);
  expect(rows[0]!.share).toBeGreaterThan(0.35);
}, 120_000);

test("a page reads what it shows, however much others have done", async () => {
  const { db, url, past, machine } = await livedIn();
  const all = await countAll(db, grown);
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from request where status = 'open'`.execute(db);
  const seller = past.sellers.at(-1)!;
  // One of whose requests something has come.
  const buyer = past.buyers[30];
  // Of a city in which hardly anything happens.
  const [, province, official] = past.officials;
  const pages: [string, string | undefined, Record<string, number>?][] = [
    [`/providers/${seller.providerId}`, undefined],
    ["/desk/provider", seller.cookie, { request: 2 * rows[0]!.open + 40 }],
    ["/leads", seller.cookie, { request: rows[0]!.open + 40 }],
    ["/proposals", seller.cookie],
    ["/engagements", seller.cookie],
    ["/notices", seller.cookie],
    ["/requests", buyer],
    ["/engagements", buyer],
    ["/requests?view=region", official],
    ["/engagements", official],
    ["/official/audit", official],
    ["/official/audit?thingKind=provider", province],
    ["/official/exposure", official],
    ["/official/unmet", official, { request: all["request"]! / 5 }],
  ];
  const found: Record<string, Record<string, number>> = {};
  for (const [path, cookie, most = {}] of pages) {
    const { db: noted, asked } = noting(url);
    const answer = await machine(noted).request(path, { headers: cookie ? { cookie } : {} });
    expect([path, answer.status]).toEqual([path, 200]);
    const read = await rowsRead(url, asked);
    for (const table of grown) {
      const bound = most[table] ?? all[table]! / 20;
      const rowsOf = read.get(table) ?? 0;
      if (rowsOf > bound) (found[path] ??= {})[table] = rowsOf;
    }
  }
  expect(found).toEqual({});
}, 120_000);

test("a match counts the deals and ratings of the candidates' providers, and of nobody else", async () => {
  const { db, url, past } = await livedIn();
  const providers = [past.sellers.at(-1)!, past.sellers.at(-2)!].map((one) => one.providerId);
  const solutions = await db
    .selectFrom("solution")
    .select("id")
    .where("provider_id", "in", providers)
    .execute();
  const own = await db
    .selectFrom("engagement")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("provider_id", "in", providers)
    .executeTakeFirstOrThrow();
  const { db: noted, asked } = noting(url);
  const ids = solutions.map(({ id }) => id);
  const now = new Date();
  const facts = await listFacts(noted, [], ids, now);
  expect(facts).toHaveLength(4);
  const read = await rowsRead(url, asked);
  for (const table of ["engagement", "rating"])
    expect(read.get(table) ?? 0).toBeLessThanOrEqual(own.count);
}, 120_000);
