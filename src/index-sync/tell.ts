import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http.ts";
import { drainOutbox } from "./drain.ts";

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What was changed is told to the outside engine when the answer is on its way. */
export const tellAfterChange: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (safeMethods.has(c.req.method) || c.res.status >= 400) return;
  const { outside } = c.var;
  if (outside && !outside.breaker.isOpen()) c.var.background(drainOutbox(c.var.db, outside.engine));
};
