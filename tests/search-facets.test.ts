import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect, type Db, inTransaction, type Trx } from "../src/db/connect.ts";
import { indexProviders } from "../src/search/service.ts";
import { regions } from "../src/taxonomy/regions.ts";
import { read, testApp } from "./support/app.ts";
import { makeProvider } from "./support/make.ts";

const [guangxi, hainan] = ["450000", "460000"];

type Found = {
  total: number;
  facets: { region: { code: string; count: number }[] };
};

/** Firms that serve places of which no document has told yet, and two machines that index them. */
async function market() {
  const { app, db, url } = await testApp();
  const firm = async (region: string) => {
    const { providerId } = await makeProvider(db);
    await db
      .updateTable("provider")
      .set({ service_regions: [region] })
      .where("id", "=", providerId)
      .execute();
    return providerId;
  };
  const index = async (trx: Trx, region: string) => await indexProviders(trx, [await firm(region)]);
  await inTransaction(db, async (trx) => await index(trx, "110000"));
  const search = async (query: string) => {
    const { total, facets } = await read<Found>(await app.request(`/api/v1/search?${query}`));
    const count = (code: string) => facets.region.find((one) => one.code === code)?.count;
    return { total, guangxi: count(guangxi), hainan: count(hainan) };
  };
  return { app, db, url, index, search };
}

/** Values of entries that nobody could name. */
async function strayCodes(db: Db) {
  const { rows } = await sql`
    select c from search_entry, regexp_split_to_table(facets, '') c
    where not exists (select from search_facet where chr(code) = c)`.execute(db);
  return rows;
}

type Step = (trx: Trx) => Promise<void>;

/** Two transactions on connections of their own; neither takes a step before the other has done the one before. */
async function both({ db, url }: { db: Db; url: string }, work: readonly (readonly Step[])[]) {
  const other = connect(url, 1);
  const done = work.map((steps) => steps.map(() => Promise.withResolvers<void>()));
  const ended = await Promise.allSettled(
    work.map(
      async (steps, i) =>
        await inTransaction(i === 0 ? db : other, async (trx) => {
          for (const [k, step] of steps.entries()) {
            if (k > 0) await Promise.all(done.flatMap((each) => each[k - 1]?.promise ?? []));
            await step(trx);
            done[i]?.[k]?.resolve();
          }
        }).finally(() => done[i]?.forEach(({ resolve }) => resolve())),
    ),
  );
  await other.destroy();
  return ended.map((end) => (end.status === "rejected" ? String(end.reason) : "through"));
}

test("two that bring the same new values in other orders both come through", async () => {
  const all = await market();
  const { index, search } = all;
  const inOrder = (first: string, then: string): Step[] => [
    async (trx) => await index(trx, first),
    async () => expect(await search("")).toEqual({ total: 1 }),
    async (trx) => await index(trx, then),
  ];
  expect(await both(all, [inOrder(guangxi, hainan), inOrder(hainan, guangxi)])).toEqual([
    "through",
    "through",
  ]);
  expect(await search("")).toEqual({ total: 5, guangxi: 2, hainan: 2 });
  expect(await search(`region=${guangxi}`)).toEqual({ total: 2, guangxi: 2, hainan: 2 });
  expect(await search(`region=${guangxi}&type=solution`)).toMatchObject({ total: 0 });
  expect(await search(`region=${guangxi}&region=${hainan}&type=provider`)).toMatchObject({
    total: 4,
  });
  expect(await strayCodes(all.db)).toEqual([]);
});

test("all choices of a facet ticked are none ticked, however many there are", async () => {
  const { app, db, index } = await market();
  const places = Array.from(regions.values(), ({ code }) => code).slice(-120);
  await inTransaction(db, async (trx) => {
    for (const place of places) await index(trx, place);
  });
  const all = await read<Found>(await app.request("/api/v1/search"));
  const codes = all.facets.region.map(({ code }) => code);
  expect([all.total, codes.length]).toEqual([121, 121]);
  const ticked = codes.map((code) => `region=${code}`).join("&");
  const again = await read<Found>(await app.request(`/api/v1/search?${ticked}&${ticked}`));
  expect(again.total).toBe(121);
  const page = await app.request(`/search?type=provider&${ticked}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("共 121 家")]);
});

test("nobody waits for who has brought the same value and is not through", async () => {
  const { db, url, index, search } = await market();
  const other = connect(url, 1);
  const failing = inTransaction(db, async (trx) => {
    await index(trx, guangxi);
    await inTransaction(other, async (second) => {
      await sql`set local lock_timeout = '2s'`.execute(second);
      await index(second, guangxi);
    });
    expect(await search(`region=${guangxi}`)).toMatchObject({ total: 1, guangxi: 1 });
    throw new Error("given up");
  });
  await expect(failing).rejects.toThrow("given up");
  await other.destroy();
  expect(await search(`region=${guangxi}`)).toMatchObject({ total: 1, guangxi: 1 });
  expect(await strayCodes(db)).toEqual([]);
});
