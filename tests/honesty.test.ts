import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileWith } from "../src/lexicon/compile.ts";
import type { Clarity } from "../src/matching/clarity.ts";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import type { Outside } from "../src/matching/lexicon-schema.ts";
import { understand } from "../src/matching/understand.ts";

const file = z.object({
  blocks: z.record(z.string(), z.array(z.object({ text: z.string(), answer: z.string() }))),
});
const blocksOf = (name: string) =>
  file.parse(JSON.parse(readFileSync(new URL(`relevance/${name}.json`, import.meta.url), "utf8")))
    .blocks;
// The names of their blocks differ.
const blocks = { ...blocksOf("honesty"), ...blocksOf("honesty-blind") };
const lexicon = compileWith([]);

function shareWhere(
  block: string,
  answer: string,
  isRight: (clarities: readonly Clarity[]) => boolean,
): number {
  const texts = (blocks[block] ?? []).filter((one) => one.answer === answer);
  expect(texts.length).toBeGreaterThan(4);
  const right = texts.filter(({ text }) =>
    isRight(understand(lexicon, text).map(({ clarity }) => clarity)),
  );
  return right.length / texts.length;
}

/** What is missing in a catalogue only a catalogue can say; this much the words alone do. */
function share(block: string, answer: string, clear: readonly Clarity[]): number {
  return shareWhere(block, answer, (clarities) => clarities.every((one) => clear.includes(one)));
}

describe("what owners say", () => {
  test.for([
    ["tune", 0.9],
    ["check", 0.7],
  ] as const)("%s: of what is no business of ours at least %d is heard as such", ([block, least]) =>
    expect(share(block, "outside", ["outside"])).toBeGreaterThanOrEqual(least),
  );

  test.for(["tune", "check"])("%s: what is ours is never sent elsewhere, however short", (block) =>
    expect(share(block, "served", ["clear", "faint", "torn"])).toBe(1),
  );

  test("without saying what for is not taken for clear, in most cases", () => {
    const unsure: Clarity[] = ["faint", "torn", "nothing", "outside"];
    expect(share("tune", "heard", unsure)).toBeGreaterThanOrEqual(0.8);
  });

  test.for([
    ["厂房出租的园区，租户水电费想在系统里催", "厂房出租，两千平"],
    ["招了六个焊工，谁哪天到岗、工资怎么算都靠本子", "招六个焊工"],
    ["修空调的，师傅去没去、换了什么件没人知道", "空调不制冷，找师傅来修"],
    ["公司电脑坏了找人修", "电机坏了没人修，找个师傅来"],
    ["二手车行，收车卖车的账对不上", "收一辆二手车"],
  ] as const)("%s asks for a means, and %s for hands or goods", ([means, hands]) => {
    const clarities = [means, hands].map((text) => understand(lexicon, text)[0]?.clarity);
    expect(clarities.map((clarity) => clarity === "outside")).toEqual([false, true]);
  });
});

describe("what owners say that was written apart from the lexicon", () => {
  test.for(["open", "held"])("%s: what is ours is heard and never sent elsewhere", (block) =>
    expect(share(block, "ours", ["clear", "faint", "torn"])).toBe(1),
  );

  test.for([
    ["open", 0.96],
    ["held", 0.84],
  ] as const)("%s: of what is not ours at least %d is not taken for ours", ([block, least]) =>
    expect(share(block, "not_ours", ["outside", "nothing"])).toBeGreaterThanOrEqual(least),
  );

  test.for([
    ["open", 0.76],
    ["held", 0.58],
  ] as const)(
    "%s: of two things one of which is ours at least %d are told apart",
    ([block, least]) => {
      const told = shareWhere(
        block,
        "mixed",
        (clarities) => clarities.includes("clear") && clarities.some((one) => one !== "clear"),
      );
      expect(told).toBeGreaterThanOrEqual(least);
    },
  );

  test.for([
    ["open", 1],
    ["held", 0.83],
  ] as const)("%s: of what says too little at least %d is asked back", ([block, least]) =>
    expect(share(block, "vague", ["faint", "torn", "nothing"])).toBeGreaterThanOrEqual(least),
  );
});

test.for([
  ["想买台叉车，另外库存也想用系统管起来", ["outside", "clear"]],
  ["饭店要招厨师，外卖订单也总漏", ["outside", "clear"]],
  ["收银系统要换，顺便屋顶漏水也要找人修", ["clear", "outside"]],
  // What was done already, what others say and what a firm does is not asked for.
  ["厂里买了台二手机床，也想联网看开没开机", ["clear"]],
  // What a workshop lacks or cannot find is no purchase.
  ["缺一个小电容，整条线等了两天", ["clear"]],
  ["布料门幅颜色缸差，仓库找布找疯了", ["clear"]],
  ["长期收积压尾货，缺货的联系", ["outside"]],
  ["舅舅骨折了，哪家医院骨科好", ["outside"]],
  ["护士排班，夜班谁上谁休，还有人哭着说不公平", ["clear"]],
  ["师傅上门修空调的公司，派单也乱，回访也没人做", ["clear"]],
] as const)("%s is heard as %s", ([text, clarities]) =>
  expect(understand(lexicon, text).map(({ clarity }) => clarity)).toEqual(clarities),
);

test.for([
  ["想上个仓库管理软件，另外给我介绍个装修队", undefined],
  ["我们是做五金的，想上个仓库管理软件，另外给我介绍个装修队", "C33"],
  ["我是做装修的，店里要招人，另外库存也想用系统管起来", "E50"],
] as const)("%s: a trade that is asked for is not the asker's own", ([text, own]) => {
  const needs = understand(lexicon, text);
  expect(needs.map(({ constraints }) => constraints.industryCode)).toEqual([own, own]);
});

test.for([
  ["帮我找货代", "forwarding"],
  ["做出口的，想找个靠谱的货代走海运到洛杉矶", "forwarding"],
  ["环评报告", "environment"],
  ["帮我写个环评", "environment"],
  ["药监许可证", "licence"],
  // Who keeps the papers himself asks for a means.
  ["报关单老做错，想自动出", undefined],
  ["排污许可的执行报告老漏交，想有软件提醒", undefined],
  ["环评验收的监测数据要联网上传", undefined],
] as const)("%s asks for what is not ours of the kind %s, or for what is", ([text, kind]) =>
  expect(understand(lexicon, text).map(({ outside }) => outside)).toEqual([kind]),
);

test("a report on the environment is asked for by firms of every trade", () => {
  const trades = ["环评报告", "我们环评公司项目进度乱"].map(
    (text) => understand(lexicon, text)[0]?.constraints.industryCode,
  );
  expect(trades).toEqual([undefined, "M74"]);
});

test.for([
  ["药品批发公司要过GSP认证，电脑系统要能管效期批号和温湿度", "gsp-wholesale"],
  ["医疗器械经营企业要上GSP系统", "gsp-wholesale"],
  ["药厂批生产记录要电子的，GMP飞检缺陷", "gmp-pharma"],
  ["药店进销存", "inventory-basic"],
] as const)("%s is of %s: who sells medicine is no maker of it", ([text, code]) =>
  expect(understand(lexicon, text)[0]?.capabilities[0]?.code).toBe(code),
);

test.for([
  ["老板让我找个系统", "nothing"],
  ["有没有好用的", "nothing"],
  ["排班", "clear"],
  ["食品厂要做SC认证", "clear"],
  ["wms", "clear"],
  ["我要系统", "faint"],
  ["厂子", "faint"],
  ["效率低", "torn"],
  ["想升级一下", "torn"],
  ["离婚", "outside"],
] as const)("so few words as %s are heard as %s", ([text, clarity]) =>
  expect(understand(lexicon, text).map((need) => need.clarity)).toEqual([clarity]),
);

test.for([
  ["打咔", "attendance"],
  ["爆工", "work-reporting"],
  ["EPR", "erp-manufacturing"],
] as const)("%s may be a slip: it is heard as %s, and asked about", ([text, code]) => {
  const [need] = understand(lexicon, text);
  expect([need?.clarity, need?.capabilities[0]?.code]).toEqual(["faint", code]);
  expect(need?.capabilities[0]?.spans).toMatchObject([{ start: 0, end: text.length }]);
});

function wanted(outside: readonly Outside[], text: string) {
  return understand(compileLexicon(shippedLexicon(), outside), text).map(({ capabilities }) =>
    capabilities.map(({ code, weight }) => [code, weight]),
  );
}

test("what is not ours weighs nothing in what is ours", () => {
  for (const text of ["开会断断续续，分公司听不清", "原材料断供，想快速找能替代的供应商，比价"])
    expect(wanted(shippedOutside(), text)).toEqual(wanted([], text));
});
