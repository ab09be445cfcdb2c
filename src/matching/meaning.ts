import { fillers } from "../search/fillers.ts";
import type { Meaning } from "../search/meaning.ts";
import { normalise } from "../search/normalise.ts";
import { topicsCalled } from "./called.ts";
import { nameOf } from "./explain.ts";
import { solving } from "./fit.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { findPhrases, type PhraseHit } from "./phrases.ts";
import { understand } from "./understand.ts";
import { mainOf } from "./wanted.ts";
import { leastFit, nearness } from "./weights.ts";

/** What is meant by what stands in the search box: what the lexicon has under just these words, or what they clearly ask for. */
export function meaningOf(lexicon: Lexicon, typed: string): Meaning | undefined {
  const { text } = normalise(typed.trim());
  const phrases = findPhrases(lexicon.offers, text);
  const whole = phrases.filter(
    ({ start, end, what }) => start === 0 && end === text.length && what.kind !== "weak",
  );
  const codes = new Set(whole.map(({ what }) => what.code));
  const spelled = codes.size === 0 ? (lexicon.spelledBy(text) ?? lexicon.slipOf(text)) : undefined;
  for (const code of spelled?.codes ?? []) codes.add(code);
  if (codes.size === 0) {
    // To be near to what owners say is not enough where so little is said.
    const named = new Set(phrases.filter(saysMost(text)).map(({ what }) => what.code));
    // A word or two may mean several things to whoever asks, of which one is meant first; who searches names a subject.
    for (const topic of topicsCalled(lexicon.called, text)) codes.add(lexicon.topics.codes[topic]!);
    for (const { what } of phrases.filter(isTermApart(text))) codes.add(what.code);
    for (const need of understand({ ...lexicon, called: new Map() }, typed))
      if (need.clarity === "clear" || need.clarity === "torn")
        for (const { code } of mainOf(need)) if (named.has(code)) codes.add(code);
  }
  if (codes.size === 0) return undefined;
  return {
    capabilities: Array.from(codes, (code) => ({ code, name: nameOf(lexicon, code) })),
    solving: [...codes].flatMap((code) => solvingOf(lexicon, code)),
    isTerm: whole.some(({ what }) => what.kind === "vendor" || what.kind === "name"),
    spelled: spelled?.term,
    unused: unusedOf(
      text,
      phrases.filter(({ what }) => codes.has(what.code)),
    ),
  };
}

/** Words set apart by spaces, or by a change of script, that no phrase touches; those said around a thing are none. */
function unusedOf(text: string, used: readonly { start: number; end: number }[]): string[] {
  if (used.length === 0) return [];
  return [...text.matchAll(/\p{Script=Han}+|[^\s,、，\p{Script=Han}]+/gu)].flatMap(
    ({ 0: word, index }) => {
      const isUsed = used.some(({ start, end }) => start < index + word.length && end > index);
      return isUsed || word.replaceAll(fillers, "") === "" ? [] : [word];
    },
  );
}

/** What the trade writes so, set apart by spaces from all else: MES of 食品 MES, whatever else 食品 may ask for. */
function isTermApart(text: string) {
  const words = [...text.matchAll(/[^\s,、，]+/gu)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
  return ({ start, end, what }: PhraseHit<Sense>) =>
    (what.kind === "vendor" || what.kind === "name") &&
    words.some((word) => word.start === start && word.end === end);
}

/** A name so short is about something else where most of it is: 加盟 of 麻辣烫加盟. */
const shortName = 6;

function saysMost(text: string) {
  const { length } = text.replaceAll(fillers, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
  return ({ start, end }: { start: number; end: number }) =>
    length > shortName || (end - start) * 2 >= length;
}

function solvingOf({ near }: Lexicon, wanted: string): Meaning["solving"] {
  return Array.from(near.get(wanted) ?? [])
    .filter(([, how]) => solving.has(how))
    .map(([code, how]) => ({ code, weight: nearness[how], least: leastFit / nearness[how] }));
}
