import { othersTurn } from "../collect.ts";
import type { Db } from "../db/connect.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import type { NeedView } from "../matching/schema.ts";
import type { Period } from "./period.ts";
import { leastAskers } from "./least.ts";
import { sealWith } from "./seal-asker.ts";
import { isInLexicon, unreadWords } from "./unread-words.ts";
import { listUnreadWords, putUnreadWords } from "./words-store.ts";

type Typed = { text: string; needs: readonly NeedView[] };
/** `from`: the person, or where nobody is signed in the network address. */
export type Heard = { from: string; secret: string; now: Date };

/** Keeps what was typed and not understood, word by word, so that no text can be put together again. */
export async function keepUnreadWords(
  db: Db,
  lexicon: Lexicon,
  { text, needs }: Typed,
  { from, secret, now }: Heard,
): Promise<void> {
  // Whoever asked is answered first.
  await othersTurn();
  const words = unreadWords(
    text,
    needs.flatMap(({ marks }) => marks),
    (word) => isInLexicon(lexicon, word),
  );
  if (words.length === 0) return;
  const seal = sealWith(secret);
  // The word is part of what is hashed: two words of one person cannot be told to be his.
  const heard = words.map((word) => ({ word, heardFrom: seal(`unread\n${word}\n${from}`) }));
  await putUnreadWords(db, heard, now);
}

const mostWords = 200;

export async function readUnreadWords(db: Db, lexicon: Lexicon, period: Period) {
  const words = await listUnreadWords(db, period, mostWords);
  const all = [...lexicon.capabilities.values()]
    .flatMap(({ name, owner, weak, vendor }) => [name, ...owner, ...weak, ...vendor])
    .join("\n")
    .toLowerCase();
  const { from, to } = period;
  const items = words.map((one) => ({ ...one, isKnown: all.includes(one.word) }));
  return { from, to, leastPeople: leastAskers, items };
}
