import { regionName } from "../taxonomy/regions.ts";
import { sayMoney } from "../web/say.ts";
import { type Block, firstYearFen, type Ranked, refusalOf } from "./rank.ts";
import { refusedIn } from "./refusals.ts";
import type { Need } from "./understand.ts";

type Case = { original: string; need: Need; ranked: Ranked };

export function blockDetail(block: Block, { original, need, ranked }: Case): string {
  if (block === "suspended") return "这家服务商已暂停服务";
  if (block === "refused") return `您写了不要「${refusalOf(ranked.facts, refusedIn(original))}」`;
  if (block === "not_serving")
    return `不在${regionName(need.constraints.regionCode ?? "", "short")}提供服务`;
  const cost = firstYearFen(ranked.facts) ?? 0;
  const budget = need.constraints.budgetMaxFen ?? 0;
  return `第一年约 ${sayMoney(cost)}，超出您 ${sayMoney(budget)}的预算太多`;
}

const blockedPlainly: Readonly<Record<Block, (place: string) => string>> = {
  suspended: () => "这家服务商已暂停服务",
  not_serving: (place) => `不在${place || "当时写的地方"}提供服务`,
  over_budget: () => "第一年的费用超出当时写的预算太多",
  refused: () => "当时写了不要这一家或这一款",
};

/** The same for whoever does not read what was typed, with the place where that is still told. */
export function plainBlock(code: string, regionCode: string | undefined): string {
  const place = regionCode === undefined ? "" : regionName(regionCode, "short");
  return isBlock(code) ? blockedPlainly[code](place) : "有一项硬条件不合";
}

function isBlock(code: string): code is Block {
  return Object.hasOwn(blockedPlainly, code);
}
