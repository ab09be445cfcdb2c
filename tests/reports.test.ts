import { sql } from "kysely";
import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import { json, read } from "./support/app.ts";
import { type Country, country, typed } from "./support/country.ts";
import { makeMember, makePerson, makeSolution } from "./support/make.ts";
import { day, need, published } from "./support/market.ts";

/** Nobody can say what is wanted. */
const babble = "qwzxv rtlpk";
const roof = "想找人来修屋顶漏水";

type Group = {
  scene: string;
  regionCode: string;
  nothingFits: number;
  notUnderstood: number;
  expired: number;
};
const unmetFor = async (who: Country["city"], query = "") =>
  await read<{ groups: Group[] }>(await who.send("GET", `/statistics/unmet${query}`));

const count = (list: Group[], code: string) =>
  list
    .filter(({ regionCode }) => regionCode === code)
    .reduce((sum, { nothingFits, notUnderstood }) => sum + nothingFits + notUnderstood, 0);

const inAMinute = () => new Date(Date.now() + 120_000);

test("what nothing solves is counted by scene and place, each text once, and never told", async () => {
  const all = await country();
  for (const n of [1, 2, 3]) await typed(all, `温州，${babble}${n}`);
  for (let again = 0; again < 2; again++) await typed(all, `温州，${babble}3`);
  for (let i = 0; i < 3; i++) await typed(all, `广州，${babble}`);
  for (let i = 0; i < 3; i++) await typed(all, babble);
  const answer = await all.city.send("GET", "/statistics/unmet");
  const text = await answer.text();
  expect(text).not.toContain("qwzxv");
  const { groups } = await unmetFor(all.city);
  expect([count(groups, "330300"), count(groups, "440100"), count(groups, "none")]).toEqual([
    3, 0, 1,
  ]);
  // However many lists are kept, none of them is read.
  await all.db.deleteFrom("match_result").execute();
  const far = await unmetFor(all.far);
  expect([count(far.groups, "330300"), count(far.groups, "440100")]).toEqual([0, 1]);
  const whole = await unmetFor(all.ministry);
  expect(whole.groups.reduce((sum, group) => sum + count([group], group.regionCode), 0)).toBe(5);
  expect((await unmetFor(all.ministry, "?from=2020-01-01&to=2020-02-01")).groups).toEqual([]);
});

test("who wants what is no business of a marketplace of digital services is not counted as missing it", async () => {
  const all = await country();
  for (let i = 0; i < 3; i++) await typed(all, `我们在温州，${roof}`);
  expect((await unmetFor(all.city)).groups).toEqual([]);
});

test("what fewer than three firms want is told of no scene and place, to nobody", async () => {
  const all = await country();
  const firm = await makeMember(all.db, "sme");
  const colleague = await makePerson(all.db, firm.organisationId);
  const other = await makeMember(all.db, "sme");
  const people = [firm, colleague, other].map(({ headers }) => headers);
  // However often they ask, and however many people of a firm.
  for (const [i, who] of [...people, ...people].entries())
    await all.app.request("/api/v1/matches", json({ text: `温州，${babble}${i}` }, who));
  const merged = { scene: "others", regionCode: "others", notUnderstood: 6, wanted: [] };
  for (const who of [all.city, all.ministry])
    expect((await unmetFor(who)).groups).toMatchObject([merged]);
  // Neither by asking for one scene, nor on the page, nor in the sheet.
  expect((await unmetFor(all.city, "?scene=none")).groups).toEqual([]);
  const page = await all.cityPages.open("/official/unmet");
  expect(page.text).toContain("并到“其他”");
  // On a phone there are no columns.
  expect(page.text).not.toMatch(/[前后]两列/u);
  expect(page.text).not.toContain("没有读懂是什么事</td>");
  expect(await (await all.city.send("GET", "/statistics/unmet.csv")).text()).not.toContain("温州");
  const { rows } = await sql<{ kept: string }>`
    select string_agg(asker, ' ') as kept from unmet_asker`.execute(all.db);
  expect(rows[0]?.kept).toMatch(/^[0-9a-f]{32} [0-9a-f]{32}$/);
  await typed(all, `温州，${babble}`);
  expect((await unmetFor(all.city)).groups).toMatchObject([
    { scene: "none", regionCode: "330300", notUnderstood: 7 },
  ]);
});

test("who asked is kept of a day until it is enough, and for 400 days", async () => {
  const all = await country();
  for (let i = 0; i < 5; i++) await typed(all, `温州，${babble}${i}`);
  const rows = async () =>
    (await all.db.selectFrom("unmet_asker").select("asker").execute()).length;
  expect(await rows()).toBe(3);
  await runJobs(all.db, new Date(Date.now() + 399 * day));
  expect(await rows()).toBe(3);
  expect(await all.db.selectFrom("unmet_text").select("key").execute()).toEqual([]);
  await runJobs(all.db, new Date(Date.now() + 402 * day));
  expect(await rows()).toBe(0);
  expect((await unmetFor(all.city)).groups).toMatchObject([{ scene: "others", notUnderstood: 5 }]);
});

/** One more firm whose need nobody answered. */
async function expired({ db, clock }: Country, name: string) {
  const firm = await makeMember(db, "sme", { name });
  await db
    .insertInto("request")
    .values({
      organisation_id: firm.organisationId,
      created_by: firm.userId,
      status: "closed",
      outcome: "expired",
      title: "扫码报工",
      text: need.text,
      category: "upgrade",
      scenes: ["production"],
      region_code: "330300",
      published_at: new Date(),
      closes_at: clock.now(),
      closed_at: new Date(clock.now().getTime() - 1000),
    })
    .execute();
}

test("a published need that nobody answered is told in its owner's words, in his place only", async () => {
  const all = await country();
  const id = await published(all);
  all.clock.now = () => new Date(Date.now() + 8 * day);
  await all.sme.send("GET", `/requests/${id}`);
  const path = "/statistics/unmet/requests";
  const list = await all.city.get(path);
  expect(list).toMatchObject({ items: [{ id, text: need.text, outcome: "expired" }], next: null });
  expect(await all.far.get(path)).toMatchObject({ items: [] });
  expect((await unmetFor(all.city)).groups).toMatchObject([{ scene: "others", expired: 1 }]);
  for (const organisation of ["第二家", "第三家"]) await expired(all, organisation);
  const { groups } = await unmetFor(all.city, "?scene=production");
  expect(groups).toMatchObject([{ scene: "production", regionCode: "330300", expired: 3 }]);
  const page = await all.cityPages.open("/official/unmet");
  expect([page.status, page.text.includes(need.text)]).toEqual([200, true]);
});

test("sheets carry the counts, and no cell that a spreadsheet would run", async () => {
  const all = await country();
  for (let i = 0; i < 3; i++) await typed(all, `温州，${babble}`);
  const unmet = await all.city.send("GET", "/statistics/unmet.csv");
  expect(unmet.headers.get("content-type")).toContain("text/csv");
  expect(unmet.headers.get("content-disposition")).toMatch(/attachment; filename="unmet-.*\.csv"/);
  expect(await unmet.text()).toContain("浙江省温州市");
  const name = "=HYPERLINK(1)";
  await all.db.updateTable("provider").set({ name }).where("id", "=", all.providerId).execute();
  const sheet = await all.city.send("GET", "/statistics/exposure.csv");
  // `text()` would swallow the mark by which Excel knows UTF-8.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await sheet.arrayBuffer());
  expect([text.startsWith("\ufeff服务商"), /(?:^|,|")=HYPER/m.test(text)]).toEqual([true, false]);
  expect(text).toContain("'=HYPERLINK(1)");
});

test.for([
  ["unmet?from=2026-02-01&to=2026-01-01", "/to", "ends_before"],
  ["unmet?scene=nowhere", "/scene", "unknown_code"],
  ["exposure?from=yesterday", "/from", "invalid_format"],
  ["unread-words?more=1", "/more", "unrecognized_keys"],
] as const)("%s is refused at %s", async ([path, pointer, code]) => {
  const all = await country();
  const answer = await all.city.send("GET", `/statistics/${path}`);
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { errors: [{ pointer, code }] },
  ]);
  const page = await all.cityPages.open("/official/unmet?from=2026-02-01&to=2026-01-01");
  expect([page.status, page.text.includes("不能早于")]).toEqual([400, true]);
});

test("firms read none of it", async () => {
  const all = await country();
  for (const path of ["unmet", "unmet/requests", "unmet.csv", "unread-words", "exposure"])
    for (const who of [all.sme, all.provider])
      expect((await who.send("GET", `/statistics/${path}`)).status).toBe(403);
  expect((await all.smePages.open("/official/exposure")).status).toBe(403);
});

test("who was shown among the first ten is counted once, and newcomers' part of it", async () => {
  const all = await country();
  const old = new Date(Date.now() - 400 * day);
  await all.db
    .updateTable("provider")
    .set({ listed_at: old })
    .where("id", "=", all.rivalId)
    .execute();
  for (const providerId of [all.providerId, all.rivalId, all.rivalId, all.rivalId])
    await makeSolution(all.db, providerId, { name: "扫码报工", summary: "手机扫码报工" });
  await typed(all, "想上个便宜的扫码报工");
  await runJobs(all.db, inAMinute());
  await runJobs(all.db, inAMinute());
  const found = await all.city.get("/statistics/exposure");
  expect(found).toMatchObject({
    newcomersShare: 0.25,
    items: [
      { id: all.rivalId, shown: 3, invitations: 0 },
      { id: all.providerId, shown: 1 },
    ],
    byRegion: [{ code: "330300", providers: 2, shown: 4 }],
  });
  const first = await all.city.get("/statistics/exposure?limit=1");
  expect(first).toMatchObject({ items: [{ id: all.rivalId }], next: all.rivalId });
  const rest = await all.city.get(`/statistics/exposure?limit=1&after=${all.rivalId}`);
  expect(rest).toMatchObject({ items: [{ id: all.providerId }], next: null });
  expect(await all.far.get("/statistics/exposure")).toMatchObject({
    items: [],
    newcomersShare: null,
  });
  const short = await all.cityPages.open("/official/exposure?limit=1");
  expect(short.text).toMatch(/limit=1&amp;after=/);
  const page = await all.cityPages.open("/official/exposure");
  expect([page.status, page.text.includes("25.0%")]).toEqual([200, true]);
});

test("two counts at once add nothing twice", async () => {
  const all = await country();
  await makeSolution(all.db, all.providerId, { name: "扫码报工", summary: "手机扫码报工" });
  await typed(all, "想上个便宜的扫码报工");
  const now = inAMinute();
  await Promise.all([runJobs(all.db, now), runJobs(all.db, now)]);
  expect(await all.city.get("/statistics/exposure")).toMatchObject({
    items: [{ shown: 1 }, { shown: 0 }],
  });
});
