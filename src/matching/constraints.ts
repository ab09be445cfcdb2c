import type { Normalised } from "../search/normalise.ts";
import { findPlaces } from "../taxonomy/find-places.ts";
import { findBudget, findThrift } from "./budget.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import { findDeadline } from "./deadline.ts";
import { findHeadcount } from "./headcount.ts";
import { elsewhere, ownTradesIn, tradeByTools } from "./own-trade.ts";
import type { Span } from "./words.ts";

export type Constraints = {
  budgetMaxFen?: number;
  /** Something cheap, with no amount said. */
  lowBudget?: true;
  headcount?: number;
  industryCode?: string;
  regionCode?: string;
  /** Words of the deadline as typed: 年底前. */
  deadline?: string;
  /** The day that it means, where one was chosen; else it is read from the words when they are shown. */
  wantedBy?: string;
  deployment?: string;
};
type ConstraintMark = { start: number; end: number; kind: keyof Constraints; code: string };

type Found = { constraints: Constraints; marks: ConstraintMark[] };

/**
 * What a text says of money, people, place, trade, time and way of running; offsets of the original.
 * A trade that is named in a foreign part, where somebody of that trade is asked for, is not his own.
 */
export function findConstraints(
  original: string,
  normal: Normalised,
  foreign: readonly Span[] = [],
): Found {
  const found: Found = { constraints: {}, marks: [] };
  const { text } = normal;
  const mark = (kind: keyof Constraints, start: number, end: number, code: string) =>
    found.marks.push({
      start: normal.starts[start] ?? 0,
      end: normal.ends[end - 1] ?? 0,
      kind,
      code,
    });
  const clauses = clausesOf(text);
  const budget = findBudget(clauses);
  if (budget) {
    found.constraints.budgetMaxFen = budget.value;
    mark("budgetMaxFen", budget.start, budget.end, String(budget.value));
  }
  const thrift = budget ? undefined : findThrift(text);
  if (thrift) {
    found.constraints.lowBudget = true;
    mark("lowBudget", thrift.start, thrift.end, "low");
  }
  const people = findHeadcount(clauses);
  if (people) {
    found.constraints.headcount = people.value;
    mark("headcount", people.start, people.end, String(people.value));
  }
  const deadline = findDeadline(text);
  if (deadline) {
    const { start, end } = deadline;
    found.constraints.deadline = original.slice(
      normal.starts[start] ?? 0,
      normal.ends[end - 1] ?? 0,
    );
    mark("deadline", start, end, found.constraints.deadline);
  }
  const deployment = findDeployment(clauses);
  if (deployment) {
    found.constraints.deployment = deployment.code;
    mark("deployment", deployment.start, deployment.end, deployment.code);
  }
  const place = seats(text, findPlaces(text))[0];
  if (place) {
    found.constraints.regionCode = place.code;
    mark("regionCode", place.start, place.end, place.code);
  }
  const trade = ownTradesIn(text, foreign)[0] ?? tradeByTools(text);
  if (trade) {
    found.constraints.industryCode = trade.code;
    mark("industryCode", trade.start, trade.end, trade.code);
  }
  return found;
}

// 现在用的是很老的单机版 tells what is to be left behind.
const hasNow = /现在|如今|目前|原来|以前|之前|一直|用的(?:还?是|都是)|老掉牙|老旧|旧系统/u;
const wants = /想|要|最好|必须|得|希望|不[能许准让敢愿]|别|换成|改成/u;

/** Where what is asked for is to run, if that is said. */
export function findDeployment(clauses: readonly Clause[]) {
  const asked = clauses.filter(({ text }) => !hasNow.test(text) || wants.test(text));
  const ways = [
    [
      "on_premises",
      /(?:[装放存]在?|部署在|搭在)(?:我们|俺们|咱们?)?(?:自己|自家|厂里|厂子里|公司|本地|单位|内网|局域网)[^,，。]{0,5}(?:服务器|电脑|机房|里面?|内)|(?:自己|自家|厂里|公司)的?服务器上|本地(?:部署|化|安装|版)|私有化|单机版|局域网|不(?:想|能|敢|要|愿意?)(?:上云|放云上?|放网上|放外面|联外网|连外网)|(?:数据|资料|图纸)?不(?:能|许|准|让|想)?出(?:厂|门|公司|院|园区)|数据[^,，。]{0,6}(?:留|放|存)在(?:自己|厂里|公司|本地)/u,
    ],
    ["private_cloud", /私有云|专属云|专有云/u],
    [
      "saas",
      /(?:手机|网页|浏览器|微信)(?:上|里)?(?:就)?(?:能|可以)(?:用|看|弄|操作)|不(?:想|用|要|必)再?(?:买|装|养)(?:新)?服务器|别(?:叫|让)我?再?买服务器|不用(?:装|安装)(?:软件)?|免安装|saas|云端|云上的|云版|在线版|网页版|按[月年](?:付|租|交|给钱|订)|租着?用|交年费/u,
    ],
  ] as const;
  for (const [code, pattern] of ways)
    for (const { text, start } of asked) {
      const match = pattern.exec(text);
      if (match)
        return { code, start: start + match.index, end: start + match.index + match[0].length };
    }
  return undefined;
}

/** Those that are not somewhere else. */
function seats<T extends { start: number }>(text: string, all: readonly T[]): T[] {
  return all.filter(({ start }) => !elsewhere.test(text.slice(Math.max(0, start - 4), start)));
}
