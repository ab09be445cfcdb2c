import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { understand } from "../src/matching/understand.ts";

const lexicon = compileLexicon(shippedLexicon(), shippedOutside());

/** For what is wanted most, in the order in which it was written. */
function cited(text: string): string[] {
  const spans = understand(lexicon, text)[0]?.capabilities[0]?.spans ?? [];
  return spans
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => text.slice(start, end));
}

test.for([
  ["公司网站太旧了，想重新做一个，手机上也能看", "网站"],
  ["客户总问货到哪了，每次都要打电话问司机", "问货到哪了 打电话问司机"],
  ["开发票一张一张手工开，财务忙不过来", "开发票"],
  ["员工打卡还在用纸，月底算工资算到半夜", "算工资"],
  ["机器老坏，坏了才修，没人记得上次什么时候保养的", "机器 坏了才修 保养"],
  ["电费一年比一年高，不知道哪台设备最费电", "电费 费电"],
  ["想在抖音上卖茶叶，不会拍视频也不会直播", "抖音 卖茶叶 直播"],
  ["外贸询盘越来越少，独立站也没人看", "外贸询盘"],
  ["合同寄来寄去太慢，想在手机上签字盖章", "合同寄来寄去 签字盖章"],
  ["售后维修派单靠微信群，经常漏单", "售后维修派单"],
  ["门店会员卡还是纸质的，想做小程序会员积分", "会员卡 会员积分"],
  ["环保局要求上在线监测，危废台账也要电子的", "环保局 在线监测 危废台账"],
  ["养猪场想知道每头猪吃了多少料，什么时候该打疫苗", "养猪 猪吃了多少料"],
  ["应收账款收不回来，业务员自己也说不清谁欠多少钱", "应收账款收不回来"],
  ["模具寿命没人管，用坏了才知道", "模具寿命"],
  ["想把几个系统的数据打通，老板手机上能看报表", "数据 老板手机上 报表"],
  ["出口报关单据多，一套要做一下午", "出口报关单据"],
  ["学校食堂想做营养配餐和采购管理", "采购管理"],
  ["快递单号一个个抄，每天发三百单要两个人", "快递单号"],
  ["客户投诉没人跟，过几天就忘了", "客户投诉"],
  ["三台注塑机什么时候停的没人知道，想手机上看机器开没开", "注塑机 看机器开没开"],
  ["车间用电太高，尖峰电价的时候能不能错开", "尖峰电价"],
  ["连锁奶茶店每天报货靠微信接龙，总是报错", "报货 微信接龙 报错"],
  ["电商客服晚上没人回，丢单", "客服晚上没人回"],
  ["客户要求EDI对接，我们系统接不了", "客户要求EDI对接 系统"],
  ["公司要做等保二级，不知道从哪里下手", "等保二级"],
] as const)("of %s whole words are cited", ([text, words]) => {
  expect(cited(text).join(" ")).toBe(words);
});

test("no citation begins or ends within a word of the language", () => {
  const { blocks } = z
    .object({ blocks: z.record(z.string(), z.array(z.object({ text: z.string() }))) })
    .parse(
      JSON.parse(readFileSync(new URL("relevance/understanding.json", import.meta.url), "utf8")),
    );
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const texts = Object.values(blocks).flatMap((needs) => needs.map(({ text }) => text));
  const cut = texts.flatMap((text) => {
    const borders = new Set(Array.from(segmenter.segment(text), ({ index }) => index));
    borders.add(text.length);
    return understand(lexicon, text)
      .flatMap(({ capabilities }) => capabilities.flatMap(({ spans }) => spans))
      .filter(({ start, end }) => !borders.has(start) || !borders.has(end))
      .map(({ start, end }) => text.slice(start, end));
  });
  expect(cut).toEqual([]);
});

test("a word of the lexicon is cited whole though the language knows only its characters", () => {
  const parts = Array.from(
    new Intl.Segmenter("zh", { granularity: "word" }).segment("扫码报工"),
    ({ segment }) => segment,
  );
  expect(parts).toEqual(["扫", "码", "报", "工"]);
  expect(cited("工人想扫码报工")).toEqual([expect.stringMatching(/扫码报工$/u)]);
});

/** All that is cited of a text, for whatever may be wanted. */
function allCited(text: string): string[] {
  const spans = understand(lexicon, text).flatMap(({ capabilities }) =>
    capabilities.flatMap((one) => one.spans),
  );
  return [...new Set(spans.map(({ start, end }) => text.slice(start, end)))];
}

test.for([
  ["便宜点的erp", "erp", "点的erp"],
  ["拖轮公司七条船，想看船在哪、耗了多少油", "拖轮公司", "轮公司"],
  ["民宿的房态，美团携程飞猪三边改到崩溃", "美团携程", "美团携"],
  ["宠物医院想把猫狗病历和疫苗到期记在软件里", "猫狗病历", "狗病历"],
  ["搬家公司，老客户投诉没人跟，电话谁接的都不知道", "电话", "电话谁"],
  ["玻璃瓶厂灯检八个大姐，气泡漏过去客户灌装线炸了一次，赔了六万。人又招不到", "灯检", "赔了六"],
  ["反应釜超温报警要连起来看", "超温报警", "温报警"],
] as const)("of %s %s is cited and not half of a word: %s", ([text, whole, half]) => {
  const words = allCited(text);
  expect(words).toContain(whole);
  expect(words).not.toContain(half);
});

test("what only counts neither begins a citation nor is one", () => {
  const words = allCited("网吧一百二十台机子，要一套计费带无盘的系统");
  expect(words).toContain("机子");
  expect(words.join(" ")).not.toContain("二十");
});

test("traditional, wide and capital letters are cited as they were typed", () => {
  expect(cited("公司網站太舊了，想重新做一個")).toEqual(["網站"]);
  expect(cited("想上ＭＥＳ系统，管车间报工").join(" ")).toContain("ＭＥＳ");
});
