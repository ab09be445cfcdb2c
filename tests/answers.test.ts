import { expect, test } from "vitest";
import { indexProviders } from "../src/search/service.ts";
import { form } from "./support/app.ts";
import { makeMember } from "./support/make.ts";
import { matched, needMarket, understood } from "./support/need-market.ts";

test.for([
  ["想上个扫码报工，工人手机上报产量", "fits", false],
  ["厂里乱，想管管", "heard_in_part", true],
] as const)("%s is answered by %s, with a list", async ([text, code, isAsked]) => {
  const { app } = await needMarket();
  const { answers, unmet, matches } = await matched(app, { text });
  expect(answers.map((each) => [each.need, each.code])).toEqual([[0, code]]);
  expect(unmet).toEqual([]);
  expect(matches.length).toBeGreaterThan(0);
  expect(answers.map(({ question }) => question !== null)).toEqual([isAsked]);
});

test.for([
  ["仓库屋顶漏雨，找人来补", "outside", "施工"],
  ["招三个电焊工，包吃包住", "outside", "就业服务机构"],
  ["想买一台二手叉车，三吨的", "outside", "二手设备"],
  ["工地要租三台升降机，用两个月", "outside", "只有数字化服务商"],
  ["代办营业执照，法人要变更", "outside", "政务服务大厅"],
  ["qwzxv rtlpk", "not_understood", "最费人工"],
  ["你们这个平台收费吗", "not_understood", "最费人工"],
  ["猪场想管母猪配种和产仔，到日子提醒", "nothing_fits", "养殖场生产管理"],
] as const)(
  "%s is answered by %s, without one, and with what to do",
  async ([text, code, said]) => {
    const { app } = await needMarket();
    const { answers, unmet, matches } = await matched(app, { text });
    expect(answers.map((each) => [each.need, each.code])).toEqual([[0, code]]);
    expect(unmet.map((each) => [each.need, each.code])).toEqual([[0, code]]);
    expect(matches).toEqual([]);
    const [{ detail, elsewhere, question } = { detail: "", elsewhere: "", question: "" }] = answers;
    expect([detail, elsewhere, question].join("。")).toContain(said);
  },
);

test("what its kind usually does is listed, and said to be written nowhere", async () => {
  const { app, db, mes } = await needMarket();
  await db.deleteFrom("solution").where("id", "!=", mes).execute();
  const text = "工人想用手机扫码报工，不想再手写";
  const { answers, unmet, matches } = await matched(app, { text });
  expect(answers.map(({ code }) => code)).toEqual(["unstated"]);
  expect(answers[0]?.detail).toContain("没有哪个方案的介绍写明能做「扫码报工」");
  expect(answers[0]?.detail).toContain("「车间生产执行管理」");
  expect(unmet).toEqual([]);
  expect(matches.map(({ solution }) => solution.id)).toEqual([mes]);
  expect(matches[0]?.reason).toContain("通常也管「扫码报工」，但介绍里没有写明");
  expect(matches[0]?.parts[0]?.detail).toContain("介绍里没有写明");
  const page = await (await app.request("/match", form({ text }))).text();
  expect(page).toContain("没有哪个方案的介绍写明能做");
  expect(page).not.toContain("为什么推荐");
});

test("that nobody does it is not said where some do it elsewhere or for far more", async () => {
  const { app, db, providerId } = await needMarket();
  const detailOf = async (text: string) => (await matched(app, { text })).unmet[0]?.detail;
  await db
    .updateTable("provider")
    .set({ service_regions: ["330300"] })
    .execute();
  await db.transaction().execute((trx) => indexProviders(trx, [providerId]));
  expect(await detailOf("想上扫码报工，我们在佛山")).toBe(
    "有做「扫码报工」的方案，但都不在您那里提供服务，已记下这项需求",
  );
  await db.updateTable("solution").set({ one_off_fen: 90_000_000, yearly_fen: 0 }).execute();
  expect(await detailOf("想上扫码报工，预算一万以内，厂在温州")).toBe(
    "有做「扫码报工」的方案，但都远超您的预算，已记下这项需求",
  );
});

test("who chooses what he wants has said it clearly, and who changes his budget has not", async () => {
  const { app } = await needMarket();
  const text = "厂里乱，想管管";
  const [need] = await understood(app, text);
  expect(need?.clarity).toBe("faint");
  const codeOf = async (changed: object) =>
    (await matched(app, { text, needs: [{ ...need, ...changed }] })).answers[0]?.code;
  expect(await codeOf({ constraints: { headcount: 30 } })).toBe("heard_in_part");
  expect(await codeOf({ capabilities: [{ code: "work-reporting" }] })).toBe("fits");
  expect(await codeOf({ capabilities: [], scenes: [{ code: "financing" }] })).toBe("nothing_fits");
});

const titlesOn = async (answer: Response) =>
  new Set((await answer.text()).match(/(?<=<p class="reasons-title">)[^<]+/g));

test.for([
  ["想上个扫码报工，工人手机上报产量", "为什么推荐"],
  ["厂里乱，想管管", "为什么列出"],
  ["想做直播带货", "哪里相近"],
] as const)(
  "%s: what is listed is headed %s, then and when it is looked at again",
  async ([text, title]) => {
    const { app, db } = await needMarket();
    const { headers } = await makeMember(db, "sme");
    expect(await titlesOn(await app.request("/match", form({ text }, headers)))).toEqual(
      new Set([title]),
    );
    const { id } = await db.selectFrom("match_result").select("id").executeTakeFirstOrThrow();
    expect(await titlesOn(await app.request(`/matches/${id}`, { headers }))).toEqual(
      new Set([title]),
    );
  },
);

test.for([
  ["🍉🍉", "我们没有听懂您的需求", true, false],
  ["！！？？。。", "我们没有听懂您的需求", true, false],
  ["仓库屋顶漏雨，找人来补", "我们这样理解您的需求", false, false],
  ["想做直播带货", "我们这样理解您的需求", false, true],
  ["想上个扫码报工，工人手机上报产量", "我们这样理解您的需求", false, false],
] as const)(
  "%s: the page says whether it was understood, opens what there is to choose, and promises no more",
  async ([text, title, isOpen, isTold]) => {
    const { app } = await needMarket();
    const page = await (await app.request("/match", form({ text }))).text();
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(/<details class="fold" open=""><summary>修改类别/.test(page)).toBe(isOpen);
    expect(page.includes("还有这样的需求没有人能解决")).toBe(isTold);
  },
);

test("who was not understood finds his words in a field to add to, guesses none, and publishing comes second", async () => {
  const { app } = await needMarket();
  const page = await (await app.request("/match", form({ text: "🍉🍉" }))).text();
  const [before = "", after = ""] = page.split("修改类别");
  expect(before).toMatch(/<textarea[^>]*>\s*🍉🍉</u);
  expect(before).toContain("现在哪件事最费人工");
  expect(before).toMatch(/<button class="btn"[^>]*>再找一次/u);
  expect(page.match(/再找一次<\/button>/gu)).toHaveLength(1);
  expect(after).not.toMatch(/value="(?:restore|cultivate|connect|upgrade)"[^>]*selected/u);
  expect(after).toMatch(/<button class="btn btn-plain"[^>]*>发布需求/u);
  expect(page).not.toMatch(/name="category"[^>]*value=/u);
});
