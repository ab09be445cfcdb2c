import { type Context, Hono } from "hono";
import { type AppEnv, validate } from "../http.ts";
import { answers, answersFile } from "../openapi.ts";
import { writeCsv } from "../sheets/csv.ts";
import { exposureRows, unmetRows } from "./csv.ts";
import { readExposure } from "./exposure-service.ts";
import { listExposure } from "./exposure-store.ts";
import { whereAndWhen } from "./door.ts";
import {
  exposureQuery,
  exposureView,
  periodQuery,
  unmetQuery,
  unmetRequestQuery,
  unmetRequests,
  unmetView,
  wordsView,
} from "./schema.ts";
import { readUnmet } from "./unmet-service.ts";
import { listUnmetRequests } from "./unmet-store.ts";
import { readUnreadWords } from "./words-service.ts";

const tag = "statistics";
/** More rows than any jurisdiction has providers. */
const wholeList = 20_000;

/** What officials read of matching in their jurisdiction. */
export const statisticsRoutes = new Hono<AppEnv>()
  .get(
    "/unmet",
    answers(
      "Needs that nothing solves, by scene and region; others: of fewer than three",
      tag,
      unmetView,
    ),
    validate("query", unmetQuery),
    async (c) => {
      const { scene, ...query } = c.req.valid("query");
      const { place, period } = whereAndWhen(c, query);
      const groups = await readUnmet(c.var.db, place, period, scene);
      return c.json({ from: period.from, to: period.to, groups });
    },
  )
  .get(
    "/unmet/requests",
    answers("Those of them that their owners published", tag, unmetRequests),
    validate("query", unmetRequestQuery),
    async (c) => {
      const { from, to, ...query } = c.req.valid("query");
      const { place, period } = whereAndWhen(c, { from, to });
      return c.json(await listUnmetRequests(c.var.db, place, period, query));
    },
  )
  .get(
    "/unmet.csv",
    answersFile("The counts as a sheet", tag, ["text/csv"]),
    validate("query", unmetQuery),
    async (c) => {
      const { scene, ...query } = c.req.valid("query");
      const { place, period } = whereAndWhen(c, query);
      const groups = await readUnmet(c.var.db, place, period, scene);
      return sheet(c, `unmet-${period.from}-${period.to}`, unmetRows(groups));
    },
  )
  .get(
    "/unread-words",
    answers("Words that people typed and nothing understood", tag, wordsView),
    validate("query", periodQuery),
    async (c) => {
      const { period } = whereAndWhen(c, c.req.valid("query"));
      const { lexicon } = await c.var.matcher();
      return c.json(await readUnreadWords(c.var.db, lexicon, period));
    },
  )
  .get(
    "/exposure",
    answers("Who was shown, invited, proposed and chosen", tag, exposureView),
    validate("query", exposureQuery),
    async (c) => {
      const { from, to, ...query } = c.req.valid("query");
      const { place, period } = whereAndWhen(c, { from, to });
      return c.json(await readExposure(c.var.db, place, period, query));
    },
  )
  .get(
    "/exposure.csv",
    answersFile("The same of every provider as a sheet", tag, ["text/csv"]),
    validate("query", periodQuery),
    async (c) => {
      const { place, period } = whereAndWhen(c, c.req.valid("query"));
      const { items } = await listExposure(c.var.db, place, period, { limit: wholeList });
      return sheet(c, `exposure-${period.from}-${period.to}`, exposureRows(items, period));
    },
  );

function sheet(c: Context<AppEnv>, name: string, rows: readonly (readonly string[])[]) {
  return c.body(writeCsv(rows), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}.csv"`,
  });
}
