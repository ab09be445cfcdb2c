import { industryWords } from "./industry-words.ts";
import type { IndustryCode } from "./industries.ts";
import { candidatesAt, indexWords } from "./word-index.ts";

/** Offsets count UTF-16 units. */
export type IndustryMention = { start: number; end: number; code: IndustryCode };

// 五金 is a maker's word; 五金店 sells and 五金批发 resells what the maker makes.
const trades: readonly [RegExp, IndustryCode][] = [
  [/^(?:专卖店|网店|商店|商行|门市|超市|零售|电商|淘宝店|天猫店|连锁店|直营店|店铺|店)/u, "F52"],
  [
    /^(?:批发商|批发部|批发|经销商|经销|贸易|商贸|外贸|代理商|代理(?=的|$|[,，。])|进出口|经营(?:企业|公司|单位|部)|销售公司)/u,
    "F51",
  ],
];
// 冲床维修 and 电梯维保 repair; 印刷机 is a machine somebody has, not the trade of printing.
const repairs = /^(?:维修|修理|维保)/u;
const spoils = /^(?:机械?|设备|费|险|照|证|管理系统|软件)(?!厂|制造|公司|加工|店|行|企业)/u;

const numeral = "[\\d一二两三四五六七八九十几百千万半]{1,6}(?:多|来)?";
const count = `(?:${numeral}(?:个大?棚|[头只亩棚群箱条塘]))?`;
const grown =
  "苹果|草莓|葡萄|西瓜|西红柿|番茄|黄瓜|辣椒|白菜|土豆|红薯|玉米|大豆|花生|棉花|果|柑橘|橘子|橙|脐橙|桃|梨|樱桃|蓝莓|猕猴桃|火龙果|芒果|荔枝|龙眼|枣|核桃|药材|人参|枸杞|木耳|香菇|菌菇|花(?!钱)|茶";
const fed = "[母肉生种]?(?:猪|牛|羊|鸡|鸭|鹅|兔|驴|鸽)";
const bred = "鱼|虾|(?:大闸|螃|河|青)?蟹|小龙虾|对虾|海参|鲍鱼|生蚝|牡蛎|甲鱼|牛蛙|扇贝";
const farmBegins = /[种养\d一二两三四五六七八九十几百千万半]/u;
/** Who tells what he grows and how much of it: 种了八百亩苹果, 五千头猪. */
const farms: readonly [RegExp, IndustryCode][] = [
  [new RegExp(`^种植?[了着]?${count}的?(?:${grown})`, "u"), "A01"],
  [new RegExp(`^养殖?[了着]?${count}的?(?:${bred})`, "u"), "A04"],
  [new RegExp(`^养殖?[了着]?${count}的?${fed}`, "u"), "A03"],
  [new RegExp(`^${numeral}[头只]${fed}`, "u"), "A03"],
];

const divisionOf: ReadonlyMap<string, IndustryCode> = new Map(
  Object.entries(industryWords).flatMap(([code, words]) =>
    words.split(" ").map((word) => [toLower(word), code] as const),
  ),
);

const index = indexWords(divisionOf.keys());

/** The trades that a text names, from left to right, the longest word at each point. */
export function findIndustries(text: string): IndustryMention[] {
  const lower = toLower(text);
  const found: IndustryMention[] = [];
  for (let at = 0; at < lower.length - 1;) {
    const farm = farmAt(lower, at);
    if (farm) {
      found.push(farm);
      at = farm.end;
      continue;
    }
    const word = wordAt(lower, at);
    const code = word && divisionOf.get(word);
    if (!code) {
      at++;
      continue;
    }
    const start = at;
    at += word.length;
    const rest = lower.slice(at, at + 8);
    const trade = code.startsWith("C") ? trades.find(([after]) => after.test(rest)) : undefined;
    if (trade) {
      at += trade[0].exec(rest)?.[0].length ?? 0;
      found.push({ start, end: at, code: trade[1] });
    } else if (code.startsWith("C") && repairs.test(rest)) {
      at += 2;
      found.push({ start, end: at, code: "C43" });
    } else if (!spoils.test(rest)) found.push({ start, end: at, code });
  }
  return found;
}

function farmAt(text: string, at: number): IndustryMention | undefined {
  if (!farmBegins.test(text.charAt(at))) return undefined;
  const rest = text.slice(at, at + 24);
  for (const [words, code] of farms) {
    const match = words.exec(rest);
    if (match) return { start: at, end: at + match[0].length, code };
  }
  return undefined;
}

/** Lower case that keeps every offset: İ and its like would grow. */
function toLower(text: string) {
  return text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

const latin = /[a-z]/u;

/** The longest word here; a Latin one is not part of another: PCB, but not PCBA's beginning. */
function wordAt(text: string, at: number): string | undefined {
  for (const word of candidatesAt(index, text, at)) {
    const cutsBefore = latin.test(word.charAt(0)) && latin.test(text.charAt(at - 1));
    const cutsAfter = latin.test(word.at(-1) ?? "") && latin.test(text.charAt(at + word.length));
    if (divisionOf.has(word) && !cutsBefore && !cutsAfter) return word;
  }
  return undefined;
}
