import { Hono } from "hono";
import { z } from "zod";
import { type AppEnv, byOf } from "../http.ts";
import { answers } from "../openapi.ts";
import { retryPoisoned } from "./service.ts";
import { searchStatus, searchStatusOf } from "./status.ts";
import { listPoisoned } from "./store.ts";

const errand = z.object({
  kind: z.string(),
  id: z.uuid(),
  name: z.string().nullable(),
  error: z.string().nullable(),
  attempts: z.int(),
  poisonedAt: z.date().nullable(),
});
const statusView = searchStatus.extend({ refused: z.array(errand) });
const retried = z.object({ things: z.int() });

export const searchStatusRoutes = new Hono<AppEnv>()
  .get("/", answers("How search stands", "search", statusView), async (c) => {
    const { db } = c.var;
    const [status, refused] = await Promise.all([searchStatusOf(db, c.var), listPoisoned(db, 100)]);
    return c.json({ ...status, refused });
  })
  .post("/retry", answers("Try again what the engine refused", "search", retried), async (c) =>
    c.json({ things: await retryPoisoned(c.var.db, byOf(c)) }),
  );
