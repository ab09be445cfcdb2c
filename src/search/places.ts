import { TypedFastBitSet } from "typedfastbitset";
import { foldQuery } from "./fold-query.ts";

/** Places in the order of `tie`, a bit for each. */
export type Places = TypedFastBitSet;

export function setOf(places: ArrayLike<number> & Iterable<number>, size: number): Places {
  const set = noneOf(places.length === 0 ? 0 : size);
  for (const place of places) set.add(place);
  return set;
}

function noneOf(size: number): Places {
  return TypedFastBitSet.fromWords(new Uint32Array(Math.ceil((size + 1) / 32)));
}

export function allOf(size: number): Places {
  const set = noneOf(size);
  set.addRange(0, size);
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

type Holders = ReadonlyMap<string, Places | Uint32Array>;

/** What meets the query, to be looked at and not to be changed. */
export function meeting(query: string, holders: Holders, size: number): Places {
  const holding = (term: string) => {
    const held = holders.get(term) ?? [];
    return held instanceof TypedFastBitSet ? held : setOf(held, size);
  };
  return foldQuery<Places>(query, {
    term: holding,
    beginning: () => noneOf(size),
    all: (parts) => parts.reduce((met, part) => met.new_intersection(part)),
    any: (parts) => parts.reduce((met, part) => met.new_union(part)),
  });
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
