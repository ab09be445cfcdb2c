import { noPrice, sayMoney } from "../web/say.ts";
import { categoryName } from "../taxonomy/categories.ts";
import { industryName } from "../taxonomy/industries.ts";
import { deploymentName } from "../taxonomy/deployments.ts";
import { regionName } from "../taxonomy/regions.ts";
import { isScene, sceneName } from "../taxonomy/scenes.ts";
import { deploymentShare, sayWhere } from "./deployment.ts";
import type { Met } from "./fit.ts";
import type { Lexicon } from "./lexicon.ts";
import { firstYearFen, industryShare, type Part, type Ranked } from "./rank.ts";
import { sayFreshness, sayLoad } from "./record.ts";
import type { Need } from "./understand.ts";
import { plainlyIn } from "./wanted.ts";
import { cheap, type Factor, weights } from "./weights.ts";

type Case = { lexicon: Lexicon; original: string; need: Need; ranked: Ranked };

/** One sentence that an owner can check against his own words. */
export function reasonFor(given: Case): string {
  const { facts } = given.ranked;
  const met = metIn(given.ranked);
  const plain = plainIn(given.need);
  const asked = met.find(({ wanted }) => plain.has(wanted.code));
  // To be near to what is asked for says less than to do what may be meant besides.
  const done = asked && isNear(asked) ? met.find((one) => !isNear(one)) : undefined;
  const best = done ?? asked ?? met[0];
  const clauses = best ? [meetClause(given, best)] : ["和您写的内容字面上有些接近"];
  const price = priceClause(given);
  if (price) clauses.push(price);
  const deployment = deploymentClause(given);
  if (deployment) clauses.push(deployment);
  if (facts.verifiedCases > 0) clauses.push(`有 ${facts.verifiedCases} 个核实过的案例`);
  return `${clauses.join("；")}。`;
}

/** What counts most first. */
function metIn({ met }: Ranked): Met[] {
  return met
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.share * b.value - a.share * a.value);
}

function isNear({ how }: Met): boolean {
  return how === "related" || how === "scene";
}

function plainIn({ capabilities }: Need): Set<string> {
  return new Set(plainlyIn(capabilities).map(({ code }) => code));
}

/** From here on a solution is about a thing; below it only speaks of it. */
const mainly = 0.6;

function meetClause({ lexicon, original, need, ranked }: Case, met: Met): string {
  const { wanted, by, how, value: strength } = met;
  const isPlain = plainIn(need).has(wanted.code);
  const words = isPlain ? quoted(original, wanted.spans) : "";
  const wantedName = nameOf(lexicon, wanted.code);
  const asked = isPlain ? `您要的「${wantedName}」` : `您可能还要「${wantedName}」`;
  const said = words === "" ? asked : `您说到${words}`;
  // Named already where no words are told.
  const thing = words === "" ? "这件事" : `「${wantedName}」`;
  if (how === "exact")
    return strength >= mainly
      ? `${said}，${ranked.facts.name}做的就是${thing}`
      : `${said}，${ranked.facts.name}的介绍里写到${thing}`;
  const other = nameOf(lexicon, by);
  if (how === "broader") return `${said}，它做「${other}」，介绍里也写到${thing}`;
  if (how === "usual")
    return `${said}，它做「${other}」，这类方案通常也管${thing}，但介绍里没有写明，要先问一句`;
  if (how === "narrower") return `${said}，它做其中的「${other}」`;
  if (how === "scene") return `${said}，它做的「${other}」只是同在一个场景`;
  return `${said}，它做的「${other}」与此相近`;
}

/** The points of a part in words; each names the owner's words or the fact it rests on. */
export function detailOf(given: Case, part: Part): string {
  return details[part.factor](given, part);
}

/** More than this nobody reads. */
const mostNamed = 4;

/** One line for each thing that it does, what counts most first, with the words that ask for it. */
function sayMet({ lexicon, original, need, ranked }: Case): string {
  const met = metIn(ranked);
  const plain = plainIn(need);
  const things = Array.from(
    Map.groupBy(met, ({ by }) => by),
    ([by, same]) => {
      // What is only near is no reason to name its words beside those of the thing itself.
      const best = noteOn(same[0]!);
      const told = same.filter((one) => noteOn(one) === best && plain.has(one.wanted.code));
      const words = quoted(
        original,
        told.flatMap(({ wanted }) => wanted.spans),
      );
      const asked = told.length > 0 ? "您选的要求" : "您可能还要的";
      return `${words || asked} → ${nameOf(lexicon, by)}${best}`;
    },
  );
  if (things.length === 0) return "没有直接对应的功能";
  const said = things.slice(0, mostNamed).join("；");
  return things.length > mostNamed ? `${said}；另有 ${things.length - mostNamed} 项沾边` : said;
}

function noteOn({ how }: Met): string {
  if (how === "exact" || how === "broader") return "";
  if (how === "narrower") return "（其中一部分）";
  if (how === "scene") return "（只是同在一个场景）";
  return how === "usual" ? "（通常也管，介绍里没有写明）" : "（相近）";
}

function sayFocus({ need }: Case, { points }: Part): string {
  if (need.capabilities.length === 0) return "没有说具体要解决什么，这一项都不得分";
  const share = points / weights.focus;
  if (share >= 0.55) return "它做的事和您说的大多相合";
  if (share >= 0.3) return "它做的事有一部分和您说的相合";
  return share > 0 ? "它做的事很多，和您说的相合的只占一小部分" : "它做的是别的事";
}

function sayCategory({ need, ranked: { facts } }: Case): string {
  const wanted = categoryName(need.category.code);
  if (facts.category === need.category.code) return `都属于「${wanted}」`;
  return facts.secondaryCategories.includes(need.category.code)
    ? `它也算「${wanted}」，但主要属于「${categoryName(facts.category)}」`
    : `您要的属于「${wanted}」，它属于「${categoryName(facts.category)}」`;
}

const details: Record<Factor, (given: Case, part: Part) => string> = {
  capability: sayMet,
  focus: sayFocus,
  scene: ({ need, ranked }) => {
    const shared = need.scenes.filter(({ code }) => ranked.facts.scenes.includes(code));
    const names = (shared.length > 0 ? shared : need.scenes)
      .map(({ code }) => (isScene(code) ? sceneName(code) : code))
      .join("、");
    if (names === "") return "没有听出是哪个场景";
    return shared.length > 0 ? `同属${names}` : `不在您要的场景里（${names}）`;
  },
  category: sayCategory,
  text: (_, { points }) => {
    if (points === 0) return "介绍里没有用到您写的字词";
    return points >= weights.text * 0.6 ? "介绍里的字词和您写的很接近" : "介绍里有一些您写的字词";
  },
  industry: ({ need, ranked }, { known }) => {
    const { industryCode } = need.constraints;
    if (!known)
      return industryCode === undefined
        ? "您没有说是什么行业，按中间分计"
        : "方案没有限定行业，按中间分计";
    if (industryCode === undefined) return "方案是专为某个行业做的，您没有说明行业";
    const trade = industryName(industryCode);
    const share = industryShare(need, ranked.facts) ?? 0;
    if (share === 1) return `写明为您这一行做的：${trade}`;
    return share > 0 ? `面向的行业包含${trade}` : `面向的是别的行业，不是${trade}`;
  },
  size: ({ ranked }, { known }) => {
    if (!known) return "没有写明适合多大的企业，按中间分计";
    return ranked.facts.scale > 0 ||
      ["small", "micro"].some((size) => ranked.facts.sizes.includes(size))
      ? "按介绍是给中小企业用的"
      : "更像是给大企业用的";
  },
  // In words of ours: whoever may not read the text may read this.
  price: ({ need, ranked }, { known }) => {
    const cost = firstYearFen(ranked.facts);
    const budget = need.constraints.budgetMaxFen;
    if (known && cost !== undefined && need.constraints.lowBudget)
      return `您想要便宜的，第一年约 ${sayMoney(cost)}`;
    if (!known || cost === undefined || budget === undefined)
      return cost === undefined ? `${noPrice}，按中间分计` : "您没有说预算，按中间分计";
    return `第一年约 ${sayMoney(cost)}，您的预算是 ${sayMoney(budget)}`;
  },
  deployment: ({ need, ranked }) => sayWhere(need.constraints.deployment, ranked.facts.deployment),
  reach: ({ need: { constraints } }, { known, points }) => {
    const { regionCode } = constraints;
    if (regionCode === undefined) return "您没有说在哪里，按中间分计";
    if (!known) return "没有写明服务范围，按中间分计";
    return `服务范围${points > 0 ? "包含" : "不包含"}${regionName(regionCode, "short")}`;
  },
  record: ({ ranked: { facts } }, { known }) =>
    known
      ? `评价 ${facts.ratings} 条，已验收 ${facts.accepted} 单，核实案例 ${facts.verifiedCases} 个`
      : "还没有在本平台交付过，按中间分计",
  freshness: ({ ranked: { facts } }) => sayFreshness(facts),
  load: ({ ranked: { facts } }) => sayLoad(facts),
};

/** The words themselves, or what was chosen instead of them. */
function thriftWords({ original, need }: Case): string {
  const mark = need.marks.find(({ kind }) => kind === "lowBudget");
  return mark ? `您说到「${original.slice(mark.start, mark.end)}」` : "您要便宜的";
}

export function nameOf(lexicon: Lexicon, code: string): string {
  return lexicon.capabilities.get(code)?.name ?? code;
}

const overBudget = "超出您的预算";

/** What stands among the reasons and speaks against it. */
export function isDoubt(clause: string): boolean {
  return clause.endsWith(overBudget);
}

function priceClause(given: Case): string | undefined {
  const { need, ranked } = given;
  const cost = firstYearFen(ranked.facts);
  const budget = need.constraints.budgetMaxFen;
  if (cost === undefined) return undefined;
  if (budget !== undefined && cost <= budget) return `第一年约 ${sayMoney(cost)}，在您的预算内`;
  if (budget !== undefined) return `第一年约 ${sayMoney(cost)}，${overBudget}`;
  if (need.constraints.lowBudget && cost < middle(cheap))
    return `${thriftWords(given)}，它第一年约 ${sayMoney(cost)}`;
  return cost === 0 ? "免费" : `第一年约 ${sayMoney(cost)}`;
}

/** A reason only where it runs as it is wanted; the points say all else. */
function deploymentClause({ original, need, ranked: { facts } }: Case): string | undefined {
  const { deployment } = need.constraints;
  if (deployment === undefined || deploymentShare(deployment, facts.deployment) !== 1)
    return undefined;
  const mark = need.marks.find(({ kind }) => kind === "deployment");
  const said = mark
    ? `您说到「${original.slice(mark.start, mark.end)}」`
    : `您要「${deploymentName(deployment)}」`;
  return `${said}，它${sayWhere(deployment, facts.deployment)}`;
}

/** Less than this is a reason for who wants it cheap. */
function middle({ allFen, noneFen }: typeof cheap): number {
  return (allFen + noneFen) / 2;
}

/** The owner's own words, at most three, in the order he wrote them. */
function quoted(original: string, spans: readonly { start: number; end: number }[]): string {
  const said = new Set<string>();
  const words = spans
    .filter(({ start, end }) => {
      const word = original.slice(start, end);
      return !said.has(word) && said.add(word);
    })
    .slice(0, 3)
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => `「${original.slice(start, end)}」`);
  return words.join("");
}

/** What every factor can give at most, for the page on ranking. */
export const factorNames: Record<Factor, string> = {
  capability: "能不能解决您说的问题",
  focus: "是不是专做这件事",
  scene: "场景是否相同",
  category: "类别是否相同",
  text: "文字是否接近",
  industry: "行业是否合适",
  size: "是否适合您的企业规模",
  price: "价格与预算",
  deployment: "安装方式",
  reach: "服务范围",
  record: "在本平台的记录",
  freshness: "交付和案例有多新",
  load: "手上的活多不多",
};

export function factorTable(): { factor: Factor; name: string; most: number }[] {
  return Object.entries(weights).map(([name, most]) => {
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of `weights` are the factors
    const factor = name as Factor;
    return { factor, name: factorNames[factor], most };
  });
}
