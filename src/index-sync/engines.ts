import type { MiddlewareHandler } from "hono";
import type { Db } from "../db/connect.ts";
import type { AppEnv } from "../http.ts";
import type { MeilisearchAddress } from "../meilisearch/client.ts";
import { meilisearchEngine } from "../meilisearch/engine.ts";
import { type Breaker, createBreaker } from "../search/breaker.ts";
import type { SearchEngine } from "../search/engine.ts";
import { type Finder, finderOf } from "../search/finder.ts";
import { postgresEngine } from "../search/postgres.ts";
import { drainOutbox } from "./drain.ts";

export type Outside = { engine: SearchEngine; breaker: Breaker };
type Engines = { finder: Finder; outside: Outside | undefined };

/** What of the engines lives as long as the app is one breaker; the rest is the request's own. */
export function createEngines(): (db: Db, address: MeilisearchAddress | undefined) => Engines {
  const breaker = createBreaker();
  return (db, address) => {
    const outside = address && { engine: meilisearchEngine(address), breaker };
    return { finder: finderOf(postgresEngine(db), outside), outside };
  };
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What was changed is told to the outside engine when the answer is on its way. */
export const tellAfterChange: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { outside } = c.var;
  if (safeMethods.has(c.req.method) || c.res.status >= 400) return;
  if (outside && !outside.breaker.isOpen()) c.var.background(drainOutbox(c.var.db, outside.engine));
};
