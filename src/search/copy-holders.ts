import { othersTurn } from "../collect.ts";
import type { Db } from "../db/connect.ts";
import { listHolders } from "./copy-store.ts";
import { type EntryCopy, numbersIn } from "./entry-copy.ts";
import { type Held, type Holders, noneOf } from "./places.ts";

/** Bytes: of a million documents those of some three hundred common terms. */
const roomForHolders = 48 * 1024 * 1024;

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

/** Of the terms that a copy knows those that were asked for last, as many as the next may learn at once. */
export function termsFrom({ holders }: EntryCopy, next: EntryCopy): string[] {
  return [...holders.keys()].toReversed().slice(0, mostAtOnce(next, roomForHolders));
}

/** More would drive each other out, and be read anew for every search. */
const mostAtOnce = ({ documents }: EntryCopy, room: number) =>
  Math.floor(room / 2 / bytesOf(documents.length));

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
  if (terms.length > mostAtOnce(copy, room)) return;
  for (const term of terms) {
    const set = noneOf(length);
    for (const [at, part] of [...partsOf(await listHolders(db, term))].entries()) {
      if (at > 0) await othersTurn();
      for (const document of numbersIn(part)) {
        const place = copy.placeOf(document);
        if (place !== undefined) set.add(place);
      }
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

function makeRoom(holders: Map<string, Held>, room: number) {
  let taken = bytesHeld(holders);
  for (const [term, held] of holders) {
    if (taken <= room) break;
    holders.delete(term);
    taken -= sizeOf(held);
  }
}

export function bytesHeld(holders: ReadonlyMap<string, Held>): number {
  let taken = 0;
  for (const held of holders.values()) taken += sizeOf(held);
  return taken;
}

/** What is noted of a term, with all around it: of those that nothing holds there is no end. */
const noteSize = 1024;

const sizeOf = (held: Held) =>
  noteSize + (held instanceof Uint32Array ? held : held.words).byteLength;

const bytesOf = (places: number) => noteSize + places / 8;
