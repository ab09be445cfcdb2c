import { Hono } from "hono";
import { ownProvider } from "../applications/door.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { whyQuery, whyView } from "./schema.ts";
import { explainStanding } from "./service.ts";

/** At /solutions/:id/why, for its provider alone. */
export const whyRoutes = new Hono<AppEnv>().get(
  "/:id/why",
  answers("Where your solution stands for a kind of need, and what to mend", "matching", whyView),
  validate("query", whyQuery),
  async (c) => {
    const { actor: person } = c.var;
    if (!person) throw new AppError("not_signed_in");
    const who = { person, providerId: ownProvider(person).providerId, now: c.var.now() };
    const query = c.req.valid("query");
    return c.json(await explainStanding(c.var.db, await c.var.matcher(), who, idOf(c), query));
  },
);
