import { Hono } from "hono";
import type { AppEnv } from "../http.ts";
import { pingDatabase } from "./store.ts";

export const healthRoutes = new Hono<AppEnv>()
  .get("/healthz", (c) => c.json({ status: "ok" }))
  .get("/readyz", async (c) => {
    const database = await pingDatabase(c.var.db).catch(() => false);
    return c.json({ status: database ? "ok" : "unavailable", database }, database ? 200 : 503);
  });
