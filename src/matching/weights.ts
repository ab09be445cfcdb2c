import type { Clarity } from "./clarity.ts";

/**
 * What a match is made of: the most points each factor can give, 100 together. Public: the page on
 * ranking shows this table. Money moves nothing, and being near is no merit of its own.
 */
export const weights = {
  capability: 47,
  focus: 18,
  scene: 5,
  category: 1,
  text: 1,
  industry: 7,
  size: 7,
  price: 3,
  deployment: 4,
  reach: 2,
  record: 2,
  freshness: 1,
  load: 2,
} as const;
export type Factor = keyof typeof weights;
export const factors = Object.keys(weights).filter(isFactor);

/** Every change of a number here, newest first, for the page on ranking; its date is the day it went live. */
export const weightsHistory = [
  {
    version: "2026-12-1",
    on: "2026-12-01",
    what: "分数没有变。跑车的、开店的，顺带的话不再听成要管车间；「连锁」和行业连着说的，只当作行业。给谁送货、坏了的零件、托人去买的东西，不再当作您的行业；收粮食收水果的算批发。「一年几千块能用就行」听成预算。「适合中小企业」「支持国产化」只当作条件，不当作您要的东西；某某管理系统，只按某某来听。停电、限电、门口围挡的算“恢复”，查收到的发票算“提升”，找新客户算“培新”。介绍里只是列了服务哪些行业的，或人人都写的词（例如 智能制造、全渠道），不再当作方案做的事。",
  },
  {
    version: "2026-11-15",
    on: "2026-11-30",
    what: "分数没有变。隔了别的事又说一遍的同一件事，合成一项需求；写了不要的软件，前面提到它的字也不再当作您要的。为什么推荐，先说方案真正做的事，不再用沾边的事来凑；只是同在一个场景的，照实写明。",
  },
  {
    version: "2026-11-14",
    on: "2026-11-30",
    what: "分数没有变。写了不要哪一家或哪一款的（例如 不要钉钉），名字就是它的不再推荐，列为不合适，并写明是您说的；写了现在用着、不想换的软件，不再当作您要找的。",
  },
  {
    version: "2026-11-13",
    on: "2026-11-30",
    what: "分数没有变。只写了一两个词的（例如 管仓库、贷款、服务器），先按大家平常叫的那件事来听，其他沾边的往后放；还说了别的事的，照旧。",
  },
  {
    version: "2026-11-12",
    on: "2026-11-30",
    what: "新加两项：最近一次核实的交付或案例有多新，最多 1 分；服务商手上正在做的订单多不多，最多 2 分。能不能解决问题从 50 分减到 47 分。分数相同的，先后改为按每条需求重新抽定：同一句话每次抽得一样，谁也选不了，谁都有机会排在前面；以前总是同一家在前。",
  },
  {
    version: "2026-11-11",
    on: "2026-11-30",
    what: "更大的一套，介绍里写明也做您要的那件事的，仍按 50% 算；只是这类方案通常也管、介绍里没有写明的，从 50% 减到 42%，也不再算“能解决”，会写明“介绍里没有写明”。哪类方案通常管哪些事重新核过一遍，去掉了一半，例如车间系统不再当作管药械合规，网站防护不再当作能挡流量攻击。方案做什么，只认介绍里写得出名目的字句，碰巧沾边的字不再算。",
  },
  {
    version: "2026-11-10",
    on: "2026-11-30",
    what: "分数没有变。说了另一件要解决的事的，「不想自己搭服务器」「要装在自己厂里」「云端的」这类话只算「安装方式」，不再听成要把系统搬到云上；只说了这类话的、本来就在说服务器的，照旧。「专用的云」自己也可能是要解决的事，仍算三成半。",
  },
  {
    version: "2026-11-9",
    on: "2026-11-30",
    what: "新加「安装方式」一项，最多 4 分：说了数据不能出厂、不想买服务器这类话的，看方案写明装在哪里；要装在自己厂里、专用的云上这类话，听成另一件要解决的事时只算三成半。能不能解决问题从 53 分减到 50 分，规模从 8 分减到 7 分。",
  },
  {
    version: "2026-11-8",
    on: "2026-11-30",
    what: "「是不是专做这件事」从 10 分加到 18 分，算法也改了：方案做的每件事，各看和您整段话有多近，按比重平均；以前只看听出来的那几件。行业从 5 分加到 7 分；能不能解决问题从 54 分减到 53 分，场景从 9 分减到 5 分，规模从 10 分减到 8 分，文字从 3 分减到 1 分，类别从 2 分减到 1 分。",
  },
  {
    version: "2026-11-7",
    on: "2026-11-29",
    what: "分数没有变。没有能解决的时候，相近的从最多列出 5 个改为 10 个。顺带提到的另一件事，说得出名目的，单独算一项需求。网站正在受攻击的算“恢复”，做官网的算“培新”。",
  },
  {
    version: "2026-11-6",
    on: "2026-11-29",
    what: "分数没有变。说清楚了的需求，只有能解决最主要那件事的方案才算“能解决”，沾一点边的不再算；没有能解决的，最多列出 5 个相近的。只听懂几个词的、不归数字化服务商做的，都会说明。",
  },
  {
    version: "2026-11-5",
    on: "2026-11-28",
    what: "说了要便宜、没说多少钱的，「价格与预算」这一项看第一年费用：1 万元以内得满分，越贵越少，10 万元起不得分；以前按中间分计。同一家服务商的方案最多先排 4 个，其余的排在别家之后。",
  },
  {
    version: "2026-11-4",
    on: "2026-11-28",
    what: "能不能解决问题从 46 分加到 54 分，场景从 8 分加到 9 分；文字从 6 分减到 3 分，行业从 7 分减到 5 分，专做这件事的从 11 分减到 10 分，类别、价格、平台记录各减 1 分。更大的一套从按 45% 算改为 50%，其中一部分从 38% 改为 42%，同场景的从 13% 改为 8%。",
  },
  {
    version: "2026-11-3",
    on: "2026-11-28",
    what: "能不能解决问题从 44 分加到 46 分，专做这件事的从 9 分加到 11 分，行业从 4 分加到 7 分，看写明为哪一行做的；场景从 12 分减到 8 分，文字从 8 分减到 6 分，类别从 4 分减到 3 分。更大的一套从按 62% 算改为 45%，其中一部分从 50% 改为 38%，相近的从 28% 改为 30%，同场景的从 15% 改为 13%。没有说规模的，也略偏向给中小企业做的。",
  },
  {
    version: "2026-11-2",
    on: "2026-11-24",
    what: "规模的分从 8 分加到 10 分，专做这件事的从 8 分加到 9 分；能不能解决问题从 46 分减到 44 分，平台记录从 4 分减到 3 分。",
  },
  { version: "2026-11-1", on: "2026-11-23", what: "第一版规则。" },
] as const;

/** Goes with every result, so that an old list can be replayed. */
export const weightsVersion = weightsHistory[0].version;

/**
 * How much a solution counts that solves something near to what is wanted: `broader` where its own
 * text says that it does this too, `usual` where only its kind usually does.
 */
export const nearness = {
  exact: 1,
  broader: 0.5,
  usual: 0.42,
  narrower: 0.42,
  related: 0.3,
  scene: 0.08,
} as const;

/** What is asked for most counts more than in proportion: the main need first, asides after. */
export const emphasis = 1.5;
/** Sharing a scene that the owner chose, with no word understood, is worth so much of a fit. */
export const chosenSceneFit = 0.5;
/** Of a factor about which nothing is known, this share is given, and said. */
export const unknownShare = 0.5;
/** What may run as it is wanted, or may not: 专用的云 for who wants it 装在自己厂里. */
export const halfway = 0.5;
/** What is made for one trade, when the trade of who asks is not known. */
export const otherTrade = 0.3;
/** What its provider declares for the trade of who asks, with no word of that trade in its name or summary. */
export const sameSection = 0.7;
/** Below this score nothing is offered. */
export const leastScore = 12;
/** What is asked for with this share of the weight of what is asked for most is the main thing too: the less is clear, the more may be meant. */
const mainShare = { clear: 0.9, faint: 0.7 } as const;
export function mainShareFor(clarity: Clarity): number {
  return clarity === "faint" ? mainShare.faint : mainShare.clear;
}
/** What is asked for with less than this share of it may be meant too, but nobody is told that it was. */
export const plainShare = 0.6;
/** A need is unmet when no solution solves the main thing it asks for so far: being near is not enough. */
export const leastFit = 0.25;
/** Where nothing solves it, so many are shown that come so near. */
export const leastNear = 0.1;
export const mostNear = 10;
/** First-year cost this many times the budget is a hard block, not a minus. */
export const farOverBudget = 1.5;
/** Who wants it cheap and says no amount: what the first year may cost for all the points, and for none. */
export const cheap = { allFen: 1_000_000, noneFen: 10_000_000 } as const;
/** So many of one provider stand in a list before others have had their place. */
export const mostOfOne = 4;
/** Days since the last delivery or case that was verified: for all the points, and for none. */
export const fresh = { allDays: 182, noneDays: 1095 } as const;
/**
 * In hand is what was agreed and is not delivered. A quarter's work, of what was accepted in the last year,
 * and at least so much, leaves room for more; twice of that leaves none.
 */
export const leastUsual = 3;
/** Ratings count as if so many average ones had come before. */
export const ratingPrior = { count: 5, mean: 4 } as const;

export function isFactor(name: string): name is Factor {
  return Object.hasOwn(weights, name);
}
