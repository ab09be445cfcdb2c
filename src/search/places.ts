import { TypedFastBitSet } from "typedfastbitset";
import { foldQuery } from "./fold-query.ts";

/** Places in the order of `tie`, a bit for each. */
export type Places = TypedFastBitSet;

export function noneOf(size: number): Places {
  return TypedFastBitSet.fromWords(new Uint32Array(wordsFor(size)));
}

const wordsFor = (size: number) => Math.ceil((size + 1) / 32);

/**
 * Sets to work with in one search, which the next one uses again: made anew each time, they would be a
 * gigabyte a second where there are a million places.
 */
export type Desk = {
  /** Nothing yet. */
  none: () => Places;
  copyOf: (places: Places) => Places;
  /** Of nothing that was made here anybody has need any more. */
  clear: () => void;
};

export function deskFor(spare: Uint32Array[], size: number): Desk {
  const used: Uint32Array[] = [];
  const take = () => {
    const words = spare.pop() ?? new Uint32Array(wordsFor(size));
    used.push(words);
    return words;
  };
  return {
    none: () => TypedFastBitSet.fromWords(take().fill(0)),
    copyOf: (places) => {
      const words = take();
      words.set(places.words);
      return TypedFastBitSet.fromWords(words);
    },
    clear: () => void spare.push(...used.splice(0)),
  };
}

function setOf(places: Iterable<number>, desk: Desk): Places {
  const set = desk.none();
  for (const place of places) set.add(place);
  return set;
}

/** The terms that the queries ask for; undefined where some asks for what only begins so. */
export function termsIn(queries: readonly string[]): Set<string> | undefined {
  const terms = new Set<string>();
  let isWhole = true;
  for (const query of queries)
    foldQuery(query, {
      term: (term) => void terms.add(term),
      beginning: () => void (isWhole = false),
      all: () => {},
      any: () => {},
    });
  return isWhole ? terms : undefined;
}

/** Few places are kept as such. */
export type Held = Places | Uint32Array;
/** Who holds each term. */
export type Holders = ReadonlyMap<string, Held>;

/** A set that came out of others, or one that is kept and must stay as it is. */
type Part = { places: Held; isKept: boolean };

/** What meets the query, to do with as one likes. */
export function meeting(query: string, holders: Holders, desk: Desk): Places {
  const own = ({ places, isKept }: Part) =>
    places instanceof Uint32Array ? setOf(places, desk) : isKept ? desk.copyOf(places) : places;
  const fold = (parts: Part[], into: (sum: Places, part: Part["places"]) => Places): Part => {
    const [first, ...rest] = parts.toSorted((a, b) => Number(a.isKept) - Number(b.isKept));
    const sum = rest.reduce((met, { places }) => into(met, places), own(first!));
    return { places: sum, isKept: false };
  };
  const met = foldQuery<Part>(query, {
    term: (term) => ({ places: holders.get(term) ?? new Uint32Array(), isKept: true }),
    beginning: () => ({ places: new Uint32Array(), isKept: true }),
    all: (parts) =>
      fold(parts, (sum, part) =>
        sum.intersection(part instanceof Uint32Array ? setOf(part, desk) : part),
      ),
    any: (parts) =>
      fold(parts, (sum, part) => {
        if (!(part instanceof Uint32Array)) return sum.union(part);
        for (const place of part) sum.add(place);
        return sum;
      }),
  });
  return own(met);
}

/** The first so many. */
export function firstOf({ words }: Places, limit: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < words.length && places.length < limit; at++) {
    let word = words[at] ?? 0;
    while (word !== 0 && places.length < limit) {
      const lowest = word & -word;
      places.push(at * 32 + 31 - Math.clz32(lowest));
      word ^= lowest;
    }
  }
  return places;
}
