import type { Db } from "../db/connect.ts";
import { aSecond, createLately } from "../lately.ts";
import type { MeilisearchAddress } from "../meilisearch/client.ts";
import { type MeilisearchEngine, meilisearchEngine, showing } from "../meilisearch/engine.ts";
import { type Breaker, createBreaker } from "../search/breaker.ts";
import { type CopyKeeper, createCopyKeeper } from "../search/copy-keeper.ts";
import { createFacetCodes } from "../search/facet-code-store.ts";
import { type Finder, finderOf } from "../search/finder.ts";
import { type HiddenLately, tablesIn } from "../search/tables.ts";
import { postgresEngine } from "../search/postgres.ts";
import { catchUp } from "./drain.ts";
import { isBehind } from "./store.ts";

export type Outside = { engine: MeilisearchEngine; breaker: Breaker };
type Engines = { finder: Finder; outside: Outside | undefined; copy: CopyKeeper | undefined };

type Given = {
  db: Db;
  address: MeilisearchAddress | undefined;
  keepsEntries: boolean;
  background: (work: Promise<unknown>) => void;
};

/** The outside engine lives as long as the app, with its breaker; our own is the request's, but for what it has learned. */
export function createEngines(): (given: Given) => Engines {
  const breaker = createBreaker();
  const codes = createFacetCodes();
  const copyFor = createCopyKeeper();
  const hiddenLately: HiddenLately = createLately(aSecond);
  let kept: { address: MeilisearchAddress; outside: Outside } | undefined;
  return ({ db, address, keepsEntries, background }) => {
    if (address && !(kept && isSame(kept.address, address)))
      kept = { address, outside: { engine: meilisearchEngine(address), breaker } };
    const outside = address && kept?.outside;
    const asked = outside && {
      breaker,
      engine: showing(outside.engine, tablesIn(db, hiddenLately)),
      isTold: async () => {
        const isTold = !(await isBehind(db));
        background(catchUp(db, outside.engine));
        return isTold;
      },
    };
    const copy = keepsEntries ? copyFor({ db, background }) : undefined;
    return { finder: finderOf(postgresEngine(db, { codes, copy }), asked), outside, copy };
  };
}

/** A Worker reads its address anew for each request. */
function isSame(a: MeilisearchAddress, b: MeilisearchAddress): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
