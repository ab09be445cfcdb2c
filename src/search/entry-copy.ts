import { type Db, type Trx, inSnapshot } from "../db/connect.ts";
import {
  type EntryTexts,
  type Horizon,
  findHorizon,
  listEntries,
  listHidden,
  listHolders,
} from "./copy-store.ts";
import { type Holders, type Places, setOf } from "./places.ts";

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
type Held = Places | Uint32Array;

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
};

function partOf({ documents, ties, facets }: EntryTexts): Part {
  const lists = facets.split("\n");
  const codes = Uint16Array.from(lists.join(""), (code) => code.charCodeAt(0));
  const lengths = Uint16Array.from(lists, (list) => list.length);
  return { documents: numbersIn(documents), ties: numbersIn(ties), lengths, codes };
}

function numbersIn(list: string): Float64Array {
  return list === "" ? new Float64Array() : Float64Array.from(list.split(","), Number);
}

function facetsOf(parts: readonly Part[]): Facets {
  const lengths = joined(Uint16Array, parts, (part) => part.lengths);
  const codes = joined(Uint16Array, parts, (part) => part.codes);
  const starts = new Uint32Array(lengths.length + 1);
  for (const [place, length] of lengths.entries()) starts[place + 1] = starts[place]! + length;
  return { starts, codes, distinct: [...new Set(codes)] };
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
  if (documents.some((document) => document >= half))
    throw new RangeError("documents beyond 32 bits");
  // Sorted as numbers of two halves each: to compare by a function would take fifty times as long.
  const pairs = new BigUint64Array(documents.length);
  const halves = new Uint32Array(pairs.buffer);
  for (const [place, document] of documents.entries()) {
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

/** Reads who holds these terms. What was written meanwhile is told apart in every search. */
export async function learnHolders(db: Db, copy: EntryCopy, terms: readonly string[]) {
  const { length } = copy.documents;
  for (const { term, documents } of await listHolders(db, terms)) {
    const known = Array.from(numbersIn(documents), copy.placeOf);
    const places = Uint32Array.from(known.filter((place) => place !== undefined));
    copy.holders.set(term, places.length < length / 32 ? places : setOf(places, length));
  }
  makeRoom(copy.holders);
}

function makeRoom(holders: Map<string, Held>) {
  let taken = 0;
  for (const held of holders.values()) taken += sizeOf(held);
  for (const [term, held] of holders) {
    if (taken <= roomForHolders) break;
    holders.delete(term);
    taken -= sizeOf(held);
  }
}

const sizeOf = (held: Held) =>
  held instanceof Uint32Array ? held.byteLength : held.words.byteLength;
