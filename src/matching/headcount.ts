import type { Found } from "./budget.ts";
import type { Clause } from "./clauses.ts";
import { numberOf, numeral } from "./numerals.ts";

const counted = new RegExp(
  String.raw`(?<![\d.第])(${numeral})\s*(号|个|名|口|位)?\s*(人|员工|工人|职工|伙计)(?!次|份|民币|均|家|力|脸|工(?!资)|气|头|民)`,
  "gu",
);
const named = new RegExp(
  String.raw`(?:员工|工人|职工|人数|人员)(?:有|是|大概|大约|约|一共|总共|也就|只有|差不多){0,3}(${numeral})(?![\d零一二两三四五六七八九十百千万多来台套条平方吨斤件单亩次家年天月]|多?[万块元])(?:个|名|号)?人?`,
  "gu",
);
const couple = /夫妻[俩店两]|两口子|夫妻二人/u;
const single = /(?:就|只有|是)我(?:自己)?一个人|我一个人(?:干|开|做|撑)/u;

/** Who says what he can pay says next how many they are. */
const afterSum =
  /(?:预算|不超过|控制在|最多|顶多)[\d.一二两三四五六七八九十百千万几多来kw]{1,9}(?:块钱|[块元])?(?:以内|左右|上下)?$/u;

const near = 20;

/** Others than those who work in the firm, or those of one day. */
const others =
  /客户|客人|学员|学生|粉丝|会员|顾客|患者|病人|家长|观众|游客|居民|业主|农户|住户|村民|商户|关注|每天|昨天|今天|一天|直播|聚会|团建|参加|体检|报名|考试|来了|排队|乘客|孩子|老人/u;
const part =
  /(?:部|组|班|车间|仓库|仓管|客服|财务|质检|品质|办公室|业务|销售|研发|设计|老师|司机|前台|保安|护士|导购|程序|信息|采购|行政|线|招|请|缺|少|裁|走了|借|派|要(?!用))[^,，。]{0,4}$/u;
const whole =
  /我们|我司|我厂|咱|俺|公司|厂|店|企业|单位|团队|员工|工人|总共|一共|全部|上下|旺季|院|所|馆|社|作坊|工地|学校|诊所|做[^,，。]{1,14}的|规模/u;

/** How many people the firm has, the likeliest of the numbers of people in the text. */
export function findHeadcount(clauses: readonly Clause[]): Found<number> | undefined {
  const found = clauses.flatMap((clause) => [...countedIn(clause), ...fewIn(clause)]);
  const best = found.reduce((most, each) => Math.max(most, each.trust), 1);
  return found.find(({ trust }) => trust >= 2 && trust === best);
}

type Guess = Found<number> & { trust: number };

function countedIn({ start, text }: Clause): Guess[] {
  return [...text.matchAll(counted), ...text.matchAll(named)].flatMap((match) => {
    const [all, words = "", measure] = match;
    const value = numberOf(words);
    if (value === undefined || value > 200_000 || words === "一") return [];
    const from = match.index + all.indexOf(words);
    const to = match.index + all.trimEnd().replace(/(?<=[^人])[个名号]$/u, "").length;
    const before = text.slice(Math.max(0, match.index - near), match.index);
    const after = text.slice(to, to + near);
    const opens =
      (before === "" && (value >= 10 || /^(?:左右|上下|不到|的|多)?$/u.test(after))) ||
      (/^(?:现在|目前|一共|大概)?有$/u.test(before) && value >= 10 && after === "");
    const trust =
      (measure === "号" || measure === "口" ? 2 : 0) +
      (whole.test(before) || /^(?:员工|工人|职工|人)/u.test(all) ? 2 : 0) +
      (opens || before.endsWith("的") || afterSum.test(before) ? 2 : 0) +
      (value >= 10 && words.endsWith("来") ? 2 : 0) +
      (/^(?:的)?(?:小?厂|小?店|公司|团队|规模|作坊|企业)/u.test(after) ? 2 : 0) -
      (others.test(before + all + after) ? 4 : 0) -
      (part.test(before) ? 4 : 0);
    return [{ value, start: start + from, end: start + to, trust }];
  });
}

function fewIn({ start, text }: Clause): Guess[] {
  return [[couple, 2] as const, [single, 1] as const].flatMap(([pattern, value]) => {
    const match = pattern.exec(text);
    if (!match) return [];
    const from = start + match.index;
    return [{ value, start: from, end: from + match[0].length, trust: 2 }];
  });
}
