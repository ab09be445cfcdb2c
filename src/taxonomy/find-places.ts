import { type Naming, choose, chooseWithin, namings } from "./place-names.ts";
import { guardedNames, guardedShorts, notPlaces } from "./place-words.ts";
import { type RegionCode, findRegion, isWithin } from "./regions.ts";

/** Offsets count UTF-16 units; 浙江温州 is one place, the inner one. */
export type PlaceMention = { start: number; end: number; code: RegionCode };

// A name that ends before one of these has lost its 市 to the next word: 温州|市场.
const afterCity = /^[场价面值区容政民]/u;

const ordinary: ReadonlySet<string> = new Set(notPlaces);

const byStart: ReadonlyMap<string, readonly string[]> = index();

/** All names and ordinary words by their first two characters, the longest first. */
function index() {
  const all = new Map<string, string[]>();
  for (const word of [...namings.keys(), ...ordinary]) {
    const start = word.slice(0, 2);
    const words = all.get(start);
    if (words) words.push(word);
    else all.set(start, [word]);
  }
  for (const words of all.values()) words.sort((a, b) => b.length - a.length);
  return all;
}

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
  for (const word of byStart.get(text.slice(at, at + 2)) ?? []) {
    if (!text.startsWith(word, at)) continue;
    if (ordinary.has(word)) return { word, code: undefined };
    if (word.endsWith("市") && afterCity.test(text.slice(at + word.length))) continue;
    const code = meaning(word, outer, before);
    if (code !== undefined) return { word, code };
  }
  return undefined;
}

function meaning(word: string, outer: RegionCode | undefined, before: readonly PlaceMention[]) {
  const candidates = namings.get(word) ?? [];
  const guarded = guardedNames.has(word) || (guardedShorts.has(word) && !isWhole(candidates));
  const inner = outer === undefined ? undefined : chooseWithin(candidates, outer);
  if (inner !== undefined && (!guarded || findRegion(inner)?.parent === outer)) return inner;
  if (guarded) return undefined;
  const chosen = choose(candidates);
  if (chosen !== undefined || !isWhole(candidates)) return chosen;
  const named = candidates.filter((one) => before.some(({ code }) => isWithin(one.code, code)));
  return choose(named);
}

function isWhole(candidates: readonly Naming[]) {
  return candidates.some(({ whole }) => whole);
}
