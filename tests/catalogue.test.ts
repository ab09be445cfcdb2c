import { sql } from "kysely";
import { expect, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { indexProviders, indexSolutions } from "../src/search/service.ts";
import { updateSolution } from "../src/solutions/store.ts";
import { read, testApp } from "./support/app.ts";
import { makeOffer } from "./support/offer.ts";

type Page = { items: { id: string; name?: string; title?: string }[]; next: string | null };

test("lists and single things are public, contacts are not", async () => {
  const { app, db } = await testApp();
  const { providerId, solutionId, caseId } = await makeOffer(db);
  const answers = [];
  for (const path of ["providers", "solutions", "cases"]) {
    const answer = await app.request(`/api/v1/${path}`);
    expect(answer.status).toBe(200);
    answers.push(...(await read<Page>(answer)).items.map(({ id }) => id));
  }
  expect(answers).toEqual([providerId, solutionId, caseId]);
  const provider = await app.request(`/api/v1/providers/${providerId}`);
  const text = await provider.text();
  expect(JSON.parse(text)).toMatchObject({
    status: "listed",
    solutions: 1,
    cases: 1,
    verifiedCases: 1,
  });
  expect(text).not.toMatch(/王五|13800001111/);
  const solution = await app.request(`/api/v1/solutions/${solutionId}`);
  expect(await solution.json()).toMatchObject({ name: "扫码报工", provider: { id: providerId } });
  const proof = await app.request(`/api/v1/cases/${caseId}`);
  expect(await proof.json()).toMatchObject({ verified: true, solution: { id: solutionId } });
});

test("a hit says what it costs, how much there is or what it brought, and where", async () => {
  const { app, db } = await testApp();
  await makeOffer(db);
  await db.updateTable("solution").set({ one_off_fen: 680_000, yearly_fen: 360_000 }).execute();
  const measure = {
    label: "报工用时",
    unit: "分钟",
    before: 60,
    after: 30,
    period: "",
    method: "",
  };
  await sql`update "case" set region_code = '330300',
    measures = ${JSON.stringify([measure])}::text::jsonb`.execute(db);
  const cards = async (type: string) => {
    const page = await (await app.request(`/search?type=${type}`)).text();
    return /<article.*<\/article>/s.exec(page)?.[0] ?? "";
  };
  const solution = await cards("solution");
  for (const said of ["一次性 6,800 元，每年 3,600 元", "温州", "提升"])
    expect(solution).toContain(said);
  expect(await cards("provider")).toContain("1 个方案");
  const told = await cards("case");
  for (const said of ["报工用时下降 50%", "温州"])
    expect(told.replaceAll(/<[^>]*>/g, "")).toContain(said);
  const nothing = await (await app.request("/search?q=火箭发射台")).text();
  expect(nothing).not.toContain("按所选筛选");
});

test("pages by key hold everything once", async () => {
  const { app, db } = await testApp();
  for (let i = 0; i < 7; i++) await makeOffer(db, `演示·第${i}家`);
  const seen: string[] = [];
  let after = "";
  do {
    const page = await read<Page>(await app.request(`/api/v1/providers?limit=3${after}`));
    seen.push(...page.items.map(({ id }) => id));
    after = page.next === null ? "" : `&after=${page.next}`;
  } while (after !== "");
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test.for(["draft", "withdrawn"] as const)("a solution that is %s is nowhere", async (status) => {
  const { app, db } = await testApp();
  const { solutionId, providerId } = await makeOffer(db);
  await inTransaction(db, async (trx) => {
    await updateSolution(trx, solutionId, 1, { status });
    await indexSolutions(trx, [solutionId]);
  });
  expect((await app.request(`/api/v1/solutions/${solutionId}`)).status).toBe(404);
  expect(await read<Page>(await app.request("/api/v1/solutions"))).toMatchObject({ items: [] });
  const found = await app.request("/api/v1/search?q=扫码报工&type=solution");
  expect(await found.json()).toMatchObject({ total: 0, hits: [] });
  const named = await read<{ items: { type: string }[] }>(
    await app.request("/api/v1/suggest?q=扫码"),
  );
  expect(named.items.filter(({ type }) => type !== "capability")).toEqual([]);
  expect((await app.request(`/api/v1/providers/${providerId}`)).status).toBe(200);
});

test("every version of a solution is kept and a stale change refused", async () => {
  const { db } = await testApp();
  const { solutionId } = await makeOffer(db);
  const change = (version: number) =>
    inTransaction(
      db,
      async (trx) => await updateSolution(trx, solutionId, version, { name: "新名" }),
    );
  expect(await change(1)).toBe(2);
  await expect(change(1)).rejects.toMatchObject({ code: "stale" });
  const kept = await db
    .selectFrom("solution_version")
    .select(["version", "content"])
    .where("solution_id", "=", solutionId)
    .orderBy("version")
    .execute();
  expect(kept).toMatchObject([
    { version: 1, content: { name: "扫码报工" } },
    { version: 2, content: { name: "新名" } },
  ]);
});

test("a suspended provider leaves search at once, says so, and is back by itself", async () => {
  const { app, db, clock } = await testApp();
  const { providerId, solutionId, caseId } = await makeOffer(db);
  const until = new Date(Date.now() + 24 * 3_600_000);
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable("provider")
      .set({ status: "suspended", suspended_reason: "佐证材料过期", suspended_until: until })
      .where("id", "=", providerId)
      .execute();
    await indexProviders(trx, [providerId]);
  });
  const total = async () =>
    (await read<{ total: number }>(await app.request("/api/v1/search?q=报工"))).total;
  expect(await total()).toBe(0);
  expect((await read<Page>(await app.request("/api/v1/providers"))).items).toEqual([]);
  expect((await read<Page>(await app.request("/api/v1/cases"))).items).toEqual([]);
  const page = await app.request(`/api/v1/providers/${providerId}`);
  expect(await page.json()).toMatchObject({ status: "suspended", suspendedReason: "佐证材料过期" });
  expect((await app.request(`/api/v1/cases/${caseId}`)).status).toBe(404);
  clock.now = () => new Date(until.getTime() + 1);
  expect(await total()).toBeGreaterThan(0);
  expect(await (await app.request(`/api/v1/providers/${providerId}`)).json()).toMatchObject({
    status: "listed",
    suspendedReason: null,
  });
  expect((await app.request(`/api/v1/solutions/${solutionId}`)).status).toBe(200);
});

test.for(["applying", "removed"] as const)(
  "a provider that is %s is 404 everywhere",
  async (status) => {
    const { app, db } = await testApp();
    const { providerId, solutionId, caseId } = await makeOffer(db);
    await inTransaction(db, async (trx) => {
      await trx.updateTable("provider").set({ status }).where("id", "=", providerId).execute();
      await indexProviders(trx, [providerId]);
    });
    for (const path of [`providers/${providerId}`, `solutions/${solutionId}`, `cases/${caseId}`])
      expect([path, (await app.request(`/api/v1/${path}`)).status]).toEqual([path, 404]);
    const found = await app.request("/api/v1/search?q=报工");
    expect(await found.json()).toMatchObject({ total: 0 });
  },
);

test.for([
  "/api/v1/providers?region=999999",
  "/api/v1/providers?limit=0",
  "/api/v1/providers?after=nothing",
  "/api/v1/solutions?scene=cooking",
  "/api/v1/solutions?size=giant",
  "/api/v1/cases?category=other",
])("%s is refused", async (url) => {
  const { app } = await testApp();
  expect((await app.request(url)).status).toBe(400);
});

test.for(["providers", "solutions", "cases"])(
  "a %s that is no id or nobody's is 404",
  async (path) => {
    const { app } = await testApp();
    for (const id of ["nothing", "019aaaaa-0000-7000-8000-000000000001"])
      expect((await app.request(`/api/v1/${path}/${id}`)).status).toBe(404);
  },
);

test("the taxonomy names all codes", async () => {
  const { app } = await testApp();
  const answer = await app.request("/api/v1/taxonomy");
  const body = await read<Record<string, unknown[]>>(answer);
  expect([body["categories"]?.length, body["scenes"]?.length, body["sizes"]?.length]).toEqual([
    4, 24, 4,
  ]);
});

test("what is compared leads on: back to the search, or to a need that is published", async () => {
  const { app, db } = await testApp();
  const { solutionId } = await makeOffer(db);
  await makeOffer(db, "演示·乙软件");
  const open = async (path: string) => await (await app.request(path)).text();
  const list = await open("/search?q=扫码报工&scene=production");
  const [sent = ""] = /<form[^>]*action="\/compare".*?<\/form>/su.exec(list) ?? [];
  const fields = Array.from(
    sent.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/gu),
    ([, name = "", value = ""]): [string, string] => [name, value],
  );
  const back = `/search?${new URLSearchParams(fields).toString()}`;
  expect(back).toBe(encodeURI("/search?q=扫码报工&type=solution&scene=production"));
  const query = back.split("?")[1] ?? "";
  const link = `href="${back.replaceAll("&", "&amp;")}"`;
  expect(await open(`/compare?${query}`)).toContain(link);
  const one = await open(`/compare?${query}&id=${solutionId}`);
  expect(one).toContain(`${link.slice(0, -1)}&amp;picked=${solutionId}"`);
  expect(one).toContain(`href="/requests/new?solution=${solutionId}"`);
  expect(one).toContain(`href="/requests/new?text=${encodeURIComponent("扫码报工")}"`);
  expect(one).toContain("没有公布价格");
  expect(await open("/compare")).toContain('href="/search"');
});

test("an excerpt sets one point of a solution apart from the next", async () => {
  const { app, db } = await testApp();
  const { providerId, solutionId } = await makeOffer(db);
  const pains = ["流转卡丢了找不到", "月底补录三天。", "数对不上"];
  await db.updateTable("solution").set({ pains }).where("id", "=", solutionId).execute();
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const page = await (await app.request("/search?q=流转卡")).text();
  const text = page.replaceAll(/<[^>]*>/gu, "");
  expect(text).toContain("流转卡丢了找不到；月底补录三天。 数对不上");
  expect(page).toContain("<mark>流转卡</mark>");
});

test("where only the source is known, its section does not say that twice", async () => {
  const { app, db } = await testApp();
  const { solutionId } = await makeOffer(db);
  await db
    .updateTable("solution")
    .set({ source_url: "https://example.com/a" })
    .where("id", "=", solutionId)
    .execute();
  const page = await (await app.request(`/solutions/${solutionId}`)).text();
  expect(page.match(/资料来源/gu)).toHaveLength(1);
  expect(page).toContain("https://example.com/a</a>");
});
