import type { Context } from "hono";
import { networkOf } from "../accounts/turns.ts";
import type { AppEnv } from "../http.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import type { MatchesView } from "../matching/schema.ts";
import { keepUnmet } from "./unmet-service.ts";
import { keepUnreadWords } from "./words-service.ts";

type Found = Pick<MatchesView, "needs" | "unmet">;

/**
 * What reports learn from a match: what nothing solves is counted before it is answered, what was
 * not understood is kept behind the answer.
 */
export function hearing(c: Context<AppEnv>, lexicon: Lexicon, text: string) {
  const { actor, background, clientAddress, db, now, settings } = c.var;
  const heard = { secret: settings.authSecret, now: now() };
  const person = actor?.id ?? networkOf(clientAddress);
  // Several people of one firm are one firm.
  const firm = actor?.active?.organisationId ?? person;
  return {
    unmet: async (found: Found) =>
      await keepUnmet(db, { text, ...found }, { ...heard, from: firm }),
    words: (found: Found) =>
      background(keepUnreadWords(db, lexicon, { text, ...found }, { ...heard, from: person })),
  };
}
