import type { Db } from "../db/connect.ts";
import { compilingWith } from "../lexicon/compile.ts";
import { findPublished, readState } from "../lexicon/state-store.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Reading } from "./service.ts";

type Making = { number: number; steps: Generator<void, Lexicon> };

/** So long others wait at the most while a lexicon is made ready ahead of its use. */
const sliceMs = 5;

/** Keeps the compiled lexicon, which is large, until officials publish another: each use asks for its number. */
export function createReadings() {
  let kept: Reading | undefined;
  let making: Making | undefined;

  function advance(one: Making): void {
    const { done, value } = one.steps.next();
    if (done) kept = { number: one.number, lexicon: value };
    if (done && making === one) making = undefined;
  }

  return {
    current: async (db: Db): Promise<Reading & { unread: boolean }> => {
      const { published, unread } = await readState(db);
      if (kept?.number === published) return { ...kept, unread };
      const { number, changes } = await findPublished(db);
      // Of many who asked at once the first has compiled it by now; what was begun ahead is gone on with.
      if (kept?.number !== number) {
        const one = making?.number === number ? making : { number, steps: compilingWith(changes) };
        while (kept?.number !== number) advance(one);
      }
      return { ...kept, unread };
    },
    /** Ahead of the first use, in slices; `rest` lets others go first and says whether to go on. */
    prepare: async (db: Db, rest: () => Promise<boolean>): Promise<void> => {
      const { number, changes } = await findPublished(db);
      if (kept?.number === number) return;
      const one = { number, steps: compilingWith(changes) };
      making = one;
      while ((await rest()) && making === one) {
        const end = performance.now() + sliceMs;
        while (making === one && performance.now() < end) advance(one);
      }
    },
  };
}
