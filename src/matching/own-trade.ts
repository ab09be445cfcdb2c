import { findIndustries, type IndustryMention } from "../taxonomy/find-industries.ts";
import { findPlaces } from "../taxonomy/find-places.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import type { Span } from "./words.ts";

// Customers, goods and trips are elsewhere: 发到广州, 给水泵厂供铸件, 客户在上海.
export const elsewhere =
  /(?:[发运寄送卖跑去飞销到给拉]到?|客户[都是在]?|甲方[是在]?|供货?给?|给[\d一二两三四五六七八九十几百多来]+[个家]|来自|从|出口|卖家|厂家在|总部在|售后在|对手|同行|隔壁|学|像|跟|找|请|料件?|货物|物料)$/u;

/** Says what somebody does himself: 我们是做装修的. */
const does =
  /(?:[做搞干产印]|造(?!纸机)|卖(?![出给掉完了到])|从事|加工|制造|经营|销售|代理|出口(?!到)|(?:^|我们?|俺们?|咱们?|家)是)[^,，。不给找请坏换线]{0,6}$/u;
/** Who opens a shop opens no forklift. */
const opens = /(?:开|办)(?:了|着|的|过)?[^,，。不给找请坏换线]{0,6}$/u;
/** Goods with these behind them are a firm: 轴承厂, 木地板的, 家具38人. */
const ofAFirm =
  /^(?:部(?![门分队长件])|[^,，。的给]{0,3}?(?:厂|公司|店|企业|作坊|工坊|加工|制造|批发|贸易|行业)|的?小?厂|的$|的?[\d一二两三四五六七八九十几百]+(?:来|多|几)?[个号口名]?人)/u;
const firm = /(?:[厂店场社院所馆班园户校站市吧楼城行队]|公司|中心|机构|企业)$/u;
/** What stands in a workshop; to name one is not to make it. */
const machine = /(?:机|机床|叉车|[泵炉阀柜器梯灯表池]|设备|cnc)$/iu;
/** Those whom firms of any trade deal with: of that trade is who says so. */
const othersToo =
  /商$|货代|代理|中介|船代|报关|快递|(?:物流|运输|货运|配送|搬家|保安|保险|担保|支付|代账|翻译|广告|检测|认证|监理|供电|燃气|自来水|供水|软件|网络|科技|招聘)(?:公司|机构)|律所|事务所|劳务派遣|猎头|施工队|法院|单位|街道|工会|协会|银行/u;
/** 跑药店系统的服务器. */
const isUsed = /^的?(?:系统|软件)/u;
/** Begin the text where they are who writes. */
const ofAny = /学校|医院/u;
/** Whom one brings something to is another: 给周边小饭店送货. */
const bringsTo = /给(?![我俺咱自])[^,，。]{1,8}$/u;
const isBrought =
  /^[^,，。]{0,6}(?:[送供](?![不到])|发货|配[送餐货套]|洗|加工|做(?![个了一套]|系统|软件|小程序))/u;
const sells = /卖(?![出给掉完了到])[^,，。不给找请坏换线]{0,6}$/u;
const counted = /^[\d一二两三四五六七八九十几百]/u;
const staffed = /^[\d一二两三四五六七八九十几百]+(?:来|多|几)?[个号口名]?人(?!次)/u;
const seeks = /(?:找|请|求|联系|介绍|推荐|物色)[^,，。]{0,12}$/u;
const endsThere = /^(?:$|帮|来|给|合作)/u;
/** Of something that is to be had, or to be had anew: 缺那颗螺丝, 想买台二手的加工中心. */
const gets = /[买租订缺坏丢换][^,，。]{0,12}$/u;
/** Of a part that gives out, and of what somebody is sent to buy. */
const isSpent = /^[^,，。]{0,3}(?:说坏就坏|坏|断|磨|裂|爆|老化)|^[^,，。]{0,8}[在去来]买/u;
/** Who buys up what others grow is in trade: 收小麦的. */
const buysUp = /(?:^|[,，。是])收购?$/u;

/** Machines that somebody has tell what he does with them. */
const tools: readonly [RegExp, string][] = [
  [/注塑机|吹塑机|吸塑机/u, "C29"],
  [/冲床|压铸机|折弯机|电镀线/u, "C33"],
  [/印刷机|模切机|覆膜机/u, "C23"],
  [/织机|织布机|经编机|染缸/u, "C17"],
  [/造纸机|纸机|烘缸/u, "C22"],
  [/缝纫机|平车|裁床/u, "C18"],
  [/加工中心|数控车床|车床|铣床|磨床|机床/u, "C34"],
  [/贴片机|回流焊|波峰焊/u, "C39"],
];

const looksBack = 24;

/**
 * The trades that a text names as the asker's own, the surest first: what he says he does, firms that
 * he names before goods, and these only where a text begins. A firm in a foreign part, where somebody
 * of that trade is asked for, is not his.
 */
export function ownTradesIn(text: string, foreign: readonly Span[] = []): IndustryMention[] {
  const clauses = clausesOf(text);
  return findIndustries(text)
    .flatMap((mention) => {
      const sureness = surenessOf(mention, clauses, text, foreign);
      return sureness > 0 ? [{ mention: asSeller(mention, text), sureness }] : [];
    })
    .toSorted((a, b) => b.sureness - a.sureness || a.mention.start - b.mention.start)
    .map(({ mention }) => mention);
}

function surenessOf(
  { start, end, code }: IndustryMention,
  clauses: readonly Clause[],
  text: string,
  foreign: readonly Span[],
): number {
  const at = clauses.findIndex((clause) => clause.end >= end);
  const clause = clauses[at];
  if (!clause) return 0;
  const word = text.slice(start, end);
  const before = text.slice(Math.max(clause.start, start - looksBack), start);
  const after = text.slice(end, clause.end);
  if (does.test(before) || (before === "" && after === "")) return 3;
  if (bringsTo.test(before) && isBrought.test(after)) return 0;
  const isFirm = firm.test(word) || ofAFirm.test(after);
  if (isFirm && opens.test(before)) return 3;
  if (foreign.some((part) => start >= part.start && start < part.end)) return 0;
  if (
    (elsewhere.test(before) && !isUsed.test(after)) ||
    (seeks.test(before) && endsThere.test(after))
  )
    return 0;
  if (othersToo.test(word)) {
    const isHis = ofAFirm.test(after) || counted.test(after) || (after === "" && isPlace(before));
    return (at === 0 && isHis) || staffed.test(after) ? 1 : 0;
  }
  if (ofAny.test(word)) return at === 0 ? 1 : 0;
  if (isFirm) return 2;
  if (!code.startsWith("C")) return 1;
  const isNeeded = gets.test(before) || isSpent.test(after);
  return at === 0 && !machine.test(word) && !isNeeded ? 1 : 0;
}

/** 宁波货代 is who writes so. */
function isPlace(words: string): boolean {
  const [place] = findPlaces(words);
  return place?.start === 0 && place.end === words.length;
}

/** Who sells to those who use it up at work sells in bulk. */
const toFirms =
  /[卖供送发]给?了?[^,，。]{0,4}(?:医院|诊所|学校|饭店|酒店|餐馆|超市|商超|门店|工厂|工地|药店|经销商)/u;

/** Who sells what others make is in trade. */
function asSeller(mention: IndustryMention, text: string): IndustryMention {
  const { start, end, code } = mention;
  if (code.startsWith("A") && buysUp.test(text.slice(0, start))) return { ...mention, code: "F51" };
  if (!code.startsWith("C") || firm.test(text.slice(start, end))) return mention;
  if (!sells.test(text.slice(Math.max(0, start - looksBack), start))) return mention;
  const inBulk = machine.test(text.slice(start, end)) || toFirms.test(text);
  return { ...mention, code: inBulk ? "F51" : "F52" };
}

/** Where nothing else tells the trade: what somebody works with. */
export function tradeByTools(text: string): IndustryMention | undefined {
  for (const [words, code] of tools) {
    const match = words.exec(text);
    if (!match) continue;
    const start = match.index;
    if (!gets.test(text.slice(Math.max(0, start - looksBack), start)))
      return { start, end: start + match[0].length, code };
  }
  return undefined;
}
