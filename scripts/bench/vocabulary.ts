import { shippedLexicon } from "../../src/matching/lexicon-data.ts";
import { industryDivisions } from "../../src/taxonomy/industries.ts";
import { scenes } from "../../src/taxonomy/scenes.ts";
import { drawn, type Random, pick, shuffled, zipf } from "./random.ts";
import { type Shape, sharesOf } from "./shape.ts";

/** What every text of this trade is full of, about in that order. */
const common = (
  "企业 管理 数据 系统 平台 服务 提供 支持 实现 生产 业务 客户 产品 智能 数字化 帮助 流程 效率 " +
  "信息 统一 分析 提升 解决方案 应用 成本 一体化 协同 全流程 自动 快速 实时 安全 设备 订单 供应链 " +
  "财务 采购 质量 库存 销售 项目 移动端 中小企业 制造 运营 人员 计划 场景 降低 可视化 云端"
).split(" ");
const doing = "打通 覆盖 简化 记录 追踪 汇总 提醒 对接 统计 审批 核对 预警 分配 归档 查询".split(
  " ",
);

export type Vocabulary = {
  phrases: readonly string[];
  draw: (random: Random) => number;
  /** What vendors write of one capability: of two of them each solution says something. */
  topics: readonly (readonly string[])[];
};
const recombined = 20_000;
/** Such a share of phrases makes as many capabilities a solution as the real texts have. */
const topical = 0.09;

/** Several thousand phrases, the first ones far more frequent than the last. */
export function makeVocabulary(random: Random, shape: Shape): Vocabulary {
  const topics = shippedLexicon().map(({ name, vendor }) =>
    [name, ...vendor].map((phrase) => phrase.replaceAll("*", "")),
  );
  // 管理 and 系统 end every other one of them; the common words have their own, measured frequency.
  const pieces = topics
    .flat()
    .filter((phrase) => /^\p{Script=Han}{4,}$/u.test(phrase))
    .flatMap((phrase) => [phrase.slice(0, 2), phrase.slice(-2)])
    .filter((piece) => !common.some((word) => word.includes(piece)));
  // Halves of two: the words of the trade, yet hardly ever a phrase that means something.
  const halves = Array.from(
    { length: recombined },
    () => `${pick(random, pieces)}${pick(random, pieces)}`,
  );
  const names = [...scenes, ...industryDivisions].map(({ name }) => name);
  const joined = names.flatMap((name) => doing.map((verb) => `${verb}${name}`));
  const phrases = [...new Set([...common, ...shuffled(random, [...halves, ...joined])])];
  return { phrases, topics, draw: fitDraw(random, phrases, shape) };
}

/** The steepness under which terms are as frequent as they are in the real catalogue. */
function fitDraw(random: Random, phrases: readonly string[], shape: Shape) {
  const length = () =>
    [shape.name, shape.summary, shape.description].map((each) => drawn(random, each)).reduce(add) +
    Object.values(shape.lists)
      .map(({ count, each }) => drawn(random, count) * mean(each))
      .reduce(add);
  const tried = [2, 8, 20, 40].flatMap((shift) =>
    Array.from({ length: 9 }, (_, i) => zipf(phrases.length, 0.6 + i * 0.1, shift)),
  );
  const errors = tried.map((draw) => {
    const texts = Array.from({ length: 160 }, () =>
      compose(random, { phrases, draw, topics: [] }, length()),
    );
    const shares = new Map(sharesOf(texts));
    const terms = shape.frequency.map(([rank, share]) => off(shares.get(rank) ?? 0, share));
    const held = (word: string) =>
      texts.filter((text) => text.includes(word)).length / texts.length;
    const words = shape.words.map(([rank, share]) => off(held(phrases[rank]!), share));
    return [...terms, ...words].reduce(add, 0);
  });
  return tried[errors.indexOf(Math.min(...errors))]!;
}

const off = (share: number, wanted: number) => Math.abs(Math.log(Math.max(share, 0.001) / wanted));

const joints = ["，", "，", "、", "，", "；", "。", "", "", "与", "和"];

/** A text of about that length. */
export function compose(
  random: Random,
  { phrases, draw }: Vocabulary,
  length: number,
  { used, topic = [] }: { used?: Set<number>; topic?: readonly string[] } = {},
): string {
  let text = "";
  while (text.length < length) {
    const rank = draw(random);
    const isTopical = topic.length > 0 && random() < topical;
    if (!isTopical) used?.add(rank);
    const phrase = isTopical ? pick(random, topic) : phrases[rank]!;
    text += `${text === "" ? "" : pick(random, joints)}${phrase}`;
  }
  return text.slice(0, Math.max(length, 1));
}

const add = (a: number, b: number) => a + b;
const mean = (values: readonly number[]) => values.reduce(add, 0) / values.length;
