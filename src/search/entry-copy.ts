import { type Db, type Trx, inSnapshot } from "../db/connect.ts";
import {
  type EntryTexts,
  type Horizon,
  findHorizon,
  listEntries,
  listHidden,
  listHolders,
} from "./copy-store.ts";
import { type Held, type Holders, noneOf } from "./places.ts";

/**
 * All entries as they were at some time, each with a place in the order of `tie`, and of the terms that
 * were asked for, which entries hold them.
 */
export type EntryCopy = {
  horizon: Horizon;
  /** By place. */
  documents: Float64Array;
  ties: Float64Array;
  facets: Facets;
  placeOf: (document: number) => number | undefined;
  hidden: readonly { place: number; until: Date }[];
  /** Of the terms that were asked for last, as many as there is room for; few places are kept as such. */
  holders: Map<string, Held>;
};

/** By place, where its codes start in the row of all. */
type Facets = { starts: Uint32Array; codes: Uint16Array; distinct: number[] };

/** Bytes: of a million documents those of some three hundred common terms. */
const roomForHolders = 48 * 1024 * 1024;

export async function copyEntries(db: Db, atOnce = 20_000): Promise<EntryCopy> {
  const { horizon, parts, hidden } = await inSnapshot(
    db,
    async (trx) => await readEntries(trx, atOnce),
  );
  const documents = joined(Float64Array, parts, (part) => part.documents);
  const placeOf = finderIn(documents);
  return {
    horizon,
    documents,
    ties: joined(Float64Array, parts, (part) => part.ties),
    facets: facetsOf(parts),
    placeOf,
    hidden: hidden.flatMap(({ document, until }) => {
      const place = placeOf(document);
      return place === undefined ? [] : [{ place, until }];
    }),
    holders: new Map(),
  };
}

async function readEntries(trx: Trx, atOnce: number) {
  const horizon = await findHorizon(trx);
  const parts: Part[] = [];
  for (let after: { tie: number; document: number } | undefined; ;) {
    const read = await listEntries(trx, after, atOnce);
    const part = partOf(read);
    parts.push(part);
    if (read.count < atOnce) break;
    after = { tie: part.ties.at(-1) ?? 0, document: part.documents.at(-1) ?? 0 };
  }
  return { horizon, parts, hidden: await listHidden(trx) };
}

type Part = {
  documents: Float64Array;
  ties: Float64Array;
  /** Of each entry how many codes it has, and all of them. */
  lengths: Uint16Array;
  codes: Uint16Array;
  distinct: ReadonlySet<number>;
};

const newline = 10;

function partOf({ count, documents, ties, facets }: EntryTexts): Part {
  const lengths = new Uint16Array(count);
  const all = new Uint16Array(facets.length);
  let [place, filled] = [0, 0];
  // One walk, for others wait until it is through.
  for (let at = 0; at < facets.length; at++) {
    const code = facets.charCodeAt(at);
    if (code === newline) place++;
    else {
      all[filled++] = code;
      lengths[place]! += 1;
    }
  }
  const codes = all.subarray(0, filled);
  const distinct = new Set(codes);
  return { documents: numbersIn(documents), ties: numbersIn(ties), lengths, codes, distinct };
}

function numbersIn(list: string): Float64Array {
  return list === "" ? new Float64Array() : Float64Array.from(list.split(","), Number);
}

function facetsOf(parts: readonly Part[]): Facets {
  const lengths = joined(Uint16Array, parts, (part) => part.lengths);
  const codes = joined(Uint16Array, parts, (part) => part.codes);
  const starts = new Uint32Array(lengths.length + 1);
  for (let place = 0; place < lengths.length; place++)
    starts[place + 1] = starts[place]! + lengths[place]!;
  // Part by part: of all codes at once it would keep everybody waiting.
  const distinct = new Set(parts.flatMap((part) => [...part.distinct]));
  return { starts, codes, distinct: [...distinct] };
}

function joined<T extends Float64Array | Uint16Array>(
  make: new (length: number) => T,
  parts: readonly Part[],
  of: (part: Part) => T,
): T {
  const all = new make(parts.reduce((sum, part) => sum + of(part).length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(of(part), at);
    at += of(part).length;
  }
  return all;
}

const half = 2 ** 32;

/** By halving: a map of a million numbers would take more room than all the rest. */
function finderIn(documents: Float64Array) {
  // Sorted as numbers of two halves each: to compare by a function would take fifty times as long.
  const pairs = new BigUint64Array(documents.length);
  const halves = new Uint32Array(pairs.buffer);
  for (let place = 0; place < documents.length; place++) {
    const document = documents[place]!;
    if (document >= half) throw new RangeError("documents beyond 32 bits");
    halves[2 * place] = place;
    halves[2 * place + 1] = document;
  }
  pairs.sort();
  return (document: number) => {
    let [from, to] = [0, documents.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (halves[2 * middle + 1]! < document) from = middle + 1;
      else to = middle;
    }
    return halves[2 * from + 1] === document ? halves[2 * from] : undefined;
  };
}

/** Who holds these terms, or, where that is not known of all, of which it is not. */
export function holdersOf(
  { holders }: EntryCopy,
  terms: Iterable<string>,
): { held: Holders; missing: string[] } {
  const held = new Map<string, Held>();
  const missing: string[] = [];
  for (const term of terms) {
    const known = holders.get(term);
    if (known === undefined) {
      missing.push(term);
      continue;
    }
    held.set(term, known);
    // What was asked for last is forgotten last.
    holders.delete(term);
    holders.set(term, known);
  }
  return { held, missing };
}

/** Characters: so many are gone through before others get their turn, which takes some milliseconds. */
const heldAtOnce = 65_536;

/** Milliseconds: others want to learn too, and whoever closes the process waits for it. */
const learnsAtMost = 3000;

/**
 * Reads who holds these terms, one by one: the documents of hundreds would be a very long text. What is
 * left after some time is asked for once more. What was written meanwhile is told apart in every search.
 */
export async function learnHolders(
  db: Db,
  copy: EntryCopy,
  terms: readonly string[],
  { room = roomForHolders, time = learnsAtMost } = {},
): Promise<void> {
  const until = performance.now() + time;
  const { length } = copy.documents;
  // They would drive each other out, and be read anew for every search.
  if (terms.length * bytesOf(length) > room / 2) return;
  for (const term of terms) {
    const set = noneOf(length);
    for (const part of partsOf(await listHolders(db, term))) {
      for (const document of numbersIn(part)) {
        const place = copy.placeOf(document);
        if (place !== undefined) set.add(place);
      }
      await othersTurn();
    }
    const isFew = set.size() < length / 32;
    copy.holders.set(term, isFew ? Uint32Array.from(set.array()) : set);
    if (performance.now() > until) break;
  }
  makeRoom(copy.holders, room);
}

function* partsOf(list: string): Generator<string> {
  for (let from = 0; from < list.length;) {
    const end = list.indexOf(",", from + heldAtOnce);
    const to = end < 0 ? list.length : end;
    yield list.slice(from, to);
    from = to + 1;
  }
}

const othersTurn = async () => await new Promise<void>((go) => setTimeout(go));

function makeRoom(holders: Map<string, Held>, room: number) {
  let taken = 0;
  for (const held of holders.values()) taken += sizeOf(held);
  for (const [term, held] of holders) {
    if (taken <= room) break;
    holders.delete(term);
    taken -= sizeOf(held);
  }
}

/** What is noted of a term, with all around it: of those that nothing holds there is no end. */
const noteSize = 1024;

const sizeOf = (held: Held) =>
  noteSize + (held instanceof Uint32Array ? held : held.words).byteLength;

const bytesOf = (places: number) => noteSize + places / 8;
