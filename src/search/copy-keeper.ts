import type { Db } from "../db/connect.ts";
import { bytesHeld, learnHolders, termsFrom } from "./copy-holders.ts";
import { type EntryCopy, copyEntries } from "./entry-copy.ts";
import type { FacetCodes } from "./facet-code-store.ts";

/** Keeps a copy of the entries in a process that lives long enough to be worth it. */
export type CopyKeeper = {
  /** What there is; where it is old it is read anew behind the answer. */
  current: () => EntryCopy | undefined;
  /** Reads behind the answer who holds these terms. */
  learn: (copy: EntryCopy, terms: readonly string[]) => void;
  /** There is none, or too much was written since: it is read behind the answer. */
  renew: () => void;
  /** A search was answered from it, or left to the tables. */
  count: (isAnswered: boolean) => void;
  describe: () => CopyState;
};

export type CopyState = {
  copy: { entries: number; ageSeconds: number; terms: number; termBytes: number } | null;
  /** Since the process began. */
  answered: number;
  left: number;
};

/** What a process has learned, and a copy of the entries where it lives long enough to keep one. */
export type Memory = { codes: FacetCodes; copy?: CopyKeeper | undefined };

const minute = 60_000;
/** A new one is read then. */
const copyAges = 60 * minute;
/**
 * Until then what is written is noted: nobody uses a copy for so long, not even where a transaction takes
 * hours, for what it wrote is noted under the time when it began.
 */
export const changesKept = 24 * copyAges;

type Given = { db: Db; background: (work: Promise<unknown>) => void };

/** `clock` tells milliseconds, and goes on while the machine sleeps: notes are forgotten meanwhile. */
export function createCopyKeeper(clock = () => Date.now()): (given: Given) => CopyKeeper {
  let kept: { copy: EntryCopy; at: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  let isLearning = false;
  const counted = { answered: 0, left: 0 };
  return ({ db, background }) => {
    // While another engine answers, nobody asks for it.
    if (kept && clock() - kept.at > 2 * copyAges) kept = undefined;
    const learn = (copy: EntryCopy, terms: readonly string[]) => {
      if (isLearning || terms.length === 0) return;
      isLearning = true;
      background(learnHolders(db, copy, terms).finally(() => (isLearning = false)));
    };
    const replace = async (at: number) => {
      try {
        const copy = await copyEntries(db);
        const known = kept ? termsFrom(kept.copy, copy) : [];
        kept = { copy, at };
        learn(copy, known);
      } finally {
        isReading = false;
      }
    };
    const renew = () => {
      const now = clock();
      // Whoever sets the clock back need not wait until it has come so far again.
      if (isReading || Math.abs(now - triedAt) < minute) return;
      triedAt = now;
      isReading = true;
      background(replace(now));
    };
    return {
      current: () => {
        if (!kept) return undefined;
        const age = clock() - kept.at;
        if (age < 0 || age > copyAges) renew();
        return age > 2 * copyAges ? undefined : kept.copy;
      },
      learn,
      renew,
      count: (isAnswered) => void (counted[isAnswered ? "answered" : "left"] += 1),
      describe: () => ({ copy: kept ? describe(kept.copy, clock() - kept.at) : null, ...counted }),
    };
  };
}

function describe({ documents, holders }: EntryCopy, age: number) {
  return {
    entries: documents.length,
    ageSeconds: Math.max(0, Math.round(age / 1000)),
    terms: holders.size,
    termBytes: bytesHeld(holders),
  };
}
