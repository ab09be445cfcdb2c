import { Hono } from "hono";
import { readSealState } from "../audit/seal-store.ts";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { type SearchStatus, searchStatusOf } from "../index-sync/status.ts";
import { type MonthsAhead, readMonthsAhead } from "../jobs/month-store.ts";
import { warningOf } from "../jobs/months.ts";
import { metricsOf } from "./metrics.ts";
import { pingDatabase } from "./store.ts";

/** No reason to send people elsewhere, but for whoever runs us to do something. */
function warningsOf({ rowsOutdated }: SearchStatus, months: MonthsAhead) {
  return [rowsOutdated && outdated, warningOf(months)].filter(Boolean);
}

const outdated = {
  code: "search_rows_outdated",
  detail: "有些检索数据是旧版本写的，筛选里的数目可能不准；运行 npm run reindex 就好。",
};

export const healthRoutes = new Hono<AppEnv>()
  .get("/healthz", (c) => c.json({ status: "ok" }))
  .get("/readyz", async (c) => {
    const { db } = c.var;
    const database = await pingDatabase(db).catch(() => false);
    if (!database) return c.json({ status: "unavailable", database }, 503);
    const [search, months] = await Promise.all([
      searchStatusOf(db, c.var),
      readMonthsAhead(db, c.var.now()),
    ]);
    return c.json({ status: "ok", database, search, warnings: warningsOf(search, months) });
  })
  // For whoever sits at the machine: a collector beside us. The world is told nothing.
  .get("/metrics", async (c) => {
    if (!/^(::1|127\.\d+\.\d+\.\d+)$/.test(c.var.clientAddress)) throw new AppError("not_found");
    const { db } = c.var;
    const [search, seals, months] = await Promise.all([
      searchStatusOf(db, c.var),
      readSealState(db),
      readMonthsAhead(db, c.var.now()),
    ]);
    const copy = c.var.copy?.describe();
    return c.text(metricsOf({ search, seals, months, copy }), 200, {
      "content-type": "text/plain; version=0.0.4",
    });
  });
