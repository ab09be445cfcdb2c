import type { Context } from "hono";
import type { AppEnv } from "../http.ts";
import { readUnread } from "../matching/service.ts";

/** Tags a solution behind the answer to its saving; whoever matches before that reads it himself. */
export function tagSoon(c: Context<AppEnv>, id: string): void {
  const read = async () => {
    await readUnread(c.var.db, await c.var.matcher(), { limit: 1, id });
  };
  c.var.background(read());
}
