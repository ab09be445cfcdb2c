import { describe, expect, test } from "vitest";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { modestyOf, scaleOf } from "../src/matching/scale.ts";
import { tagsOf, type Written } from "../src/matching/tags.ts";
import { tradesOf } from "../src/matching/trades.ts";

const lexicon = compileLexicon(shippedLexicon(), shippedOutside());
const blank = { summary: "", description: "", pains: [], benefits: [], scenarios: [], scenes: [] };

function strengths(written: Partial<Written> & { name: string }): Map<string, number> {
  const tags = tagsOf(lexicon, { ...blank, ...written });
  return new Map(tags.map(({ code, strength }) => [code, strength]));
}

const of = (tags: ReadonlyMap<string, number>, code: string) => tags.get(code) ?? 0;

describe("what a solution is for", () => {
  test.for([
    ["在线考勤排班", "attendance"],
    ["企业网盘", "enterprise-drive"],
    ["注塑车间生产执行系统", "mes"],
    ["电子合同平台", "e-signature"],
    ["云备份", "data-backup"],
    ["空压站节能管家", "utility-saving"],
    ["发票识别与查验", "invoice-verify"],
    ["数字人直播间", "digital-human"],
  ] as const)("%s: its name alone says it", ([name, code]) => {
    expect(of(strengths({ name }), code)).toBeGreaterThan(0.6);
  });

  test("what only its benefits mention is less than what it is named for", () => {
    const tags = strengths({ name: "质量管理系统", benefits: ["仓储管理更清楚"] });
    expect(of(tags, "qms")).toBeGreaterThan(2 * of(tags, "wms"));
    expect(of(tags, "wms")).toBeGreaterThan(0);
  });

  test("what lies outside the declared scenes is an aside", () => {
    const written = { name: "协同平台", summary: "含仓储管理" };
    const inside = of(strengths({ ...written, scenes: ["logistics"] }), "wms");
    const outside = of(strengths({ ...written, scenes: ["collaboration"] }), "wms");
    expect(outside).toBeLessThan(inside * 0.8);
  });

  test("a word inside a longer one of another meaning hardly counts", () => {
    const tags = strengths({ name: "智能印章管理" });
    expect(of(tags, "seal-control")).toBeGreaterThan(0.6);
    expect(Math.max(...[...tags].filter(([code]) => code !== "seal-control").map(([, at]) => at)))
      // Signing and sealing go together.
      .toBeLessThan(of(tags, "seal-control"));
  });

  test("nothing said is nothing tagged, and the same text is tagged the same", () => {
    expect(tagsOf(lexicon, { ...blank, name: "某某" })).toEqual([]);
    const written = { ...blank, name: "云客服", description: "呼叫中心与工单系统" };
    expect(tagsOf(lexicon, written)).toEqual(tagsOf(lexicon, written));
  });
});

const visitsIn = (description: string) =>
  of(strengths({ name: "某某", description }), "field-sales-visits");

describe("what a text does not say", () => {
  test.for([
    [
      "a word that is said of something else",
      "综合能源管理",
      "设备运行数据分散",
      "machine-connect",
    ],
    ["a piece of a longer term", "比升全渠道运营管理", "", "dealer-channel"],
    [
      "the end of one word and the beginning of another",
      "数字化工厂生产管理",
      "",
      "petrochem-process",
    ],
    [
      "a hint, said however often",
      "板级EDA设计",
      "电路板设计，原理图设计，大幅提升设计质量",
      "graphic-design",
    ],
  ] as const)("%s: that is no tag", ([, name, description, code]) => {
    expect(of(strengths({ name, description }), code)).toBe(0);
  });

  test.for([
    ["温度签", "药品运输另有验证要求，只用于食品", "tms"],
    ["试模日记", "需要模流分析的可以另找专门的公司", "simulation"],
    ["异地审图桌", "图纸防泄密的请不要用它，涉密图纸请不要上传", "data-leak-prevention"],
    ["返岗第一课", "特种作业证件的考试不能用它代替", "staff-elearning"],
  ] as const)("%s does not what it says that it does not: %s", ([name, description, code]) => {
    expect(of(strengths({ name, description }), code)).toBe(0);
  });

  test("what ails a firm may be that others do not do it", () => {
    const pains = ["老系统不支持扫码报工"];
    expect(of(strengths({ name: "某某", pains }), "work-reporting")).toBeGreaterThan(0);
  });

  test.for([
    ["等保整改陪跑", "", "management-consulting"],
    ["某某", "流水线计数，货架先进先出，报价时的预算并排看", "app-release"],
    ["某某", "流水线计数，货架先进先出，报价时的预算并排看", "wms"],
    ["某某", "流水线计数，货架先进先出，报价时的预算并排看", "budget-control"],
    ["某某", "供应商各自开票给买方，写进验收单", "e-invoice"],
    ["某某", "供应商各自开票给买方，写进验收单", "payment-collection"],
    ["某某", "非标件和图纸件不拼", "drawing-management"],
    ["某某", "服务鞋服时尚、医药流通等行业头部客户", "gsp-wholesale"],
  ] as const)(
    "%s, %s: a word that is said of much else is no tag of %s",
    ([name, description, code]) => {
      expect(of(strengths({ name, description }), code)).toBe(0);
    },
  );

  test("two words in one breath mean what neither means alone, unless a clause ends between", () => {
    expect(visitsIn("外勤人员很多")).toBe(0);
    expect(visitsIn("业务员外勤下单")).toBeGreaterThan(0);
    expect(visitsIn("业务员很多。外勤下单")).toBe(0);
  });
});

test.for([
  ["for whom it watches", "轻量化云监控", "用于智慧餐饮、智慧教育", "restaurant-ops"],
  ["for whom it counts", "智慧巡检", "面向连锁门店的精准客流", "pos-retail"],
  ["for whom it computes", "工业设计云主机", "模具企业、模具制造行业都能用", "mould-shop"],
  ["what a school buys for its pupils", "云工作站", "软件授权按学生分发", "software-licensing"],
  ["what everybody writes", "三维设计软件", "助力企业智能制造", "industrial-internet"],
  ["where messages come from", "客服机器人", "全渠道部署，统一接待", "omnichannel-retail"],
] as const)("%s: that is no claim", ([, name, description, code]) => {
  expect(of(strengths({ name, description }), code)).toBe(0);
});

describe("for whom a solution is", () => {
  test.for([
    ["面向中小型制造企业的轻量生产管理", 1],
    ["SaaS，按需付费，开箱即用", 1],
    ["面向大型集团企业的多组织管控", -1],
    ["服务世界500强和跨国企业", -1],
    ["帮助中国企业降低成本", 0],
  ] as const)("%s: its size", ([text, sign]) => {
    expect(Math.sign(scaleOf(text, ""))).toBe(sign);
  });

  test("its head outweighs what is said further on", () => {
    expect(scaleOf("中小企业进销存", "也服务过集团")).toBeGreaterThan(0);
    expect(scaleOf("集团财务共享", "轻量")).toBeLessThan(0);
  });

  test.for([
    ["纺织行业生产管理", ["C17", "C18", "C19"]],
    ["机械行业ERP", ["C33", "C34", "C35", "C37", "C38", "C40"]],
    ["高校智慧课堂", ["P83"]],
    ["工程项目管理", ["E47", "E48", "E49", "E50"]],
    ["电子合同", []],
    ["企业网盘，适合企业、高校、政府", []],
    ["质量管理系统", []],
    ["楼宇空调节能", ["K70"]],
    // Factories stand in it too.
    ["园区能效管理", []],
  ] as const)("%s: its trades", ([text, trades]) => {
    expect(tradesOf(text)).toEqual(trades);
  });

  test("who says nothing of his size is taken for rather small", () => {
    expect(modestyOf("想管管仓库", undefined, undefined)).toBe(0.5);
    expect(modestyOf("想管管仓库", 40, undefined)).toBe(1);
    expect(modestyOf("想管管仓库", 3000, undefined)).toBe(-1);
    expect(modestyOf("小店，便宜点的", undefined, undefined)).toBe(1);
  });
});
