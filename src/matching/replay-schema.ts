import { z } from "zod";
import { matchesView, matchView, needView } from "./schema.ts";

const { provider } = matchView.shape;

/** A list as it was stored: days are text there, and what a later version of us tells is not missed. */
const storedList = z.looseObject({
  matches: z.array(
    matchView.extend({
      provider: provider.extend({ listedAt: z.coerce.date().nullable() }),
    }),
  ),
  blocked: matchesView.shape.blocked,
  unmet: matchesView.shape.unmet,
  // Lists from before there were any are shown without.
  answers: matchesView.shape.answers.optional(),
});

export const replayView = z
  .object({
    id: z.uuid(),
    createdAt: z.date(),
    text: z
      .string()
      .nullable()
      .describe(
        "Null where the words are forgotten, and for an official where the firm published other words than it had typed.",
      ),
    forgotten: z
      .boolean()
      .describe("The words were let go, with every quotation; codes, points and versions stay."),
    needs: z.array(needView),
    result: storedList,
    engine: z.string(),
    weightsVersion: z.string(),
    lexiconVersion: z.string(),
    lexiconNumber: z.int().nullable(),
  })
  .meta({ id: "MatchReplay" });
export type ReplayView = z.output<typeof replayView>;
