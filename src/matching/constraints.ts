import type { Normalised } from "../search/normalise.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { findPlaces } from "../taxonomy/find-places.ts";

export type Constraints = {
  budgetMaxFen?: number;
  headcount?: number;
  industryCode?: string;
  regionCode?: string;
  /** Words of the deadline as typed: 年底前. */
  deadline?: string;
  deployment?: string;
};
type ConstraintMark = { start: number; end: number; kind: keyof Constraints; code: string };

type Found = { constraints: Constraints; marks: ConstraintMark[] };

/** What a text says of money, people, place, trade, time and way of running; offsets of the original. */
export function findConstraints(original: string, normal: Normalised): Found {
  const found: Found = { constraints: {}, marks: [] };
  const { text } = normal;
  const mark = (kind: keyof Constraints, start: number, end: number, code: string) =>
    found.marks.push({
      start: normal.starts[start] ?? 0,
      end: normal.ends[end - 1] ?? 0,
      kind,
      code,
    });
  const budget = budgetIn(text);
  if (budget) {
    found.constraints.budgetMaxFen = budget.fen;
    mark("budgetMaxFen", budget.start, budget.end, String(budget.fen));
  }
  const people = headcountIn(text);
  if (people) {
    found.constraints.headcount = people.count;
    mark("headcount", people.start, people.end, String(people.count));
  }
  const deadline = deadlinePattern.exec(text);
  if (deadline) {
    const end = deadline.index + deadline[0].length;
    found.constraints.deadline = original.slice(
      normal.starts[deadline.index] ?? 0,
      normal.ends[end - 1] ?? 0,
    );
    mark("deadline", deadline.index, end, found.constraints.deadline);
  }
  const deployment = deploymentIn(text);
  if (deployment) {
    found.constraints.deployment = deployment.code;
    mark("deployment", deployment.start, deployment.end, deployment.code);
  }
  const place = findPlaces(text)[0];
  if (place) {
    found.constraints.regionCode = place.code;
    mark("regionCode", place.start, place.end, place.code);
  }
  const trade = findIndustries(text)[0];
  if (trade) {
    found.constraints.industryCode = trade.code;
    mark("industryCode", trade.start, trade.end, trade.code);
  }
  return found;
}

// Bounded, or a text of nothing but numerals is tried from each of them to its end.
const numeral = String.raw`(?:\d{1,12}(?:\.\d{1,4})?|[一二两三四五六七八九十百千]{1,9}|几十|十几|几)`;
// Money that is no budget: what is owed, lost, turned over.
const otherMoney =
  /(产值|营收|营业额|销售额|年销|流水|货款|欠|应收|收回|没收|损失|亏|罚|电费|租金|工资|压着|抵押|注册资本|贷款?|借|月销|利润)[^,，。;；]{0,10}$/u;
const budgetPatterns = [
  new RegExp(
    `(?:预算|批|最多|顶多|不超过|控制在|花|总价|一年|每年|价格|费用)[^,，。;；\\d]{0,6}?(${numeral})\\s*(万|千|w|k)(${numeral})?(?:块|元)?`,
    "u",
  ),
  new RegExp(
    `(${numeral})\\s*(万|千|w|k)(${numeral})?(?:块|元)?(?:钱)?(?:以内|以下|之内|内|左右|封顶|搞定|搞得定|能不能|就行|出头)`,
    "u",
  ),
  new RegExp(`(?:预算|不超过|最多|顶多|控制在)[^,，。;；\\d]{0,6}?(\\d{3,7})\\s*(?:块|元)`, "u"),
  new RegExp(
    `(?:别|不要|不想|用不着|受不了|动不动)[^,，。;；]{0,6}?(几十|十几|几百|上百)(万)`,
    "u",
  ),
];

function budgetIn(text: string) {
  for (const pattern of budgetPatterns) {
    const match = pattern.exec(text);
    if (
      !match ||
      otherMoney.test(text.slice(0, match.index) + (match[0].match(/^[^\d一-十几]*/u)?.[0] ?? ""))
    )
      continue;
    const fen = fenOf(match[1] ?? "", match[2] ?? "", match[3]);
    if (fen) return { fen, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** "几十万" as a thing to avoid means less than a hundred thousand. */
function fenOf(amount: string, unit: string, rest: string | undefined): number | undefined {
  if (amount === "几十" || amount === "几百" || amount === "上百" || amount === "十几")
    return unit === "万" ? 10_000_000 : undefined;
  const value = numberOf(amount);
  if (value === undefined) return undefined;
  const factor = unit === "万" || unit === "w" ? 10_000 : unit === "千" || unit === "k" ? 1000 : 1;
  const tail = rest === undefined ? 0 : ((numberOf(rest) ?? 0) * factor) / 10;
  const yuan = value * factor + (rest !== undefined && rest.length === 1 ? tail : 0);
  return yuan >= 100 && yuan <= 100_000_000 ? Math.round(yuan * 100) : undefined;
}

const headcountPatterns = [
  /(?:员工|工人|人数|一共|总共|全厂|全公司|厂里|公司|店里|团队|大概|大约|差不多|约|有|的)?\s*(\d{1,6}|[一二两三四五六七八九十百千]{1,9})\s*(?:来|多|几|余)?\s*(?:号|个|名|口)?\s*(?:人|员工|工人|师傅|职工)(?!次|份|民币|均|家|力)/u,
  /(?:员工|工人|人数)\s*(?:有|是|大概|大约|约)?\s*(\d{1,6})/u,
];

function headcountIn(text: string) {
  for (const pattern of headcountPatterns) {
    const match = pattern.exec(text);
    const count = match ? numberOf(match[1] ?? "") : undefined;
    if (!match || count === undefined || count < 2) continue;
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
    // Three girls in quality are not the firm.
    const isPart = /(质量部|质检|财务|客服|部门|车间|办公室|仓库)[^,，。]{0,4}$/u.test(
      text.slice(0, match.index),
    );
    if (isPart || /^(一组|一班|小组)/u.test(rest)) continue;
    const start = match.index + match[0].search(/[\d一二两三四五六七八九十百千]/u);
    return { count, start, end: match.index + match[0].length };
  }
  return undefined;
}

const deadlinePattern =
  /(?:(?:下|这|本)(?:个)?(?:月|周|星期|季度)(?:\d{1,2}[号日])?|年底|年前|年后|春节前|过年前|开学|月底|\d{1,2}月(?:份)?(?:\d{1,2}[号日])?|[一二三四五六七八九十]{1,2}月(?:份)?|\d{1,6}\s{0,4}(?:天|周|个月)|(?:一|两|三|半)个?(?:周|月|星期|年))(?:底|初|中旬)?(?:之?前|以?内|要(?:上线|用|交|开|弄完|搞好)|弄完|开(?:班|学|始)|搞好|上线|到期|必须|就要|换证|验收)/u;

function deploymentIn(text: string) {
  const ways = [
    [
      "on_premises",
      /(?:装在|放在)(?:自己|我们|厂里|公司|本地)[^,，。]{0,4}(?:服务器|电脑|机房)|本地部署|私有化部署|不(?:想|能|敢)上云|数据不(?:能)?出(?:厂|门)/u,
    ],
    [
      "saas",
      /(?:手机|网页|浏览器)(?:上)?(?:就)?(?:能|可以)用|不(?:想|用|要)(?:买|装)服务器|saas|云端的|在线版/u,
    ],
    ["private_cloud", /私有云|专属云/u],
  ] as const;
  for (const [code, pattern] of ways) {
    const match = pattern.exec(text);
    if (match) return { code, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

const digits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 一百二 is left to people; 六十, 一百二十 and 110 are read. */
function numberOf(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  let total = 0;
  let digit = 0;
  for (const char of text) {
    const unit = units[char];
    if (unit === undefined) digit = digits[char] ?? Number.NaN;
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  const value = total + digit;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
