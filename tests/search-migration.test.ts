import { sql } from "kysely";
import { expect, inject, test } from "vitest";
import { type Db, inTransaction } from "../src/db/connect.ts";
import { reindexOwn } from "../src/index-sync/reindex.ts";
import { indexProviders, recountWhenOld } from "../src/search/service.ts";
import { migrate } from "../scripts/migrate.ts";
import { appOn, ownDatabase, read } from "./support/app.ts";
import { firms, offers, oldDatabase, putThings } from "./support/old-search.ts";

type Found = {
  hits: { id: string }[];
  total: number;
  facets: Record<string, { code: string; count: number }[]>;
};

const queries = [
  "",
  "报工",
  "扫码报工",
  "MES",
  "盘点 小厂",
  "云岭",
  "saomabaogong",
  "能耗临测",
  "查无此物",
];
const filters = ["", "&type=provider", "&scene=energy&scene=none", "&region=330300&industry=C33"];
const asked = queries.flatMap((q) =>
  filters.flatMap((filter) =>
    [1, 2, 3].map((page) => `q=${encodeURIComponent(q)}${filter}&page=${page}`),
  ),
);

const prefixes = ["扫", "云岭", "yl", "baogong"];

/** The old rows under the tables of today, before anybody has reindexed. */
async function migrated() {
  const made = await oldDatabase();
  await migrate(made.db, "migrations");
  return visited(made);
}

/** The same things on a database that was new today. */
async function fresh() {
  const made = await ownDatabase(inject("template").name);
  await putThings(made.db);
  await inTransaction(made.db, async (trx) => {
    await indexProviders(
      trx,
      firms.map(({ id }) => id),
    );
  });
  await recountWhenOld(made.db, new Date());
  return visited(made);
}

function visited(made: Awaited<ReturnType<typeof ownDatabase>>) {
  const { app, db } = appOn(made);
  const search = async (query: string) => {
    const answer = await app.request(`/api/v1/search?${query}`);
    // A page past the end.
    if (answer.status === 404) return undefined;
    expect([query, answer.status]).toEqual([query, 200]);
    const { hits, total, facets } = await read<Found>(answer);
    const left = total - 20 * (Number(new URLSearchParams(query).get("page") ?? 1) - 1);
    expect([query, hits.length]).toEqual([query, Math.min(20, left)]);
    return { ids: hits.map(({ id }) => id), total, facets };
  };
  const suggest = async (q: string) =>
    await (await app.request(`/api/v1/suggest?q=${encodeURIComponent(q)}`)).json();
  const warnings = async () =>
    (await read<{ warnings: { code: string }[] }>(await app.request("/readyz"))).warnings.map(
      ({ code }) => code,
    );
  return { app, db, search, suggest, warnings };
}

const written = offers.filter(({ isMissed }) => !isMissed);
const visible = offers.filter(({ isHidden }) => !isHidden);

test("rows of an earlier make are found, filtered and counted before the reindex, with a warning", async () => {
  const { app, db, search, suggest, warnings } = await migrated();
  expect(await warnings()).toEqual(["search_rows_outdated"]);
  for (const query of asked) await search(query);
  for (const q of prefixes) expect(await suggest(q)).toHaveProperty("items");
  expect((await app.request("/search?q=报工")).status).toBe(200);
  const { rows } = await sql`select from search_document`.execute(db);
  expect(rows).toHaveLength(firms.length + written.length);
  const energy = written.filter(({ scene }) => scene === "energy").length;
  const all = await search("type=solution");
  expect(all?.facets["scene"]).toContainEqual({ code: "energy", count: energy });
  expect(await search("type=solution&scene=energy")).toMatchObject({ total: energy });
  const said = written.filter(({ name, summary }) => `${name}\n${summary}`.includes("巡检"));
  expect(await search("type=solution&q=设备巡检")).toMatchObject({ total: said.length });
});

test("after the reindex they are found and ordered as on a fresh database", async () => {
  const [old, now] = [await migrated(), await fresh()];
  await reindexOwn(old.db, new Date());
  expect(await old.warnings()).toEqual([]);
  for (const query of asked)
    expect([query, await old.search(query)]).toEqual([query, await now.search(query)]);
  for (const q of prefixes) expect(await old.suggest(q)).toEqual(await now.suggest(q));
  expect(await rowsOf(old.db)).toEqual(await rowsOf(now.db));
  expect(await old.search("q=")).toMatchObject({ total: firms.length + visible.length });
});

/** All that a search reads, but for what only tells the rows apart. */
async function rowsOf(db: Db) {
  const { rows } = await sql`
    select d.kind, d.thing_id, d.name, d.provider_name, d.summary, d.body, d.imported, d.name_key,
      d.names, d.syllables, d.pinyin_key, d.initials_key, e.tie, e.sample, e.hidden_until, e.vector,
      (select array_agg(f.token order by f.token)
        from regexp_split_to_table(e.facets, '') c join search_facet f on chr(f.code) = c) as facets
    from search_document d full join search_entry e on e.document = d.id
    order by d.kind, d.thing_id`.execute(db);
  return rows;
}

test("migrated twice, nothing changes", async () => {
  const { db } = await migrated();
  const before = await everythingIn(db);
  await migrate(db, "migrations");
  expect(await everythingIn(db)).toEqual(before);
});

/** The rows of every table, and how it is made. */
async function everythingIn(db: Db) {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(
    db,
  );
  const contents = [];
  for (const { name } of tables) {
    const { rows } = await sql`
      select ${name}::text as name, count(*), md5(string_agg(t::text, '' order by t::text)) as rows
      from ${sql.table(name)} t`.execute(db);
    contents.push(rows[0]);
  }
  const { rows: made } = await sql`
    select indexdef as made from pg_indexes where schemaname = 'public'
    union all select pg_get_functiondef(oid) from pg_proc
      where pronamespace = 'public'::regnamespace and prokind <> 'a'
    union all select aggfnoid::regprocedure || ' ' || aggtransfn from pg_aggregate
      where aggfnoid::oid in (select oid from pg_proc where pronamespace = 'public'::regnamespace)
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select attrelid::regclass || ' ' || attname || ' ' || atttypid::regtype
      from pg_attribute join pg_class c on c.oid = attrelid
      where c.relnamespace = 'public'::regnamespace and attnum > 0
    order by 1`.execute(db);
  return { contents, made };
}
