import { factorNames, nameOf } from "../matching/explain.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import { findPhrases } from "../matching/phrases.ts";
import { firstYearFen, type Part, type Ranked } from "../matching/rank.ts";
import type { Need } from "../matching/understand.ts";
import { sayFreshness, sayLoad } from "../matching/record.ts";
import { type Factor, weights } from "../matching/weights.ts";
import { normalise } from "../search/normalise.ts";
import { categoryName } from "../taxonomy/categories.ts";
import { deploymentName, sayDeployment } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayScene } from "../web/catalogue.tsx";
import { noPrice, sayMoney } from "../web/say.ts";
import type { WhyPart, WhyView } from "./schema.ts";

/** `written`: all that the solution says of itself. */
type Case = { lexicon: Lexicon; need: Need; ranked: Ranked; written: string };
type Advice = { detail: string; mend?: string | undefined };

/** Each factor's points and what could be mended, what costs most first. */
export function adviseOn(given: Case): WhyPart[] {
  return given.ranked.parts
    .map(({ factor, points, known }) => {
      const { detail, mend } = advice[factor](given, { factor, points, known });
      return {
        factor,
        name: factorNames[factor],
        points,
        most: weights[factor],
        detail,
        mend: mend ?? null,
      };
    })
    .toSorted((a, b) => b.most - b.points - (a.most - a.points));
}

export function adviseOnBlock({ need, ranked }: Case): WhyView["blocked"] {
  const { blocked: code, facts } = ranked;
  if (code === undefined) return null;
  const { regionCode = "", budgetMaxFen = 0 } = need.constraints;
  const place = regionName(regionCode, "short");
  const said = {
    suspended: { detail: "您的服务被暂停了", mend: "等暂停结束，或联系主管部门" },
    not_serving: {
      detail: `服务范围没有写${place}`,
      mend: `如果您能到${place}服务，请在方案或单位信息的服务地区里加上`,
    },
    refused: {
      detail: "这条需求写了不要这一家或这一款",
      mend: "这是对方自己的选择，方案不用改",
    },
    over_budget: {
      detail: `第一年约 ${sayMoney(firstYearFen(facts) ?? 0)}，超出 ${sayMoney(budgetMaxFen)}的预算太多`,
      mend: "如果有更便宜的起步方案，可以另写一个",
    },
  }[code];
  return { code, ...said };
}

const advice: Record<Factor, (given: Case, part: Part) => Advice> = {
  capability: adviseOnCapability,
  focus: ({ need }, { points }) => ({
    detail:
      need.capabilities.length > 0
        ? "方案做的各件事，平均起来和这类需求有多近"
        : "只选了场景，没有选要解决什么，这一项大家都不得分",
    mend:
      need.capabilities.length > 0 && points < weights.focus * 0.4
        ? "方案里写的事很多，和这件事有关的只占一部分。可以把它单独写成一个方案"
        : undefined,
  }),
  scene: ({ need, ranked }) => {
    const missing = need.scenes.filter(({ code }) => !ranked.facts.scenes.includes(code));
    const names = missing.map(({ code }) => `「${sayScene(code)}」`).join("");
    return missing.length === 0
      ? { detail: "场景相同" }
      : { detail: `没有勾选场景${names}`, mend: `如果方案用在这里，请勾选${names}` };
  },
  category: ({ need, ranked: { facts } }) => {
    const wanted = categoryName(need.category.code);
    if (facts.category === need.category.code) return { detail: `类别相同：${wanted}` };
    return facts.secondaryCategories.includes(need.category.code)
      ? { detail: `「${wanted}」是您的次要类别` }
      : {
          detail: `这类需求多属「${wanted}」，方案没有选它`,
          mend: `如果也算「${wanted}」，请加为次要类别`,
        };
  },
  text: ({ lexicon, need }, { points }) => {
    const [wanted] = need.capabilities;
    const owner = (wanted && lexicon.capabilities.get(wanted.code)?.owner) ?? [];
    return {
      detail: "方案文字与企业用词的接近程度，和最接近的方案比",
      mend:
        points < weights.text * 0.5 && owner.length > 0
          ? `可以用企业自己的话写几句，例如${quote(owner, 3)}`
          : undefined,
    };
  },
  industry: ({ need, ranked: { facts } }, { known, points }) => {
    const { industryCode } = need.constraints;
    if (industryCode === undefined)
      return {
        detail:
          facts.trades.length > 0 ? "方案写明是为一个行业做的，对方没有说明行业" : "没有说明行业",
      };
    const name = industryName(industryCode);
    if (!known || facts.industries.length === 0)
      return {
        detail: "没有写明适合的行业，按中间分计",
        mend: `如果为${name}做过，请写明行业`,
      };
    return points >= weights.industry * 0.7
      ? { detail: `写明适合${name}` }
      : { detail: `写明的行业里没有${name}`, mend: `如果也适合${name}，请加上` };
  },
  size: ({ need }, { known, points }) => {
    if (!known)
      return {
        detail: "没有写明适合多大的企业，按中间分计",
        mend: "请写明适合小微、小型还是中型企业",
      };
    const modest = need.constraints.headcount ?? 0;
    return {
      detail: modest > 0 ? `对方约 ${modest} 人` : "按中小企业看",
      mend:
        points < weights.size * 0.5
          ? "文字读起来像是给大企业用的。如果小企业也能用，请写明"
          : undefined,
    };
  },
  price: ({ need, ranked: { facts } }) => {
    const cost = firstYearFen(facts);
    const { budgetMaxFen } = need.constraints;
    if (cost === undefined)
      return {
        detail: `${noPrice}，按中间分计`,
        mend: "公布价格以后，在预算内的这一项得满分",
      };
    if (budgetMaxFen === undefined) return { detail: "没有说预算，按中间分计" };
    return cost <= budgetMaxFen
      ? { detail: `第一年约 ${sayMoney(cost)}，在预算内` }
      : { detail: `第一年约 ${sayMoney(cost)}，超过预算 ${sayMoney(budgetMaxFen)}` };
  },
  deployment: ({ need, ranked: { facts } }, { points }) => {
    const { deployment } = need.constraints;
    if (facts.deployment.length === 0)
      return {
        detail: "没有写明安装方式，按中间分计",
        mend: "请在方案里勾选安装方式：要求数据不出厂、或不想买服务器的企业都会看这一项",
      };
    if (deployment === undefined) return { detail: "没有说安装方式，按中间分计" };
    const wanted = `「${deploymentName(deployment)}」`;
    const detail = `对方要${wanted}，方案写明的是「${sayDeployment(facts.deployment)}」`;
    return points < weights.deployment
      ? { detail, mend: `如果也能${wanted}，请在安装方式里勾上` }
      : { detail };
  },
  reach: ({ need, ranked: { facts } }, { points }) => {
    const { regionCode } = need.constraints;
    if (facts.serviceRegions.length === 0)
      return { detail: "没有写明服务范围，按中间分计", mend: "请写明服务哪些地区" };
    if (regionCode === undefined) return { detail: "没有说明地区，按中间分计" };
    const place = regionName(regionCode, "short");
    return { detail: points > 0 ? `服务范围包含${place}` : `服务范围没有写${place}` };
  },
  record: ({ ranked: { facts } }, { known }) =>
    known
      ? {
          detail: `评价 ${facts.ratings} 条，已验收 ${facts.accepted} 单，核实案例 ${facts.verifiedCases} 个`,
        }
      : { detail: "还没有在本平台交付过，按中间分计，不吃亏" },
  freshness: ({ ranked: { facts } }, { points }) => ({
    detail: sayFreshness(facts),
    mend:
      facts.evidenceDays !== null && points < weights.freshness * 0.5
        ? "最近做成的项目，可以请客户确认后发布为案例"
        : undefined,
  }),
  load: ({ ranked: { facts } }) => ({ detail: sayLoad(facts) }),
};

/** From here on a capability counts as plainly said. */
const plain = 0.6;

function adviseOnCapability({ lexicon, need, ranked, written }: Case): Advice {
  if (need.capabilities.length === 0) return { detail: "只看场景，没有指明要解决什么" };
  const said = ranked.met.map(({ wanted, by, how, value }) => {
    const name = `「${nameOf(lexicon, wanted.code)}」`;
    if (value <= 0) return `没有读到${name}`;
    if (how === "exact") return `读到${name}，程度 ${Math.round(value * 100)}%`;
    if (how === "broader") return `读到${name}，但说得不多，按做的「${nameOf(lexicon, by)}」算`;
    if (how === "usual") return `没有读到${name}，只当作「${nameOf(lexicon, by)}」通常也管它`;
    return `没有读到${name}，但做的「${nameOf(lexicon, by)}」与它相近`;
  });
  const weak = ranked.met.filter(({ how, value }) => how !== "exact" || value < plain);
  const mends = weak.slice(0, 2).map(({ wanted }) => {
    const words = unsaid(lexicon, wanted.code, written);
    const name = `「${nameOf(lexicon, wanted.code)}」`;
    return words.length === 0 ? `把${name}写进方案名称或简介` : `文字里没有提到${quote(words, 5)}`;
  });
  const mend =
    mends.length === 0 ? undefined : `${mends.join("；")}。如果确实能做，请在名称、简介里写明白`;
  return { detail: said.join("；"), mend };
}

/** What texts that solve it say, and this one does not. */
function unsaid(lexicon: Lexicon, code: string, written: string): string[] {
  const capability = lexicon.capabilities.get(code);
  if (!capability) return [];
  const said = new Set(
    findPhrases(lexicon.offers, normalise(written).text)
      .filter(({ what }) => what.code === code)
      .map(({ what }) => what.phrase),
  );
  return [...new Set([capability.name, ...capability.vendor])].filter(
    (phrase) => !phrase.includes("*") && !said.has(phrase.toLowerCase()),
  );
}

function quote(words: readonly string[], most: number): string {
  return words
    .slice(0, most)
    .map((word) => `「${word.replaceAll("*", "…")}」`)
    .join("");
}
