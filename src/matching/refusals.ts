import { normalise } from "../search/normalise.ts";
import { findPlaces } from "../taxonomy/find-places.ts";
import { saysNothing } from "./called.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import type { Lexicon } from "./lexicon.ts";
import { findPhrases } from "./phrases.ts";

/** All that a clause says: 不要钉钉, 别给我推荐腾讯会议, 不想用金蝶的. What goes on (不要钉钉那么复杂) names nothing. */
const refuses =
  /^(?:但是?|就是|只是|反正|千万|坚决|可|也|都|就|再|我们?|咱们?|俺们?){0,3}(?:不想(?=再?[用要选上买装找做])|不愿意?(?=再?[用选上买装找])|不(?:要|用|考虑|接受)|别|甭)(?:再|又|给|跟|我们?|推荐|推|用|选|上|买|装|找|做){0,4}(.{2,16}?)(?:的|了|那种|那类|那套|这种|这类|这套|之类){0,3}$/u;
const excepts = /^(.{2,16}?)(?:除外|不要|就算了|就不用了)$/u;
/** Who will not have them wants the means against them: 不要库存积压. */
const troubles =
  /积压|呆滞|浪费|漏|错|损|丢|泄|故障|停机|缺陷|欺诈|病毒|攻击|风险|勒索|违规|事故|异常|投诉|逾期|窜货|黑客/u;
const joins = /和|跟|与|或者|或|还有|以及/u;

const means = /(?:软件|系统|平台|产品)$/u;

/** The names that a text refuses, as they stand in the normalised text, and without 软件 and the like. */
export function refusedIn(original: string): string[] {
  const names = clausesOf(normalise(original).text).flatMap(namesIn);
  return [...new Set(names.flatMap((name) => [name, name.replace(means, "")]))].filter(isName);
}

function namesIn({ text }: Pick<Clause, "text">): string[] {
  const named = (refuses.exec(text) ?? excepts.exec(text))?.[1] ?? "";
  return named.split(joins).filter(isName);
}

function isName(word: string): boolean {
  return word.length > 1 && !saysNothing(word) && !troubles.test(word) && !isPlace(word);
}

/** Who wants none of a town's firms has named none of them. */
function isPlace(name: string): boolean {
  return findPlaces(name).some(({ start, end }) => start === 0 && end === name.length);
}

/** The names in a clause that refuses nothing but things that the lexicon knows by them. */
export function refusedKnown({ offers }: Lexicon, clause: Clause): string[] {
  const names = namesIn(clause);
  const isKnown = (name: string) =>
    findPhrases(offers, name).some(
      ({ start, end, what: { kind } }) =>
        start === 0 && end === name.length && (kind === "vendor" || kind === "name"),
    );
  return names.every(isKnown) ? names : [];
}

/** A name that begins or ends with the word, or has it set apart: 专属钉钉, but not 人工 of 质检人工智能. */
export function isNamedSo(name: string, word: string): boolean {
  const { text } = normalise(name);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const begins = isApart(text[at - 1], word.charAt(0));
    const ends = isApart(text[at + word.length], word.at(-1)!);
    if (isLatin(word) ? begins && ends : begins || ends) return true;
  }
  return false;
}

function isApart(outside: string | undefined, inside: string): boolean {
  if (outside === undefined || !/[\p{L}\p{N}]/u.test(outside)) return true;
  return isLatin(outside) !== isLatin(inside);
}

function isLatin(text: string): boolean {
  return /^[a-z\d]/u.test(text);
}
