import type { PhraseHit } from "./phrases.ts";
import type { Sense } from "./lexicon.ts";

type Soft = { sense: Sense; pairs: readonly string[]; total: number };

/** Phrases by their pairs of characters, so that one said a little otherwise is still heard. */
export type SoftIndex = {
  readonly phrases: readonly Soft[];
  readonly byPair: ReadonlyMap<string, readonly number[]>;
  /** How telling a pair is: rare over the capabilities, much. */
  readonly rarity: ReadonlyMap<string, number>;
};

const han = /^\p{Script=Han}+$/u;
/** At least so much of a phrase must be there, by the rarity of its pairs. */
const leastCover = 0.5;
const leastPairs = 2;
/** What stands farther apart was not said together. */
const widest = 16;

export function indexSoftly(senses: readonly Sense[]): SoftIndex {
  const capabilities = new Map<string, Set<string>>();
  const kept = senses.filter(({ kind }) => kind === "owner" || kind === "name");
  for (const { phrase, code } of kept)
    for (const pair of pairsOf(phrase)) {
      const codes = capabilities.get(pair) ?? new Set();
      capabilities.set(pair, codes.add(code));
    }
  const all = new Set(kept.map(({ code }) => code)).size;
  const rarity = new Map(
    Array.from(capabilities, ([pair, codes]) => [pair, Math.log(1 + all / codes.size)] as const),
  );
  const phrases: Soft[] = [];
  const byPair = new Map<string, number[]>();
  for (const sense of kept) {
    const pairs = pairsOf(sense.phrase);
    if (pairs.length < 2) continue;
    const total = pairs.reduce((sum, pair) => sum + (rarity.get(pair) ?? 0), 0);
    for (const pair of new Set(pairs)) {
      const list = byPair.get(pair);
      if (list) list.push(phrases.length);
      else byPair.set(pair, [phrases.length]);
    }
    phrases.push({ sense, pairs, total });
  }
  return { phrases, byPair, rarity };
}

function pairsOf(phrase: string): string[] {
  return phrase.split("*").flatMap((part) => {
    const chars = Array.from(part);
    return chars
      .slice(1)
      .map((char, i) => `${chars[i]}${char}`)
      .filter((pair) => han.test(pair));
  });
}

/** Phrases most of which stand in one clause; their weight falls with what is missing. */
export function findSoftly(
  { phrases, byPair, rarity }: SoftIndex,
  clause: { start: number; text: string },
): PhraseHit<Sense>[] {
  const seen = new Map<number, { sum: number; first: number; last: number; pairs: Set<string> }>();
  for (let i = 0; i < clause.text.length - 1; i++) {
    const pair = clause.text.slice(i, i + 2);
    for (const at of byPair.get(pair) ?? []) {
      const own = seen.get(at) ?? { sum: 0, first: i, last: i, pairs: new Set<string>() };
      if (own.pairs.has(pair)) continue;
      own.pairs.add(pair);
      own.sum += rarity.get(pair) ?? 0;
      own.last = i + 2;
      seen.set(at, own);
    }
  }
  return Array.from(seen).flatMap(([at, { sum, first, last, pairs }]) => {
    const soft = phrases[at]!;
    const cover = sum / soft.total;
    if (cover < leastCover || pairs.size < leastPairs || last - first > widest) return [];
    const what = { ...soft.sense, weight: soft.sense.weight * 0.6 * cover };
    return [{ start: clause.start + first, end: clause.start + last, what }];
  });
}
