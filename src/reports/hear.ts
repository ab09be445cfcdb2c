import type { Context } from "hono";
import type { AppEnv } from "../http.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import type { NeedView } from "../matching/schema.ts";
import { keepUnreadWords } from "./words-service.ts";

/** Behind the answer to a match: what was not understood of it is counted. */
export function hearUnread(
  c: Context<AppEnv>,
  lexicon: Lexicon,
  typed: { text: string; needs: readonly NeedView[] },
): void {
  const { actor, background, clientAddress, db, now, settings } = c.var;
  const from = actor?.id ?? clientAddress;
  background(
    keepUnreadWords(db, lexicon, typed, { from, secret: settings.authSecret, now: now() }),
  );
}
