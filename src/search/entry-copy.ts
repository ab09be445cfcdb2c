import { type Db, type Trx, inSnapshot } from "../db/connect.ts";
import {
  type EntryTexts,
  type Horizon,
  findHorizon,
  findRoom,
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
  documents: Uint32Array;
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
  const { horizon, documents, ties, facets, hidden } = await inSnapshot(
    db,
    async (trx) => await readEntries(trx, atOnce),
  );
  const placeOf = finderIn(documents);
  return {
    horizon,
    documents,
    ties,
    facets,
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
  // Room is made once: grown on the way, it would be taken twice over.
  const room = await findRoom(trx);
  const rows = {
    documents: new Uint32Array(room.entries),
    ties: new Float64Array(room.entries),
    starts: new Uint32Array(room.entries + 1),
    codes: new Uint16Array(room.codes),
  };
  const distinct = new Set<number>();
  for (let place = 0; place < room.entries;) {
    const last = { tie: rows.ties[place - 1] ?? 0, document: rows.documents[place - 1] ?? 0 };
    const read = await listEntries(trx, place > 0 ? last : undefined, atOnce);
    if (read.count === 0) throw new Error("fewer entries than were counted");
    fill(rows, read, place, distinct);
    place += read.count;
  }
  const { documents, ties, starts, codes } = rows;
  const facets = { starts, codes, distinct: [...distinct] };
  return { horizon, documents, ties, facets, hidden: await listHidden(trx) };
}

type Rows = Omit<Facets, "distinct"> & Pick<EntryCopy, "documents" | "ties">;

const newline = 10;

function fill(rows: Rows, read: EntryTexts, from: number, distinct: Set<number>): void {
  const { documents, ties, starts, codes } = rows;
  const found = numbersIn(read.documents);
  if (found.some((document) => document >= 2 ** 32))
    throw new RangeError("documents beyond 32 bits");
  documents.set(found, from);
  ties.set(numbersIn(read.ties), from);
  // One walk, for others wait until it is through.
  let [place, filled] = [from, starts[from]!];
  for (let at = 0; at < read.facets.length; at++) {
    const code = read.facets.charCodeAt(at);
    if (code === newline) starts[++place] = filled;
    else codes[filled++] = code;
  }
  const began = starts[from]!;
  starts[from + read.count] = filled;
  for (const code of new Set(codes.subarray(began, filled))) distinct.add(code);
}

export function numbersIn(list: string): Float64Array {
  return list === "" ? new Float64Array() : Float64Array.from(list.split(","), Number);
}

/** By halving: a map of a million numbers would take more room than all the rest. */
function finderIn(documents: Uint32Array) {
  const places = inOrderOf(documents);
  return (document: number) => {
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (documents[places[middle]!]! < document) from = middle + 1;
      else to = middle;
    }
    const place = places[from];
    return place !== undefined && documents[place] === document ? place : undefined;
  };
}

/** Sorted as numbers of two halves each: to compare by a function would take fifty times as long. */
function inOrderOf(documents: Uint32Array): Uint32Array {
  const pairs = new BigUint64Array(documents.length);
  const halves = new Uint32Array(pairs.buffer);
  for (let place = 0; place < documents.length; place++) {
    halves[2 * place] = place;
    halves[2 * place + 1] = documents[place]!;
  }
  pairs.sort();
  const places = new Uint32Array(documents.length);
  for (let i = 0; i < places.length; i++) places[i] = halves[2 * i]!;
  return places;
}
