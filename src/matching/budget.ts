import type { Clause } from "./clauses.ts";
import { numberOf, numeral } from "./numerals.ts";

export type Found<T> = { value: T; start: number; end: number };

const amount = new RegExp(
  String.raw`(?<![\d.])(?:(?:${numeral})(?:-|到|至))?(${numeral})(?![年月天])\s*(块钱|块|元|万)?`,
  "gu",
);
/** What is counted in these is no money. */
const counted =
  /^(?:[号个名口位]?人|[号个台套条平方吨斤件单亩次家瓶片张种款户只头桶箱米点年天月日度页本份组班根棵辆架层间里级版道颗匹]|公里|小时|分钟|粉丝|多[个家台])/u;

const limits =
  /(?:预算|批|最多|顶多|不超过|别超过?|不要超过?|控制在|能出|肯出|出得起|拿得出|愿意[出花]|拿出来?的?钱?|投(?![了过产标入诉])[个点上]?|(?<!不)[想打准]算?备?花|不[想打]算?花超过?|总价|价位|投入)[^\d一二两三四五六七八九十几半]{0,8}$/u;
const closes =
  /^(?:钱)?(?:一年|每年|一个月|每月|一月|以?里)?(?:以内|以下|之内|之下|内(?!部|网|存)|封顶|打住|为限|为止|上下(?!班)|左右|出头|能不能|能搞|能做|搞得?定|就行|就可以|可以|够不够|够吗|够不|行不行|行吗|行不|能用|能接受|能承受|都行|就好|吧|的样子|的?那种|那样的|的?预算(?!员|编|表|系统))/u;
const perMonth = /(?:一个月|每个?月|按月|月付|月租)[^,，。]{0,6}$/u;
const thenPerMonth = /^(?:钱)?(?:一个月|每个?月|\/月|一月)/u;
/** Money that is turned over, owed, lost, spent or asked for by others. */
const otherMoney =
  /产值|营收|营业额|销售额|年销|月销|流水|货款|欠|应收|收回|没收|收不|损失|亏|罚|赔|电费|水费|油费|租金|房租|工资|薪|压着|压了|垫|抵押|注册|贷|借|利润|周转|差|缺|保证金|押金|报价|开价|张口|要价|卖|进货|备了|备货|囤|库存|存货|砸了|投了|花了|花掉|花过|用了|交了|买的|买了|买台|付了|转走|骗|退税|补贴|补助|奖|额度|融资|请|招|一台|机器|单价|市值|保费|人工|抽成|粉丝|押|案值|订单额|客单|废/u;
const thenOther =
  /^(?:块|元|钱)?(?:的)?(?:货|料|房|车|订单|单子|设备|机器|电费|工资|罚款|欠款|应收|贷款|产值|流水|营业额|债|周转|学费|存货|库存)/u;
const alone =
  /^(?:一年|每年|一个月|每月|大概|大约|也就|就|钱|顶天|差不多|最好|总共|一共|在|约|花|花个){0,3}$/u;
const shuns = /(?:别|不要|不想|用不着|受不了|动不动|免谈|吃不消|太贵|掏不起)/u;

/** 便宜 of what is wanted, and not of what others sell or have already sold. */
const thrift =
  /(?<![不占贪])便宜(?!没|货|卖|贷|了)|实惠|划算|不要?太贵|别太贵|花不起|(?:预算|经费|钱)(?:不多|有限|不宽裕|紧)|小成本|低成本|省着?点?钱/u;

/** Belongs to it, but not in 便宜点餐系统. */
const thriftTail = /^(?:(?:一?[点些]儿?)?的|一?[点些]儿?(?!\p{L}))/u;

/** Words that ask for little cost without saying how much. */
export function findThrift(text: string): { start: number; end: number } | undefined {
  const match = thrift.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** With what only belongs to it: in 便宜点的ERP the pair 点的 would speak for whatever else it stands in. */
export function findWholeThrift(text: string): { start: number; end: number } | undefined {
  const found = findThrift(text);
  const tail = found && thriftTail.exec(text.slice(found.end));
  return found && { start: found.start, end: found.end + (tail?.[0].length ?? 0) };
}

type Money = Found<number> & { before: string; after: string };

/** The most that the text is ready to pay, in fen. */
export function findBudget(clauses: readonly Clause[]): Found<number> | undefined {
  const money = clauses.flatMap((clause, i) =>
    moneyIn(clause).map((each) => ({ clause, each, said: clauses[i - 1]?.text ?? "" })),
  );
  const meant = money.find(({ each, said }) => isBudget(each, said));
  if (meant) return yearly(meant.each);
  // "别动不动几十万" asks for less than the smallest of such sums.
  const shunned = money.find(
    ({ clause, each }) => shuns.test(clause.text) && each.value >= 10_000_000,
  );
  if (!shunned || otherMoney.test(shunned.each.before)) return undefined;
  const { value, start, end } = shunned.each;
  return { value: value > 100_000_000 ? 100_000_000 : 10_000_000, start, end };
}

function moneyIn({ start, text }: Clause): Money[] {
  return [...text.matchAll(amount)].flatMap((match) => {
    const [all, words = "", coin] = match;
    const after = text.slice(match.index + all.length, match.index + all.length + 24);
    const value = numberOf(coin === "万" ? `${words}万` : words);
    const hasUnit = coin !== undefined || /[百千万kw]/u.test(words);
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    const isLarge = /^\d{3,7}$/.test(words) && limits.test(before);
    if (
      value === undefined ||
      (!hasUnit && !isLarge) ||
      (coin === undefined && counted.test(after))
    )
      return [];
    const fen = Math.round(value * 100);
    if (fen < 10_000 || fen > 10_000_000_000) return [];
    const at = start + match.index;
    return [{ value: fen, start: at, end: at + all.trimEnd().length, before, after }];
  });
}

/** `said`: the clause before, of which a bare sum may be the end. */
function isBudget({ before, after }: Money, said: string): boolean {
  const limit = limits.exec(before);
  if (limit) return !otherMoney.test(limit[0]);
  if (otherMoney.test(before) || thenOther.test(after)) return false;
  if (closes.test(after)) return true;
  const isBare = alone.test(before) && /^(?:钱|吧|哈|的|一年|每年)*$/u.test(after);
  return isBare && !otherMoney.test(said.slice(-24));
}

function yearly({ value, start, end, before, after }: Money): Found<number> {
  const isMonthly = perMonth.test(before) || thenPerMonth.test(after);
  return { value: isMonthly ? value * 12 : value, start, end };
}
