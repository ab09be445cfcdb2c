import { normalise } from "../search/normalise.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { clauseEnd, findPhrases, type PhraseHit } from "./phrases.ts";

export type Tag = { code: string; strength: number };
/** What is written about a solution, as far as its tags rest on it. */
export type Written = {
  name: string;
  summary: string;
  description: string;
  pains: readonly string[];
  benefits: readonly string[];
  scenarios: readonly string[];
  scenes: readonly string[];
};

/** How much a place says about what the solution is: its name most, what it promises least. */
const places = { name: 4.2, summary: 2, scenario: 1.3, description: 1, promise: 0.85 } as const;
type Place = keyof typeof places;
/** Evidence that makes half a tag. */
const half = 1;
/** The second phrase for the same thing tells less than the first, the third less again. */
const further = 0.75;
/** So much is left of a phrase inside or before a longer one of another meaning: 电商 in 跨境电商. */
const inside = 0.3;
/** One phrase that stands in neither name nor summary may be chance. */
const lone = 0.7;
/** What is not of the scenes that the solution is declared for, and what is of them only besides. */
const undeclared = 0.4;
const besides = 0.7;
/** What the name alone says, and the scenes only besides, may be no more than a name. */
const nameAlone = 0.5;
/** Where the name says what a thing is, what it does not name counts so much. */
const unnamed = 0.85;
/** How much weaker is what has far less evidence than what the solution is most about. */
const relative = 0.15;

/** `isStated`: the text holds words that mean it, and not only such as are said of much else too. */
type Evidence = {
  phrases: Map<string, number>;
  isInName: boolean;
  isBesideName: boolean;
  isStated: boolean;
};

/** How much of the lexicon a solution is about: 0 to 1 for each capability, strongest first. */
export function tagsOf(lexicon: Lexicon, written: Written): Tag[] {
  const all = evidenceOf(lexicon, written).filter(([, { isStated }]) => isStated);
  const isNamed = all.some(([, { isInName }]) => isInName);
  const sums = all.map(([code, evidence]) => {
    const weights = [...evidence.phrases.values()].toSorted((a, b) => b - a);
    const sum = weights.reduce((total, weight, i) => total + weight * further ** i, 0);
    const scenes = lexicon.capabilities.get(code)?.scenes ?? [];
    const share = isNamed && !evidence.isInName ? unnamed : 1;
    return { code, sum: sum * share * trust(evidence, scenes, written.scenes) };
  });
  const most = Math.max(...sums.map(({ sum }) => sum));
  return sums
    .map(({ code, sum }) => {
      const told = sum * (sum / most) ** relative;
      return { code, strength: Math.round((told / (told + half)) * 1000) / 1000 };
    })
    .filter(({ strength }) => strength >= 0.15)
    .toSorted((a, b) => b.strength - a.strength || (a.code < b.code ? -1 : 1))
    .slice(0, 24);
}

function evidenceOf(lexicon: Lexicon, written: Written): [string, Evidence][] {
  const all = new Map<string, Evidence>();
  for (const [given, place] of textsOf(written)) {
    const { text } = normalise(given);
    const found = findPhrases(lexicon.offers, text);
    const hits = place === "promise" ? found : found.filter((hit) => !isTakenBack(text, hit));
    const stated = statedIn(text, hits);
    for (const { what } of tellingHits(hits)) {
      const own = all.get(what.code) ?? {
        phrases: new Map(),
        isInName: false,
        isBesideName: false,
        isStated: false,
      };
      all.set(what.code, own);
      own.isStated ||= stated.has(what.code);
      const weight = what.weight * places[place];
      own.phrases.set(what.phrase, Math.max(own.phrases.get(what.phrase) ?? 0, weight));
      // A mere hint names nothing, and confirms nothing elsewhere.
      if (what.kind !== "weak")
        if (place !== "name") own.isBesideName = true;
        else if (what.kind !== "owner") own.isInName = true;
    }
  }
  return [...all];
}

/** What a solution says that it does not do: 涉密图纸请不要上传, 需要模流分析的可以另找. */
const takesBack =
  /用不上|不适[用合]|另[找请]|另有.{0,6}要求|请不要|请勿|不能.{0,6}(?:代替|替代)|不代替|不替代|不包[括含]|不含(?!税)|不提供|不负责|不涉及|不允许|[暂尚还]?不支持/u;

/** What ails the firms that it is for may be told in such words, and is what it does. */
function isTakenBack(text: string, { start, end }: PhraseHit<Sense>): boolean {
  const before = text.slice(0, start).split(clauseEnd).at(-1) ?? "";
  const [after = ""] = text.slice(end).split(clauseEnd);
  return takesBack.test(before + text.slice(start, end) + after);
}

/** So near to each other that they are said of one thing. */
const together = 10;

/**
 * What a text holds the words for: what vendors call it, or two words of owners in one breath. One
 * of these alone may be about anything: 设备运行数据 of a saving of power.
 */
function statedIn(text: string, hits: readonly PhraseHit<Sense>[]): Set<string> {
  const terms = hits.filter(({ what: { kind } }) => kind === "vendor" || kind === "name");
  const whole = terms.filter((term) => !terms.some((other) => isPartOf(term, other)));
  const stated = new Set(whole.map(({ what }) => what.code));
  for (const { what, start, end } of hits)
    if (what.kind === "owner" && !stated.has(what.code)) {
      const isConfirmed = hits.some((other) => {
        const gap = text.slice(Math.min(end, other.end), Math.max(start, other.start));
        const isApart = end <= other.start || other.end <= start;
        return (
          other.what.code === what.code && isApart && gap.length <= together && !clauseEnd.test(gap)
        );
      });
      if (isConfirmed) stated.add(what.code);
    }
  return stated;
}

/** A piece of what is called otherwise: 渠道运营 of 全渠道运营. */
function isPartOf(term: PhraseHit<Sense>, other: PhraseHit<Sense>): boolean {
  return (
    other.what.code !== term.what.code &&
    !other.what.phrase.includes("*") &&
    other.start <= term.start &&
    other.end >= term.end &&
    other.end - other.start > term.end - term.start
  );
}

function trust(
  { phrases, isBesideName }: Evidence,
  scenes: readonly string[],
  declared: readonly string[],
): number {
  const isLone = phrases.size === 1 && Math.max(...phrases.values()) < places.summary * 0.7;
  const at = scenes.findIndex((scene) => declared.includes(scene));
  if (declared.length === 0 || at === 0) return isLone ? lone : 1;
  const ofScenes = at < 0 ? undeclared : isBesideName ? besides : besides * nameAlone;
  return isLone ? lone * ofScenes : ofScenes;
}

function textsOf(written: Written): [string, Place][] {
  return [
    [written.name, "name"],
    [written.summary, "summary"],
    [written.description, "description"],
    ...written.scenarios.map((text): [string, Place] => [text, "scenario"]),
    ...[...written.pains, ...written.benefits].map((text): [string, Place] => [text, "promise"]),
  ];
}

/** Of one meaning the longest words at each point; what lies in or before longer words of another tells less. */
function tellingHits(hits: readonly PhraseHit<Sense>[]): PhraseHit<Sense>[] {
  const kept: PhraseHit<Sense>[] = [];
  const longestFirst = hits.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start,
  );
  for (const hit of longestFirst) {
    const over = kept.filter(({ start, end }) => start < hit.end && end > hit.start);
    const isPart = over.some(
      ({ start, end, what }) => what.code === hit.what.code && start <= hit.start && end >= hit.end,
    );
    if (isPart) continue;
    const isInside = over.some(
      ({ start, end, what }) =>
        what.code !== hit.what.code &&
        (end > hit.end || (end === hit.end && start < hit.start)) &&
        end - start >= hit.end - hit.start &&
        what.kind !== "weak" &&
        what.kind !== "owner",
    );
    const what = isInside ? { ...hit.what, weight: hit.what.weight * inside } : hit.what;
    kept.push({ ...hit, what });
  }
  return kept;
}
