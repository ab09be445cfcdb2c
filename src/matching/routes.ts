import { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { hearing } from "../reports/hear.ts";
import { factorTable } from "./explain.ts";
import { matchesView, matchInput, understandInput, understandView } from "./schema.ts";
import { matchNeed, viewNeed } from "./service.ts";
import { replayView } from "./replay-schema.ts";
import { replayOfRequest, replayOwn } from "./replay-service.ts";
import { understand } from "./understand.ts";
import { weightsHistory, weightsVersion } from "./weights.ts";

const tag = "matching";
const factors = z.object({
  weightsVersion: z.string(),
  history: z.array(z.object({ version: z.string(), on: z.iso.date(), what: z.string() })),
  factors: z.array(z.object({ factor: z.string(), name: z.string(), most: z.number() })),
});

export const needRoutes = new Hono<AppEnv>().post(
  "/understand",
  answers("Read a need", tag, understandView),
  validate("json", understandInput),
  async (c) => {
    const { lexicon } = await c.var.matcher();
    const needs = understand(lexicon, c.req.valid("json").text);
    return c.json({
      needs: needs.map((need) => viewNeed(lexicon, need, c.var.now())),
      lexiconVersion: lexicon.version,
    });
  },
);

export const matchRoutes = new Hono<AppEnv>()
  .get("/factors", answers("What a match is made of", tag, factors), (c) =>
    c.json({ weightsVersion, history: weightsHistory, factors: factorTable() }),
  )
  .post(
    "/",
    answers("Match a need with solutions", tag, matchesView),
    validate("json", matchInput),
    async (c) => {
      const input = c.req.valid("json");
      const matcher = await c.var.matcher();
      const { unmet, words } = hearing(c, matcher.lexicon, input.text);
      const who = { now: c.var.now(), userId: c.var.actor?.id ?? null, hear: unmet };
      const found = await matchNeed(c.var.db, matcher, input, who);
      words(found);
      return c.json(found);
    },
  )
  .get("/:id", answers("A list as it was shown to you", tag, replayView), async (c) => {
    if (!c.var.actor) throw new AppError("not_signed_in");
    return c.json(await replayOwn(c.var.db, c.var.actor, idOf(c)));
  });

/** At /requests/:id/match, for whoever may read the request as its firm or as an official. */
export const requestMatchRoutes = new Hono<AppEnv>().get(
  "/:id/match",
  answers("The list that a request came from, as it was shown", tag, replayView),
  async (c) => {
    if (!c.var.actor) throw new AppError("not_signed_in");
    return c.json(await replayOfRequest(c.var.db, byOf(c), c.var.actor, idOf(c)));
  },
);
