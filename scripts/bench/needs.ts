import { shippedLexicon } from "../../src/matching/lexicon-data.ts";
import { pick, type Random, some } from "./random.ts";

const trades = ["五金", "注塑", "服装", "食品", "模具", "家具", "纺织", "印刷", "餐饮", "物流"];

/** A firm, its size, and two or three troubles in an owner's words. */
export function needIn(random: Random): string {
  const troubles = some(
    random,
    shippedLexicon().flatMap(({ owner }) => owner.filter((phrase) => !phrase.includes("*"))),
    2 + Math.floor(random() * 2),
  );
  const people = 10 + Math.floor(random() * 190);
  const budget = random() < 0.5 ? `，预算${5 + Math.floor(random() * 20)}万以内` : "";
  return `我们是做${pick(random, trades)}的小厂，${people}来号人，${troubles.join("，")}，想找个合适的系统${budget}。`;
}
