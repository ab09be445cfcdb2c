import type { Db } from "../../src/db/connect.ts";
import { findCandidates } from "../../src/matching/candidates.ts";
import { fitterOf } from "../../src/matching/fit.ts";
import { listFacts } from "../../src/matching/facts-store.ts";
import { weighByRarity } from "../../src/search/rarity.ts";
import type { Matcher } from "../../src/matching/service.ts";
import { understand } from "../../src/matching/understand.ts";

const shown = 10;

/** What the engine alone finds for the sentence as it was typed. */
export async function findRaw({ finder }: Matcher, text: string, now: Date): Promise<string[]> {
  const filter = { type: ["solution"] };
  const { hits } = await finder.search({ text, filter, page: 1, perPage: shown, now });
  return hits.map(({ id, externalKey }) => externalKey ?? id);
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** The same asked word by word, and what each finds added up. */
export async function findWords(
  db: Db,
  { finder }: Matcher,
  text: string,
  now: Date,
): Promise<string[]> {
  const words = [...segmenter.segment(text)].filter(
    ({ segment, isWordLike }) => isWordLike && segment.length > 1,
  );
  const queries = [...new Set(words.map(({ segment }) => segment))];
  const { candidates } = await finder.retrieve(
    await weighByRarity(
      db,
      queries.map((word) => ({ text: word, weight: 1 })),
    ),
    { type: ["solution"] },
    { limit: shown, now },
  );
  const ids = candidates.map(({ id }) => id);
  const keys = new Map(
    (await listFacts(db, [], ids, now)).map((each) => [each.id, each.externalKey]),
  );
  return ids.map((id) => keys.get(id) ?? id);
}

/** What is found once the sentence is understood, in the order of how well it is met and by nothing else. */
export async function findUnderstood(
  db: Db,
  matcher: Matcher,
  text: string,
  now: Date,
): Promise<string[]> {
  const { lexicon } = matcher;
  const fits = new Map<string, number>();
  for (const need of understand(lexicon, text)) {
    const { facts } = await findCandidates(db, matcher, { need, text, now, also: [] });
    const fitOf = fitterOf(lexicon, need);
    for (const each of facts) {
      const key = each.externalKey ?? each.id;
      fits.set(key, Math.max(fits.get(key) ?? 0, fitOf(each).fit));
    }
  }
  return [...fits]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, shown)
    .map(([key]) => key);
}
