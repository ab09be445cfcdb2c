import type { Context } from "hono";
import { networkOf } from "../accounts/turns.ts";
import type { AppEnv } from "../http.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import type { MatchesView } from "../matching/schema.ts";
import { keepUnmet } from "./unmet-service.ts";
import { keepUnreadWords } from "./words-service.ts";

type Found = { text: string } & Pick<MatchesView, "needs" | "unmet">;

/**
 * What reports learn from a match: counted before it is answered what nothing solves, behind the
 * answer what was not understood.
 */
export async function hearMatch(c: Context<AppEnv>, lexicon: Lexicon, found: Found): Promise<void> {
  const { actor, background, clientAddress, db, now, settings } = c.var;
  const heard = { secret: settings.authSecret, now: now() };
  const person = actor?.id ?? networkOf(clientAddress);
  // Several people of one firm are one firm.
  await keepUnmet(db, found, { ...heard, from: actor?.active?.organisationId ?? person });
  background(keepUnreadWords(db, lexicon, found, { ...heard, from: person }));
}
