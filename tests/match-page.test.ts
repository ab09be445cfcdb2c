import { expect, test } from "vitest";
import { compileWith } from "../src/lexicon/compile.ts";
import { queriesFor } from "../src/matching/candidates.ts";
import { understand } from "../src/matching/understand.ts";
import { weights } from "../src/matching/weights.ts";
import { indexProviders } from "../src/search/service.ts";
import { form, testApp } from "./support/app.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

const text = "我们是做五金的小厂,60来号人,想上个便宜的扫码报工";

async function asked() {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, {
    name: "扫码报工小助手",
    summary: "手机扫码报工",
    description: "工人用手机扫流转卡上的二维码报工。",
  });
  const fits = { sizes: ["small", "micro"], industries: ["C33"] };
  await db.updateTable("solution").set(fits).execute();
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  return async (fields: Record<string, string>) => {
    const answer = await app.request("/match", form({ text, ...fields }));
    return { status: answer.status, page: await answer.text() };
  };
}

test("the reasons of a match stand in lines, tied to the owner's words; parts say what they may give", async () => {
  const ask = await asked();
  const { page } = await ask({});
  const [reasons = ""] = /<div class="reasons".*?<\/ul>/s.exec(page) ?? [];
  expect(reasons.match(/<li>/g)?.length).toBeGreaterThanOrEqual(3);
  for (const said of ["扫码报工", "您说到「五金」", "您说到「60来号人」"])
    expect(reasons).toContain(said);
  expect(page).toContain(`（最多 ${weights.capability} 分）`);
});

test("where it cannot run as the owner said is told on its card, and how it is to run may be chosen", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, { name: "扫码报工", summary: "手机扫码报工" });
  const ask = async (runs: string[], said: string, fields: Record<string, string> = {}) => {
    await db.updateTable("solution").set({ deployment: runs }).execute();
    const answer = await app.request("/match", form({ text: `${text}，${said}`, ...fields }));
    const page = await answer.text();
    return { page, doubts: /<div class="reasons doubts".*?<\/ul>/s.exec(page)?.[0] ?? "" };
  };
  const local = "数据不能出厂";
  const cloud = await ask(["saas"], local);
  expect(cloud.doubts).toContain(`您说到「${local}」，它写明的只有云端的，数据不在您厂里`);
  expect(cloud.page).toContain(`<mark>${local}</mark>`);
  expect((await ask([], local)).doubts).toContain("没有写明安装方式，要先问清楚");
  expect((await ask(["private_cloud"], local)).doubts).toContain("数据在不在您厂里要问清楚");
  const own = await ask(["on_premises"], local);
  expect([own.doubts, own.page.includes(`您说到「${local}」，它可以装在您自己厂里`)]).toEqual([
    "",
    true,
  ]);
  const phone = "手机就能用";
  expect((await ask([], phone)).doubts).toBe("");
  expect((await ask(["on_premises"], phone)).doubts).toContain(
    "它写明的只有「装在自己厂里」，不是「云端的，开网页或手机就能用」",
  );
  const corrected = { corrected: "1", capability: "work-reporting" };
  const kept = await ask(["saas"], local, { ...corrected, deployment: "on_premises" });
  expect(kept.page).toMatch(/<option value="on_premises" selected/u);
  expect(kept.page.match(/name="deployment"/gu)).toHaveLength(2);
  const gone = { ...corrected, deployment: "on_premises", drop: "deployment" };
  const dropped = await ask(["saas"], local, gone);
  expect([dropped.doubts, dropped.page.includes(`<mark>${local}`)]).toEqual(["", false]);
  const chosen = await ask(["saas"], local, { ...corrected, deployment: "device" });
  expect(chosen.doubts).toContain("您要「随设备一起」，它写明的只有「云端的");
});

test("a budget or headcount that is none comes back with the error beside it, the matches stay", async () => {
  const ask = await asked();
  const read = (await ask({})).page;
  const capability = /name="capability" value="([^"]*)"/.exec(read)?.[1] ?? "";
  const { status, page } = await ask({
    corrected: "1",
    capability,
    budget: "便宜点",
    headcount: "不多",
  });
  expect(status).toBe(400);
  expect(page).toContain('value="便宜点"');
  expect(page).toContain('value="不多"');
  expect(page).toContain('id="budget-error"');
  expect(page).toContain('id="headcount-error"');
  expect(page).toMatch(/<details class="fold" open/);
  expect(page).toContain("扫码报工小助手");
  expect((await ask({ corrected: "1", budget: "2万", headcount: "60" })).status).toBe(200);
  const said = (await ask({ corrected: "1", budget: "3到5万", headcount: "六十来号人" })).page;
  for (const shown of ["5 万元以内", "60 人", "最多 5 万元"]) expect(said).toContain(shown);
  expect((await ask({ corrected: "1", budget: "便宜点", drop: "budget" })).status).toBe(200);
});

test("the owner's words are cited whole, and each once", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, { name: "企业官网建设", summary: "建企业网站" });
  await makeSolution(db, providerId, { name: "退换货管理", summary: "网店退货登记、退换货处理" });
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  const said = async (wish: string) => {
    const page = await (await app.request("/match", form({ text: wish }))).text();
    return Array.from(page.matchAll(/您说到(.*?)，/gu), ([, words]) => words);
  };
  expect(await said("公司网站太旧了，想重新做一个")).toContain("「网站」");
  expect(await said("网店退货多，仓库收到退货没人登记")).toContain("「退货」");
});

const marked = (page: string) =>
  Array.from(page.matchAll(/<mark>(.*?)<\/mark>/gu), ([, words]) => words);

test("words are marked as long as what they mean is asked for", async () => {
  const ask = await asked();
  expect(marked((await ask({})).page)).toEqual(["五金", "60来号人", "便宜", "扫码报工"]);
  const { page } = await ask({
    corrected: "1",
    capability: "work-reporting",
    drop: "capability:work-reporting",
    headcount: "80",
    thrift: "1",
  });
  expect(marked(page)).toEqual(["便宜"]);
  expect(page).toMatch(/data-live="heading said understood/u);
});

test("who says to be for the smallest is not said to be for large firms", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, { name: "扫码报工", summary: "手机扫码报工" });
  await db
    .updateTable("solution")
    .set({ sizes: ["micro"] })
    .execute();
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  const page = await (await app.request("/match", form({ text }))).text();
  expect(page).toContain("按介绍是给中小企业用的");
  expect(page).not.toContain("更像是给大企业用的");
});

test("each point says what it rests on, each thing that a solution does once", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  await makeSolution(db, providerId, { name: "车间MES系统", summary: "车间生产执行管理" });
  const said = "佛山做五金的，客户催货不知道做到哪道工序了，库存也对不上，最好手机能看";
  const page = await (await app.request("/match", form({ text: said }))).text();
  const capability = /能不能解决您说的问题.*?<\/li>/su.exec(page)?.[0] ?? "";
  const things = [...capability.matchAll(/→ ([^；（<]+)/gu)].map(([, name]) => name);
  expect(things).toContain("车间生产执行管理");
  expect(new Set(things).size).toBe(things.length);
  expect(page).toContain("服务范围包含佛山");
  expect(page).not.toMatch(/或您没有说明|所写字词的接近程度|需求有关的比重|成交/u);
});

test("five matches stand open, the rest is folded", async () => {
  const { app, db } = await testApp();
  const { providerId } = await makeProvider(db);
  for (const at of [1, 2, 3, 4, 5, 6, 7])
    await makeSolution(db, providerId, {
      name: `扫码报工${at}号`,
      summary: "手机扫码报工",
      description: "工人用手机扫流转卡上的二维码报工。",
    });
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  const page = await (await app.request("/match", form({ text }))).text();
  expect(page).toContain("先看这 5 个，一共找到 7 个方案");
  const [open = "", folded = ""] = page.split("<summary>再看 2 个</summary>");
  expect([open, folded].map((part) => part.match(/<article/g)?.length)).toEqual([5, 2]);
});

const places = (part: string) =>
  Array.from(part.matchAll(/>(\d+)\. [^<]*号</gu), ([, place]) => Number(place));

test("what stands open is counted without gaps, and what is folded goes on from there", async () => {
  const { app, db } = await testApp();
  const shelf = { 手机扫码报工: "工人手机扫码报工", 勒索病毒防护: "防勒索病毒，中毒后恢复" };
  for (const [name, summary] of Object.entries(shelf))
    for (const at of [1, 2, 3, 4, 5]) {
      const { providerId } = await makeProvider(db, { name: `${name}${at}家` });
      await makeSolution(db, providerId, { name: `${name}${at}号`, summary });
      await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
    }
  const two = "两件事,一是五金厂想上扫码报工,二是被勒索病毒锁了电脑";
  const page = await (await app.request("/match", form({ text: two }))).text();
  const [open = "", folded = ""] = page.split("<summary>再看 4 个</summary>");
  expect(places(open)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(places(folded)).toEqual([7, 8, 9, 10]);
});

test("a need that nothing fits is carried on to be published, not typed again", async () => {
  const { app } = await testApp();
  const wish = "猪场想管母猪配种和产仔，到日子提醒";
  const page = await (await app.request("/match", form({ text: wish }))).text();
  expect(page).toContain("<h2>目前没有合适的方案</h2>");
  expect(page).toContain("目前没有服务商做「养殖场生产管理」");
  const [publish = ""] = /<form[^>]*action="\/requests\/new".*?<\/form>/s.exec(page) ?? [];
  expect(publish).toContain(`name="text" value="${wish}"`);
});

test("who asks for what is not ours reads where to turn, sees no list and may say it otherwise", async () => {
  const ask = await asked();
  const wish = "厂里屋顶漏水，找人来修";
  const { page } = await ask({ text: wish });
  expect(page).toContain("<h2>这件事不在本平台的范围</h2>");
  expect(page).toContain("可以找当地有资质的施工或装修单位");
  expect(page).not.toContain("扫码报工小助手");
  expect(page).not.toContain('action="/requests/new"');
  expect(page).toMatch(/<textarea[^>]*>\n厂里屋顶漏水，找人来修<\/textarea>/);
});

test("what was heard in part is said in the owner's words, and offered as no more than that", async () => {
  const ask = await asked();
  const { page } = await ask({ text: "厂里乱，想管管" });
  expect(page).toMatch(/<h2>先列出可能有关的 \d+ 个方案<\/h2>/);
  expect(page).toContain("还拿不准您要的是什么");
  expect(page).toMatch(/听到的是「厂里乱」[^。]*。只凭这几个字还拿不准/);
  expect(page).toMatch(/您是想解决「[^」]+」，还是「[^」]+」？/);
  expect(page).toContain("扫码报工小助手");
});

test("what is ours is listed beside the word where to turn for the rest, and only that is published", async () => {
  const ask = await asked();
  const { page } = await ask({ text: "想买台二手叉车，三吨的，另外工人想用手机扫码报工" });
  expect(page).toContain("<p>想买台二手叉车，三吨的</p>");
  expect(page).toContain("第 1 项需求：这件事不在本平台的范围");
  expect(page).toContain("扫码报工小助手");
  const [publish = ""] = /<form[^>]*action="\/requests\/new".*?<\/form>/s.exec(page) ?? [];
  expect(publish).toContain('name="scenes" value="production"');
});

test("who says too little is asked to say more", async () => {
  const ask = await asked();
  const { page } = await ask({ text: "效率低" });
  expect(page).toContain("您是想解决「设备利用率与停机分析」，还是「精益改善与现场辅导」");
});

test("one of several needs is taken by itself, and may be set right there", async () => {
  const ask = await asked();
  const two = "两件事,一是五金厂想上扫码报工,二是被勒索病毒锁了电脑";
  const both = (await ask({ text: two })).page;
  expect(both).toContain("您一共说了 2 项需求");
  expect(both).not.toContain("data-live");
  const { status, page } = await ask({ text: two, only: "0" });
  expect(status).toBe(200);
  expect(page).toContain("扫码报工小助手");
  expect(page).toContain('value="capability:work-reporting"');
  expect(page).toMatch(/name="industry" value="C33"/);
  expect(page).not.toContain("勒索病毒");
  for (const only of ["9", "x"])
    expect((await ask({ text: two, only })).page).toContain("您一共说了 2 项需求");
  expect((await ask({ text: " ", only: "0" })).status).toBe(400);
});

test("a character that stands in everything is looked for in nothing", () => {
  const lexicon = compileWith([]);
  const queries = (said: string) =>
    understand(lexicon, said).flatMap((need) => queriesFor(lexicon, need, said));
  expect([queries("的"), queries(" 。的！")]).toEqual([[], []]);
  expect(queries("甲乙")).toEqual([{ text: "甲乙", weight: 1 }]);
});

const dropsIn = (part: string) =>
  [...part.matchAll(/name="drop" value="capability:([^"]*)"/gu)].map(([, code]) => code ?? "");

/** What was heard most clearly, and what is folded. */
function heardOn(page: string) {
  const at = page.indexOf("还可能想要");
  return { shown: dropsIn(page.slice(0, at)), rest: dropsIn(page.slice(at)) };
}

/** What the form of the page sends, whatever is pressed. */
function sentFrom(page: string): [string, string][] {
  const [part = ""] = /<div id="understood">.*?<\/form>/su.exec(page) ?? [];
  const fields = part.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/gu);
  return [...fields].map(([, name = "", value = ""]) => [name, value]);
}

test("who takes away one thing that was heard is not shown one that was folded in its place", async () => {
  const { app } = await testApp();
  const said: [string, string] = ["text", "仓库的货对不上账"];
  const open = async (fields: [string, string][]) =>
    await (await app.request("/match", form(fields))).text();
  const first = await open([said]);
  const before = heardOn(first);
  expect([before.shown.length, before.rest.length > 0]).toEqual([3, true]);
  const drop: [string, string] = ["drop", `capability:${before.shown[2]}`];
  const after = heardOn(await open([said, ...sentFrom(first), drop]));
  expect(after).toEqual({ shown: before.shown.slice(0, 2), rest: before.rest });
});
