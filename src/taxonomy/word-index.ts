/** By the first two units of a word: one bit for each length that words starting so have. */
export type WordIndex = ReadonlyMap<string, number>;

/** Words have 2 to 31 units. Numbers instead of lists keep the start-up short. */
export function indexWords(words: Iterable<string>): WordIndex {
  const lengths = new Map<string, number>();
  for (const word of words) {
    const start = word.slice(0, 2);
    lengths.set(start, (lengths.get(start) ?? 0) | (1 << word.length));
  }
  return lengths;
}

/** What stands at this point of the text and may be a word of the index, the longest first. */
export function* candidatesAt(index: WordIndex, text: string, at: number): Generator<string> {
  let lengths = index.get(text.slice(at, at + 2)) ?? 0;
  while (lengths !== 0) {
    const length = 31 - Math.clz32(lengths);
    lengths ^= 1 << length;
    if (at + length <= text.length) yield text.slice(at, at + length);
  }
}
