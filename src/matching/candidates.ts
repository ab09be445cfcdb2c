import type { Db } from "../db/connect.ts";
import type { EngineName, WeightedQuery } from "../search/engine.ts";
import type { Finder } from "../search/finder.ts";
import { weighByRarity } from "../search/rarity.ts";
import { isScene, sceneName } from "../taxonomy/scenes.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Facts } from "./facts.ts";
import { type Counted, listFacts, mostTagged } from "./facts-store.ts";
import type { Need } from "./understand.ts";
import { emphasis, nearness } from "./weights.ts";

type Means = { lexicon: Lexicon; finder: Finder };
type Asked = { need: Need; text: string; now: Date; also: readonly string[] };
/** How well the words themselves meet: 0 to 1 by solution. */
type Closeness = { closeness: ReadonlyMap<string, number>; engine: EngineName };
export type Candidates = {
  facts: Facts[];
  closenessOf: (ids: readonly string[]) => Promise<Closeness>;
};

const fromText = 80;

/**
 * What may solve a need. Where something was understood the tags say what that is, and the words
 * only how near some of these come: to look for them in the whole catalogue would cost more with
 * every thousand that is written, and find hardly anything that may be shown.
 */
export async function findCandidates(db: Db, means: Means, asked: Asked): Promise<Candidates> {
  const { lexicon, finder } = means;
  const { need, text, now, also } = asked;
  const wanted = codesOf(lexicon, need);
  const queries = queriesFor(lexicon, need, text);
  const type = ["solution"];
  if (wanted.length > 0) {
    const [facts, weighed] = await Promise.all([
      listSolving(db, wanted, also, now),
      weighByRarity(db, queries),
    ]);
    return {
      facts,
      closenessOf: async (among) => {
        const options = { limit: among.length, now, among };
        return closenessIn(await finder.retrieve(weighed, { type }, options));
      },
    };
  }
  // An owner who only chose scenes is shown what there is in them.
  const scene = need.scenes.map(({ code }) => code);
  const filter = { type, ...(scene.length > 0 && { scene }) };
  const weighed = await weighByRarity(db, queries);
  const found = await finder.retrieve(weighed, filter, { limit: fromText, now });
  const ids = new Set([...found.candidates.map(({ id }) => id), ...also]);
  return {
    facts: await listFacts(db, [], [...ids], now),
    closenessOf: async () => await Promise.resolve(closenessIn(found)),
  };
}

/** What counts less than this beside what counts most is asked for only where that is met too rarely. */
const aside = 0.15;

/** The aside are ten times as many as the rest and cost as much: where there is enough, they decide nothing. */
async function listSolving(db: Db, wanted: readonly Counted[], also: readonly string[], now: Date) {
  const most = Math.max(...wanted.map(({ weight }) => weight));
  const main = wanted.filter(({ weight }) => weight >= most * aside);
  const found = await listFacts(db, main, also, now);
  return found.length < mostTagged && main.length < wanted.length
    ? await listFacts(db, wanted, also, now)
    : found;
}

function closenessIn({ candidates, engine }: Awaited<ReturnType<Finder["retrieve"]>>): Closeness {
  const best = candidates[0]?.score ?? 0;
  const closeness = new Map(candidates.map(({ id, score }) => [id, best > 0 ? score / best : 0]));
  return { closeness, engine };
}

const most = 200;

/** What is wanted and what solves some of it, with about what each will count in the ranking, and how many to look at. */
function codesOf(lexicon: Lexicon, need: Need): Counted[] {
  const counted = new Map<string, Omit<Counted, "code">>();
  for (const { code, weight } of need.capabilities)
    for (const [other, how] of lexicon.near.get(code) ?? []) {
      const before = counted.get(other) ?? { weight: 0, each: 0 };
      counted.set(other, {
        weight: Math.max(before.weight, weight ** emphasis * nearness[how]),
        each: Math.max(before.each, Math.round(most * nearness[how] ** 2)),
      });
    }
  return Array.from(counted, ([code, how]) => ({ code, ...how }));
}

const mostQueries = 12;

/** Short queries, for an engine reads only the first words of a long one: the owner's words and the vendors'. */
export function queriesFor(lexicon: Lexicon, need: Need, text: string): WeightedQuery[] {
  const top = need.capabilities[0]?.weight ?? 1;
  const queries = need.capabilities.slice(0, 5).flatMap(({ code, weight, spans }, i) => {
    const share = weight / top;
    const vendor = lexicon.capabilities.get(code)?.vendor ?? [];
    return [
      ...spans.slice(0, 1).map(({ phrase }) => ({ text: withoutGaps(phrase), weight: share })),
      ...vendor
        .slice(0, i === 0 ? 4 : 2)
        .map((phrase) => ({ text: withoutGaps(phrase), weight: share * 0.6 })),
    ];
  });
  if (queries.length > 0) return queries.slice(0, mostQueries);
  const scenes = need.scenes.map(({ code }) => (isScene(code) ? sceneName(code) : code));
  const words = scenes.length > 0 ? scenes : tellingIn(text.slice(need.start, need.start + 40));
  return words.slice(0, mostQueries).map((word) => ({ text: word, weight: 1 }));
}

/** One character alone (的) stands in everything and tells nothing. */
function tellingIn(words: string): string[] {
  return (words.match(/[\p{L}\p{N}]/gu) ?? []).length > 1 ? [words] : [];
}

function withoutGaps(phrase: string): string {
  return phrase.replaceAll("*", " ");
}
