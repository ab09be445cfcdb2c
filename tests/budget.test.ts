import { describe, expect, test } from "vitest";
import { read } from "./support/constraints.ts";

const wan = 1_000_000;

describe("a wish for something cheap", () => {
  test.for([
    ["想上个便宜的扫码报工", "便宜"],
    ["预算不多，做个官网", "预算不多"],
    ["最好实惠点", "实惠"],
  ] as const)("of %s", ([text, words]) => {
    const found = read(text);
    expect([found.constraints.lowBudget, found.words("lowBudget")]).toEqual([true, [words]]);
  });

  test.for(["便宜没好货", "同行卖得比我便宜卖", "占便宜的人多", "便宜点，三万以内"])(
    "is none in %s, or an amount says it",
    (text) => expect(read(text).constraints.lowBudget).toBeUndefined(),
  );
});

test.for([
  ["一个月两三百块钱的那种就行", "两三百块钱", 0.36 * wan],
  ["钱的话老板说先投个三五万看看效果", "三五万", 5 * wan],
  ["今年能拿出来的钱20到30万，先做一块", "20到30万", 30 * wan],
  ["准备拿出十万块做这个", "十万块", 10 * wan],
  ["一年几千块能用就最好", "几千块", 1 * wan],
  ["能自动备份的，一年几千块能接受", "几千块", 1 * wan],
] as const)("who puts up so much has it to pay: %s", ([text, words, most]) => {
  const found = read(text);
  expect([found.constraints.budgetMaxFen, found.words("budgetMaxFen")]).toEqual([most, [words]]);
});

describe("the budget", () => {
  test.for([
    ["5万以内搞得定不", "5万", 5 * wan],
    ["10w以内，小程序商城", "10w", 10 * wan],
    ["预算五万封顶", "五万", 5 * wan],
    ["要个管车间的大系统，三百万预算", "三百万", 300 * wan],
    ["五万封顶", "五万", 5 * wan],
    ["大概两三万块", "两三万块", 3 * wan],
    ["想上个扫码的，两三万块吧", "两三万块", 3 * wan],
    ["老板顶多批12万", "12万", 12 * wan],
    ["一年两万上下能搞不", "两万", 2 * wan],
    ["三五万一年可以，十几万的就免谈了", "三五万", 5 * wan],
    ["中英文都有，一两万吧", "一两万", 2 * wan],
    ["万把块钱", "万把块钱", 1 * wan],
    ["三千块以内", "三千块", 0.3 * wan],
    ["预算8000元", "8000元", 0.8 * wan],
    ["预算8000，做个官网", "8000", 0.8 * wan],
    ["1万5左右", "1万5", 1.5 * wan],
    ["一万五以内行不行", "一万五", 1.5 * wan],
    ["控制在3-5万", "3-5万", 5 * wan],
    ["3到5万能不能做", "3到5万", 5 * wan],
    ["一个月500块以内", "500块", 0.6 * wan],
    ["每月最多300元", "300元", 0.36 * wan],
    ["预算二十万封顶，明年要用", "二十万", 20 * wan],
    ["不超过2.5万", "2.5万", 2.5 * wan],
    ["最多出八万，多一分没有", "八万", 8 * wan],
    ["一年几千块那种", "几千块", 1 * wan],
    ["ＰＤＡ要便宜，１０万以内", "１０万", 10 * wan],
    ["別動不動幾十萬", "幾十萬", 10 * wan],
    ["别跟我说几十万的大系统", "几十万", 10 * wan],
    ["不会英文，不想花几十万", "几十万", 10 * wan],
    ["不打算花超过五万", "五万", 5 * wan],
    ["打算花五万", "五万", 5 * wan],
  ] as const)("of %s", ([text, words, fen]) => {
    const found = read(text);
    expect([found.constraints.budgetMaxFen, found.words("budgetMaxFen")]).toEqual([fen, [words]]);
  });

  test.for([
    "年产值2000万，库存乱",
    "欠款30万收不回来",
    "去年罚了5万",
    "注册资本500万的贸易公司",
    "一个月电费三十几万",
    "之前买的系统花了八万没用起来",
    "一年损失二十万左右",
    "客户压着380万没付",
    "请主播一个月1万2养不起",
    "两千平的仓库",
    "每天300单",
    "想贷款50万左右",
    "库存压了三百万的货",
    "有五万粉丝",
    "同一台机器要二十多万",
    "3000多种货",
    "发货发了2万件以内",
    "月流水十万左右",
  ])("is not in %s", (text) => {
    expect(read(text).constraints).not.toHaveProperty("budgetMaxFen");
  });
});
