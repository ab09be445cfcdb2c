import { expect, test } from "vitest";
import { inTransaction } from "../src/db/connect.ts";
import { indexProviders } from "../src/search/service.ts";
import { read, testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

test("what somebody typed as a need is never suggested", async () => {
  const { app, db } = await testApp();
  const { headers } = await makeMember(db, "sme");
  await app.request("/api/v1/requests", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ title: "秘密配方管理", text: "秘密配方不能外传" }),
  });
  const answer = await app.request("/api/v1/suggest?q=秘密");
  expect(await read(answer)).toEqual({ items: [] });
});

const long = "报工".repeat(5000);
test.for([
  ["q=", 200],
  ["q=%E4%BA%91", 200],
  ["q=%F0%9F%8D%89", 200],
  [`q=${encodeURIComponent(long)}`, 400],
  ["q=!!!%20%3F%EF%BC%9F", 200],
  ["q=%27%3B%20drop%20table%20provider%3B--", 200],
  ["q=%3Cscript%3Ealert(1)%3C/script%3E", 200],
  ["q=%27%3A*%20%26%20%7C%20!%5C", 200],
  ["q=%ED%A0%80", 200],
  ["q=%00", 400],
  ["q=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", 200],
  [`q=erp&${Array.from({ length: 500 }, () => "scene=quality").join("&")}`, 400],
  ["scene=cooking", 400],
  ["region=999999", 400],
  ["type=need", 400],
  ["page=-1", 400],
  ["page=0", 400],
  ["page=one", 400],
  ["page=9000", 404],
  ["perPage=1000", 400],
  ["scene=quality&scene=production&scene=none", 200],
  ["category=&region=", 200],
] as const)("%s is answered, on the page too", async ([query, status]) => {
  const { app } = await testApp();
  const answer = await app.request(`/api/v1/search?${query}`);
  expect([query.slice(0, 40), answer.status]).toEqual([query.slice(0, 40), status]);
  const page = await app.request(`/search?${query}`);
  expect(page.status).toBeLessThan(500);
});

test.for(["page=-1", "page=one", "perPage=1000", "scene=cooking&scene=production", "type=need"])(
  "a page leaves out what it cannot read of %s, says so and keeps the rest",
  async (wrong) => {
    const { app, db } = await testApp();
    const { providerId } = await makeProvider(db);
    await makeSolution(db, providerId, { name: "扫码报工" });
    await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
    const answer = await app.request(`/search?q=报工&region=330300&${wrong}`);
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain("网址里有的筛选条件或页码看不懂");
    expect(page).toMatch(/去掉：<\/span><span class="chip-label">服务地区/);
    expect(page).toContain("<mark>报工</mark>");
    expect(page).not.toMatch(/cooking|type=need|perPage=1000/);
    const whole = await app.request("/search?q=报工&region=330300");
    expect([whole.status, (await whole.text()).includes("看不懂")]).toEqual([200, false]);
  },
);

test("markup in names is shown, marked and never run", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db, { name: "<img src=x onerror=alert(1)>" });
  await makeSolution(db, providerId, { name: "<b>报工</b>", summary: "</mark><script>报工" });
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const page = await (await app.request("/search?q=报工")).text();
  expect(page).toContain("<mark>报工</mark>");
  expect(page).toContain("&lt;b&gt;");
  expect(page).not.toMatch(/<b>|<img|<script>报/);
});

test("a page past the end says how much there is now, and leads to the first with all that was typed", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  for (const at of [1, 2]) await makeSolution(db, providerId, { name: `报工${at}号` });
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const query = "q=报工&scene=production&region=330300";
  for (const [page, title] of [
    [9, "没有第 9 页了"],
    [9000, "没有第 9000 页了"],
  ] as const) {
    const answer = await app.request(`/search?${query}&page=${page}`);
    const text = await answer.text();
    expect([answer.status, text.includes(title)]).toEqual([404, true]);
    expect(text).toContain("现在一共有 2 个方案，一页就看完。");
    const [, href = ""] = /<a class="btn" href="([^"]*)">回到第一页/u.exec(text) ?? [];
    expect(decodeURIComponent(href.replaceAll("&amp;", "&"))).toBe(
      "/search?q=报工&type=solution&scene=production&region=330300",
    );
    expect(text).toContain('value="报工"');
    expect(text).toMatch(/去掉：<\/span><span class="chip-label">场景/);
    expect(text).not.toContain('rel="prev"');
    expect((await app.request(`/api/v1/search?${query}&page=${page}`)).status).toBe(404);
  }
  const several = await (await app.request("/search?q=报工&page=9&perPage=1")).text();
  expect(several).toContain("现在一共有 2 个方案，分成 2 页。");
  const none = await app.request("/search?q=西瓜&page=9");
  const text = await none.text();
  expect([none.status, text.includes("没有找到和“西瓜”有关的方案")]).toEqual([404, true]);
  expect(text).not.toContain('rel="prev"');
});

test("how many a page holds is kept wherever a page of results leads", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  for (const at of [1, 2, 3]) await makeSolution(db, providerId, { name: `报工${at}号` });
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const query = "q=报工&scene=production&perPage=1";
  for (const page of [2, 9]) {
    const text = await (await app.request(`/search?${query}&page=${page}`)).text();
    const links = [...text.matchAll(/href="(\/search\?[^"]*q=[^"]*)"/g)].map(([, href]) => href);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((href) => !href?.includes("perPage=1"))).toEqual([]);
    expect(text).toContain('<input type="hidden" name="perPage" value="1"/>');
    const turned = links.flatMap((href) => /[?;]page=(\d+)/.exec(href ?? "")?.[1] ?? []);
    expect(turned).toEqual(page === 2 ? ["3"] : []);
  }
  expect(await (await app.request("/search?q=报工")).text()).not.toContain("perPage");
});

test("there is nothing to filter by where nothing is known or found, and what is chosen may be undone", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db, { name: "无名软件" });
  await db.updateTable("provider").set({ service_regions: [] }).execute();
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const filters = async (query: string) => {
    const page = await (await app.request(`/search?${query}`)).text();
    return /<summary class="btn btn-plain">.*?(筛选[^<]*)/su.exec(page)?.[1];
  };
  expect(await filters("type=provider&q=无名")).toBeUndefined();
  expect(await filters("q=西瓜")).toBeUndefined();
  expect(await filters("q=西瓜&scene=quality")).toBe("筛选（已选 1 项）");
  expect(await filters("type=provider&q=无名&region=none")).toBe("筛选（已选 1 项）");
  await db
    .updateTable("provider")
    .set({ service_regions: ["330000"] })
    .execute();
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  expect(await filters("type=provider&q=无名")).toBe("筛选");
});

test("the page names what is chosen, offers to take it away and keeps the words", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId);
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  const page = await (await app.request("/search?q=报工&scene=quality&size=small")).text();
  expect(page).toContain('value="报工"');
  expect(page).toContain("没有符合所选条件的结果");
  expect(page).toMatch(/去掉：<\/span><span class="chip-label">场景/);
});
