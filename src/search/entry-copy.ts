import { type Db, type Trx, inSnapshot } from "../db/connect.ts";
import {
  type EntryTexts,
  type Horizon,
  findHorizon,
  listEntries,
  listHidden,
} from "./copy-store.ts";
import type { Held } from "./places.ts";

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
  /** Of sets that searches have worked with. */
  spare: Uint32Array[];
};

/** By place, where its codes start in the row of all. */
type Facets = { starts: Uint32Array; codes: Uint16Array; distinct: number[] };

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
    spare: [],
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

export function numbersIn(list: string): Float64Array {
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
