import type { Context } from "hono";
import { officeOf } from "../applications/door.ts";
import type { AppEnv } from "../http.ts";
import { periodOf, type PeriodQuery } from "./period.ts";

/** What every report is of: the reader's jurisdiction, and the days that were asked for. */
export function whereAndWhen(c: Context<AppEnv>, { from, to }: PeriodQuery) {
  return { place: officeOf(c.var.actor).regionCode, period: periodOf({ from, to }, c.var.now()) };
}
