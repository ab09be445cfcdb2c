import { choose, chooseWithin, isWhole, namings } from "./place-names.ts";
import { guardedNames, notPlaces, ordinaryShorts, riskyShorts } from "./place-words.ts";
import { type RegionCode, findRegion, isWithin } from "./regions.ts";
import { candidatesAt, indexWords } from "./word-index.ts";

/** Offsets count UTF-16 units; 浙江温州 is one place, the inner one. */
export type PlaceMention = { start: number; end: number; code: RegionCode };

// A name that ends before one of these has lost its 市 to the next word: 温州|市场.
const afterCity = /^[场价面值区容政民]/u;

const readOver: ReadonlySet<string> = new Set(notPlaces);

const index = indexWords([...namings.keys(), ...readOver]);

/**
 * The provinces, cities and unambiguous districts that a text speaks of, from left to right, the
 * longest name at each point. An ambiguous name counts inside a place named before it.
 */
export function findPlaces(text: string): PlaceMention[] {
  const found: PlaceMention[] = [];
  for (let at = 0; at < text.length - 1;) {
    const previous = found.at(-1);
    const outer = previous?.end === at ? previous.code : undefined;
    const hit = nameAt(text, at, outer, found);
    if (hit === undefined) at++;
    else {
      at += hit.word.length;
      if (hit.code === undefined) continue;
      if (previous && outer && isWithin(hit.code, outer))
        found.splice(-1, 1, { start: previous.start, end: at, code: hit.code });
      else found.push({ start: at - hit.word.length, end: at, code: hit.code });
    }
  }
  return found;
}

function nameAt(
  text: string,
  at: number,
  outer: RegionCode | undefined,
  before: readonly PlaceMention[],
): { word: string; code: RegionCode | undefined } | undefined {
  for (const word of candidatesAt(index, text, at)) {
    if (readOver.has(word)) return { word, code: undefined };
    if (word.endsWith("市") && afterCity.test(text.slice(at + word.length))) continue;
    const code = meaning(word, outer, before);
    if (code !== undefined) return { word, code };
  }
  return undefined;
}

function meaning(word: string, outer: RegionCode | undefined, before: readonly PlaceMention[]) {
  const candidates = namings.get(word) ?? [];
  const whole = candidates.some((region) => isWhole(word, region));
  const ordinary = guardedNames.has(word) || (ordinaryShorts.has(word) && !whole);
  const inner = outer === undefined ? undefined : chooseWithin(word, candidates, outer);
  if (inner !== undefined && (!ordinary || findRegion(inner)?.parent === outer)) return inner;
  if (ordinary || (riskyShorts.has(word) && !whole)) return undefined;
  const chosen = choose(word, candidates);
  if (chosen !== undefined || !whole) return chosen;
  const named = candidates.filter((one) => before.some(({ code }) => isWithin(one.code, code)));
  return choose(word, named);
}
