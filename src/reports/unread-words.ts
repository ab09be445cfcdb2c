import { isGeneric } from "../lexicon/generic.ts";
import { clausesOf } from "../matching/clauses.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import { eachFeature } from "../matching/topics.ts";
import { normalise } from "../search/normalise.ts";

type Span = { start: number; end: number };

const longestPair = 8;
const mostWords = 40;
const longestRead = 2000;

/** What could lead to a person, or is his alone: e-mails, addresses of the web, whatever holds a digit, a name that is told. */
const personal = [
  /[a-z0-9._%+-]+@[a-z0-9.-]+/g,
  /(?:https?:\/\/|www\.)\S+/g,
  /[a-z0-9_.-]*\d[a-z0-9_.-]*/g,
  /(?:我叫|叫做|联系人|姓名|本人|法人|老板叫)[是:为 ]{0,2}\p{Script=Han}{2,4}/gu,
  /\p{Script=Han}{1,3}(?:先生|女士|小姐|经理|厂长)/gu,
  /(?:微信|qq|电话|手机号|邮箱|身份证)[号是:为 ]{0,3}[a-z0-9_-]+/g,
];

const stop = new Set(
  "我们 你们 他们 咱们 自己 大家 一个 一些 一下 一样 现在 这个 那个 这些 那些 这种 那种 这样 那样 怎么 怎样 什么 为什么 哪里 哪个 可以 不能 不会 不是 没有 还有 就是 还是 但是 因为 所以 如果 虽然 而且 然后 或者 已经 正在 以后 以前 时候 今天 明天 昨天 今年 去年 明年 希望 想要 需要 打算 最好 能够 应该 可能 觉得 知道 帮忙 请问 谢谢 您好 你好 有点 比较 非常 特别 太多 很多 不少 东西 事情 办法 地方 the and for with".split(
    " ",
  ),
);

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * Of the clauses in which nothing was understood every word, and neighbours taken together (摇号 and
 * 摇号|机); of the others what the lexicon knows nothing of. `understood` are stretches of the text as
 * it was typed.
 */
export function unreadWords(
  typed: string,
  understood: readonly Span[],
  isKnown: (word: string) => boolean = () => true,
): string[] {
  const normal = normalise(typed.slice(0, longestRead));
  // Blanked out and not cut out, so that places stay what they are. One sign may stand for many.
  const text = personal.reduce(
    (rest, pattern) => rest.replace(pattern, (found) => " ".repeat(found.length)),
    normal.text.slice(0, longestRead),
  );
  const found = new Set<string>();
  for (const clause of clausesOf(text)) {
    const start = normal.starts[clause.start] ?? 0;
    const end = normal.ends[clause.end - 1] ?? 0;
    const isHit = understood.some((span) => span.start < end && span.end > start);
    const { single, pairs } = wordsOf(clause.text);
    const words = isHit ? single.filter((word) => !isKnown(word)) : [...single, ...pairs];
    for (const word of words) found.add(word);
  }
  return [...found].slice(0, mostWords).toSorted();
}

/** Whether any pair of its characters, or the Latin word, stands anywhere in the lexicon. */
export function isInLexicon({ topics }: Lexicon, word: string): boolean {
  let isIn = false;
  eachFeature(word, (key, start, end) => {
    isIn ||= end - start > 1 && topics.features.has(key);
  });
  return isIn;
}

function wordsOf(clause: string): { single: string[]; pairs: string[] } {
  const pieces = Array.from(segmenter.segment(clause), ({ segment, index }) => ({
    text: segment,
    start: index,
  }));
  const telling = pieces.map(({ text }) => isTelling(text));
  const single = pieces
    .filter(({ text }, i) => telling[i] && Array.from(text).length >= 2)
    .map(({ text }) => text);
  const pairs = pieces.flatMap(({ text }, i) => {
    const next = pieces[i + 1];
    if (!next || !telling[i] || !telling[i + 1]) return [];
    const pair = text + next.text;
    return isHan(pair) && pair.length <= longestPair ? [pair] : [];
  });
  return { single, pairs: pairs.filter((pair) => !isGeneric(pair)) };
}

function isTelling(word: string): boolean {
  if (stop.has(word) || isGeneric(word)) return false;
  return /^\p{Script=Han}{1,8}$/u.test(word)
    ? !/^[的了在是和有就不也都很要想把被给让跟从到去来上下里个]$/u.test(word)
    : /^[a-z]{2,12}$/.test(word);
}

function isHan(text: string): boolean {
  return /^\p{Script=Han}+$/u.test(text);
}
