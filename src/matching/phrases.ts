/** A phrase of the lexicon where a normalised text has it, as found. */
export type PhraseHit<T> = { start: number; end: number; what: T };

export type PhraseIndex<T> = {
  /** By the first two characters: what may begin there, the longest first. */
  readonly byStart: ReadonlyMap<string, readonly { parts: readonly string[]; what: T }[]>;
};

const gap = 8;
export const clauseEnd = /[,.;:!?、，。；：！？\n"“”()（）]/u;

/** A step of making an index goes over so many phrases. */
const inOneStep = 200;

/** Phrases are normalised already; `*` in one is a gap of up to eight characters within a clause. */
export function* indexingPhrases<T>(
  phrases: Iterable<readonly [string, T]>,
): Generator<void, PhraseIndex<T>> {
  const byStart = new Map<string, { parts: readonly string[]; what: T; length: number }[]>();
  let seen = 0;
  for (const [phrase, what] of phrases) {
    const parts = phrase.split("*");
    const start = (parts[0] ?? "").slice(0, 2);
    const one = { parts, what, length: parts.join("").length };
    const list = byStart.get(start);
    if (list) list.push(one);
    else byStart.set(start, [one]);
    if (++seen % inOneStep === 0) yield;
  }
  for (const list of byStart.values()) {
    list.sort((a, b) => b.length - a.length);
    if (++seen % inOneStep === 0) yield;
  }
  return { byStart };
}

/** Every place where a phrase stands; one phrase inside another is found too. */
export function findPhrases<T>({ byStart }: PhraseIndex<T>, text: string): PhraseHit<T>[] {
  const hits: PhraseHit<T>[] = [];
  for (let start = 0; start < text.length - 1; start++) {
    for (const { parts, what } of byStart.get(text.slice(start, start + 2)) ?? []) {
      if (!text.startsWith(parts[0] ?? "", start)) continue;
      const end = endOf(text, start, parts);
      if (end !== undefined) hits.push({ start, end, what });
    }
  }
  return hits;
}

function endOf(text: string, start: number, parts: readonly string[]): number | undefined {
  let at = start;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (text.startsWith(part, at) ? at : -1) : nextWithin(text, at, part);
    if (found < 0 || !isWhole(text, found, found + part.length)) return undefined;
    at = found + part.length;
  }
  return at;
}

function nextWithin(text: string, from: number, part: string): number {
  // Only as far as it may stand: a search to the end of a long text would be most of the work.
  const found = text.slice(from, from + gap + part.length).indexOf(part);
  if (found < 0 || clauseEnd.test(text.slice(from, from + found))) return -1;
  return from + found;
}

const word = /[\p{Script=Latin}\p{N}]/u;

/** ERP is a word in 上ERP系统, but not in PowERPoint. */
function isWhole(text: string, start: number, end: number): boolean {
  const before = text[start - 1];
  const after = text[end];
  const cutsBefore = before !== undefined && word.test(before) && word.test(text[start] ?? "");
  const cutsAfter = after !== undefined && word.test(after) && word.test(text[end - 1] ?? "");
  return !cutsBefore && !cutsAfter;
}
