import { sql } from "kysely";
import { expect, inject, test } from "vitest";
import { makePast } from "../scripts/bench/past.ts";
import { listFacts } from "../src/matching/facts-store.ts";
import { freshnessShare, loadShare, sayFreshness, sayLoad } from "../src/matching/record.ts";
import { lotsFor } from "../src/matching/lots.ts";
import { ownDatabase, settings } from "./support/app.ts";
import { factsOf } from "./support/facts.ts";

test.for([
  [null, undefined, "还没有在本平台核实过的交付或案例，按中间分计"],
  [0, 1, "半年内有核实过的交付或案例"],
  [182, 1, "半年内有核实过的交付或案例"],
  [300, 0.87, "最近一次核实过的交付或案例在半年以前"],
  [640, 0.5, "最近一次核实过的交付或案例在 1 年以前"],
  [1095, 0, "最近一次核实过的交付或案例在 3 年以前"],
] as const)("evidence of %s days ago counts %s", ([evidenceDays, share, said]) => {
  const facts = factsOf("s", { evidenceDays });
  const found = freshnessShare(facts);
  expect(found === undefined ? found : Math.min(1, Math.round(found * 100) / 100)).toBe(share);
  expect(sayFreshness(facts)).toBe(said);
});

test.for([
  // A newcomer has room for three.
  [{ inHand: 0, lately: 0 }, 1],
  [{ inHand: 3, lately: 0 }, 1],
  [{ inHand: 4, lately: 0 }, 0.67],
  [{ inHand: 6, lately: 0 }, 0],
  [{ inHand: 60, lately: 0 }, 0],
  // Who gets forty done in a year has room for ten.
  [{ inHand: 10, lately: 40 }, 1],
  [{ inHand: 15, lately: 40 }, 0.5],
  // Nobody knows.
  [{ inHand: 0, lately: 0, providerStatus: "imported" }, undefined],
] as const)("%o leaves room for %s", ([given, share]) => {
  const facts = factsOf("s", given);
  const found = loadShare(facts);
  const kept = found && Math.round(Math.min(1, Math.max(0, found)) * 100) / 100;
  expect(kept).toBe(share);
  const said = {
    1: "手上的活不多，接得过来",
    0: "手上的活很多，可能要等",
    none: "还没有入驻，不知道手上有多少活，按中间分计",
  };
  expect(sayLoad(facts)).toBe(
    share === undefined
      ? said.none
      : share === 0 || share === 1
        ? said[share]
        : "手上的活偏多，可能要等一等",
  );
});

test("among equals each comes first about as often, and for the same words always the same", () => {
  const ids = Array.from({ length: 10 }, (_, i) => `01a22ba4-ad6a-708d-ad1a-38bad63ca1e${i}`);
  const firstFor = (text: string) => {
    const lotOf = lotsFor(text);
    return ids.toSorted((a, b) => lotOf(a) - lotOf(b))[0] ?? "";
  };
  const firsts = Array.from({ length: 2000 }, (_, i) => firstFor(`想上扫码报工，${i} 个人`));
  const counts = ids.map((id) => firsts.filter((first) => first === id).length);
  expect(Math.min(...counts)).toBeGreaterThan(140);
  expect(Math.max(...counts)).toBeLessThan(260);
  expect(firstFor("想上扫码报工")).toBe(firstFor("想上扫码报工"));
});

test("what a provider has done, when, and has in hand is counted from its engagements and cases", async () => {
  const { db, url } = await ownDatabase(inject("template").name);
  await sql`insert into provider (external_key, status, name, region_code, listed_at)
    select 'p' || i, 'listed', '示范软件' || i, '330000', now() - interval '1 year'
    from generate_series(1, 60) i`.execute(db);
  await sql`insert into solution (external_key, provider_id, status, name, category, published_at)
    select external_key, id, 'published', '扫码报工', 'upgrade', now() from provider`.execute(db);
  await makePast(url, 500, settings.authSecret);
  const now = new Date(Date.now() + 100 * 86_400_000);
  const { rows } = await sql<{ id: string; status: string; accepted: Date | null }>`
    select s.id, e.status, e.accepted_at as accepted from solution s
    join engagement e on e.provider_id = s.provider_id`.execute(db);
  const facts = await listFacts(db, [], [...new Set(rows.map(({ id }) => id))], now);
  expect(facts.length).toBeGreaterThan(20);
  for (const one of facts) {
    const own = rows.filter(({ id }) => id === one.id);
    const done = own.flatMap(({ status, accepted }) =>
      status === "accepted" && accepted ? [(now.getTime() - accepted.getTime()) / 86_400_000] : [],
    );
    expect(one).toMatchObject({
      accepted: done.length,
      lately: done.filter((days) => days < 365).length,
      inHand: own.filter(({ status }) => ["agreed", "in_delivery"].includes(status)).length,
      evidenceDays: done.length === 0 ? null : Math.floor(Math.min(...done)),
    });
  }
  expect(facts.some(({ accepted, lately }) => accepted > lately && lately > 0)).toBe(true);
}, 120_000);
