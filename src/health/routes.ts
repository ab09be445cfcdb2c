import { Hono } from "hono";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { searchStatusOf } from "../index-sync/status.ts";
import { metricsOf } from "./metrics.ts";
import { pingDatabase } from "./store.ts";

export const healthRoutes = new Hono<AppEnv>()
  .get("/healthz", (c) => c.json({ status: "ok" }))
  .get("/readyz", async (c) => {
    const { db, outside } = c.var;
    const database = await pingDatabase(db).catch(() => false);
    if (!database) return c.json({ status: "unavailable", database }, 503);
    return c.json({ status: "ok", database, search: await searchStatusOf(db, outside) });
  })
  // For whoever sits at the machine: a collector beside us. The world is told nothing.
  .get("/metrics", async (c) => {
    if (!/^(::1|127\.\d+\.\d+\.\d+)$/.test(c.var.clientAddress)) throw new AppError("not_found");
    const status = await searchStatusOf(c.var.db, c.var.outside);
    return c.text(metricsOf(status), 200, { "content-type": "text/plain; version=0.0.4" });
  });
