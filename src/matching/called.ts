import type { Stretch } from "./hear.ts";
import type { Capability } from "./lexicon-schema.ts";

/** What owners simply call it: the number of its topic by the word. */
export type Called = ReadonlyMap<string, number>;

/** Topics are numbered as the capabilities come. */
export function calledIn(all: readonly Capability[]): Called {
  return new Map(
    all.flatMap(({ called }, topic) =>
      called.map((word): [string, number] => [word.toLowerCase(), topic]),
    ),
  );
}

/** Who opens or builds a place wants that, and not what runs it. */
const builds = "(?:开|搭|建)(?!.*(?:[库房店厂场间堂舍棚馆校院厅园]|超市)$)";
const begins = `请问|有没有|你好|您好|我们?|咱们?|俺们?|公司|厂里?|店里?|家里?|老板|现在|目前|就|是|想要?|要|需要?|打算|准备|希望|能不能|可以|可不可以|有|帮忙?|给|怎么|如何|关于|好用|便宜|简单|靠谱|实用|免费|专门|一[个套款种]|[个套款种]|管理?|做|搞|弄|整|上|用|${builds}|把|的|能|会`;
const before = new RegExp(`^(?:${begins})`, "u");
/** Who looks for a means to something names that thing; who looks for a store or a car may want one. */
const means = /管|软件|系统|平台|工具|小程序|app|方案/u;
const beforeMeans = new RegExp(`^(?:${begins}|[找求买]家?|推荐)`, "u");
const after =
  /(?:管起来|怎么(?:办|弄|搞|管|做|选|用|上)|多少钱|有没有|有吗|哪家好|推荐|一下|管理|软件|系统|平台|工具|小程序|app|方案|服务|产品|问题|方面|这块|相关|的|了|吗|呢|吧|啊|呀)$/u;
/** Without a place and a price, and without the trade as well. */
const least = { told: 0.3, beyondTrade: 0.7 } as const;
const headcount = /^\d+(?:来|多|几)?(?:号|个|名)?(?:人|员工)$/u;
const longest = 16;

export type Said = { topic: number; start: number; end: number };

const mostSaid = 3;
const joins = /和|跟|与|及|还有|以及|加上|\+/u;

/** What a text calls by its words and says nothing more of: 想找个管仓库的软件, 管仓库和客户. */
export function calledBy(called: Called, stretches: readonly Stretch[]): Said[] {
  const told = stretches.filter((stretch) => {
    const words = tellingOf(stretch, least.told);
    return !isEmpty(words) && !headcount.test(words);
  });
  // Who tells his trade in a clause of its own says by another what he wants; by nothing else, that.
  const beyond = told.filter((stretch) => !isEmpty(tellingOf(stretch, least.beyondTrade)));
  const telling = beyond.length > 0 ? beyond : told;
  const said = telling.map((stretch) => saidIn(called, stretch, tellingOf(stretch, least.told)));
  const all = said.flat();
  return said.every((some) => some.length > 0) && all.length <= mostSaid ? all : [];
}

function isEmpty(words: string): boolean {
  return words.length <= longest && cutting(words, before).at(-1) === "";
}

function saidIn(called: Called, stretch: Stretch, words: string): Said[] {
  return wordsIn(called, words).map((word) => ({
    topic: called.get(word)!,
    ...placeOf(word, stretch),
  }));
}

/** The topics that a text calls, if it says nothing else; none of a trade or a place is known here. */
export function topicsCalled(called: Called, text: string): number[] {
  return wordsIn(called, text).map((word) => called.get(word)!);
}

function wordsIn(called: Called, words: string): string[] {
  if (words.length > longest * mostSaid) return [];
  const whole = lookUp(called, words);
  if (whole !== undefined) return [whole];
  const parts = words.split(joins).map((part) => lookUp(called, part));
  return parts.includes(undefined) ? [] : parts.filter((word) => word !== undefined);
}

/** No more than what stands around a word: 系统, 我们需要. */
export function saysNothing(word: string): boolean {
  return cutting(word.toLowerCase(), before).some((head) => cutting(head, after).at(-1) === "");
}

/** All of the clause where it is written with something between. */
function placeOf(word: string, { start, text }: Stretch): { start: number; end: number } {
  const at = text.lastIndexOf(word);
  return at < 0
    ? { start, end: start + text.length }
    : { start: start + at, end: start + at + word.length };
}

function tellingOf({ start, text, weightAt }: Stretch, leastWeight: number): string {
  return Array.from({ length: text.length }, (_, at) => text.charAt(at))
    .filter((_, at) => weightAt(start + at, start + at + 1) >= leastWeight)
    .join("")
    .replaceAll(/[\s\p{P}]/gu, "");
}

/** What is left when ever more is cut off at either end, the most of it first. */
function lookUp(called: Called, text: string): string | undefined {
  if (text.length > longest) return undefined;
  for (const head of cutting(text, means.test(text) ? beforeMeans : before))
    for (const core of cutting(head, after)) if (called.has(core)) return core;
  return undefined;
}

function cutting(text: string, what: RegExp): string[] {
  const rest = text.replace(what, "");
  return rest === text ? [text] : [text, ...cutting(rest, what)];
}
