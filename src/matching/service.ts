import { collectSlowly } from "../collect.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import type { EngineName } from "../search/engine.ts";
import type { Finder } from "../search/finder.ts";
import { holdState, readState } from "../lexicon/state-store.ts";
import { isScene, sceneName } from "../taxonomy/scenes.ts";
import { chinaDay } from "../time.ts";
import { answerTo, worthShowing } from "./answers.ts";
import { blockDetail } from "./blocks.ts";
import { findCandidates } from "./candidates.ts";
import { correct } from "./correct.ts";
import { correctTags, type TagCorrection } from "./corrected-tags.ts";
import { dueDay } from "./due.ts";
import { detailOf, nameOf, reasonFor } from "./explain.ts";
import type { Lexicon } from "./lexicon.ts";
import { contendersOf, rank, type Ranked, spread, withText } from "./rank.ts";
import { scaleOf } from "./scale.ts";
import type { Answer, MatchesView, MatchInput, MatchView, NeedView } from "./schema.ts";
import { insertMatchResult, markOutdated, putProfiles, takeUnread } from "./store.ts";
import { tagsOf, type Written } from "./tags.ts";
import { tradesOf } from "./trades.ts";
import { type Need, understand } from "./understand.ts";
import { plainlyIn } from "./wanted.ts";
import { leastFit, leastScore, weightsVersion } from "./weights.ts";

/** The lexicon, and which published version it is. */
export type Reading = { lexicon: Lexicon; number: number };
/** `unread`: solutions wait to be read. */
export type Matcher = Reading & { finder: Finder; unread: boolean };

const unmet: ReadonlySet<Answer["code"]> = new Set(["nothing_fits", "outside", "not_understood"]);

/** So many solutions an asker waits for at the most: each may be long, and take a tenth of a second. */
export const readMeanwhile = 20;

type Asker = {
  now: Date;
  userId: string | null;
  /** Runs while what was found is being remembered, and is waited for. */
  hear?: (found: Pick<MatchesView, "needs" | "unmet">) => Promise<void>;
};

/** Reads a need, finds what may solve it, ranks, explains, and remembers what it showed. */
export async function matchNeed(
  db: Db,
  matcher: Matcher,
  { text, needs: corrected, limit }: MatchInput,
  { now, userId, hear }: Asker,
): Promise<MatchesView> {
  const began = performance.now();
  const { lexicon } = matcher;
  // What was written a moment ago takes part; a whole catalogue is left to the job.
  if (matcher.unread) await readUnread(db, matcher, { limit: readMeanwhile });
  const needs = correct(lexicon, understand(lexicon, text), corrected);
  const found = await Promise.all(
    needs.map((need) => rankFor(db, matcher, { need, text, now, shown: limit })),
  );
  const lists = found.map(({ ranked }, i) => {
    const { clarity, capabilities } = needs[i]!;
    const isOpen = capabilities.length === 0 && clarity !== "outside";
    return ranked.filter(({ score, fit }) => score >= leastScore && (fit > 0 || isOpen));
  });
  const engine: EngineName = found[0]?.engine ?? "postgresql";
  const free = lists.map((list) => list.filter(({ blocked }) => !blocked));
  const answers = needs.map((need, i) => ({ need: i, ...answerTo(lexicon, need, lists[i]!) }));
  const shown = free.map((list, i) => worthShowing(answers[i]!.code, list));
  const views = needs.map((need) => viewNeed(lexicon, need, now));
  const result = {
    matches: merge(shown, limit).map(({ ranked, need }, i) =>
      viewMatch({ lexicon, original: text, need: needs[need]!, ranked }, need, i + 1),
    ),
    blocked: lists.flatMap((list, i) => blockedOf(text, needs[i]!, list, i)),
    answers,
    unmet: answers
      .filter(({ code }) => unmet.has(code))
      .map(({ need, code, detail }) => ({ need, code, detail })),
  };
  const version = { weightsVersion, lexiconVersion: lexicon.version };
  const remembered = { userId, text, needs: views, result, engine, ...version };
  const [id] = await Promise.all([
    insertMatchResult(db, remembered),
    hear?.({ needs: views, unmet: result.unmet }),
  ]);
  const tookMs = Math.round((performance.now() - began) * 10) / 10;
  return { id, needs: views, ...result, engine, ...version, tookMs };
}

type Ranking = {
  need: Need;
  text: string;
  now: Date;
  /** Judged whether they are found or not. */
  also?: readonly string[];
  /** So many will be looked at: words are weighed only of what may come so far. */
  shown?: number;
};

/** What may solve the need, ranked, however little. */
export async function rankFor(
  db: Db,
  matcher: Matcher,
  { need, text, now, also = [], shown = Number.POSITIVE_INFINITY }: Ranking,
): Promise<{ ranked: Ranked[]; engine: EngineName }> {
  const { facts, closenessOf } = await findCandidates(db, matcher, { need, text, now, also });
  const ranked = rank(matcher.lexicon, need, facts, text);
  const contenders = contendersOf(ranked, shown);
  const { closeness, engine } = await closenessOf(contenders.map((each) => each.facts.id));
  return { ranked: withText(ranked, closeness), engine };
}

/** One list over all needs, each solution with the need that it meets best. */
function merge(
  lists: readonly (readonly Ranked[])[],
  limit: number,
): { ranked: Ranked; need: number }[] {
  const seen = new Map<string, { ranked: Ranked; need: number }>();
  for (const [need, list] of lists.entries())
    for (const ranked of list) {
      const before = seen.get(ranked.facts.id);
      if (!before || before.ranked.score < ranked.score)
        seen.set(ranked.facts.id, { ranked, need });
    }
  const all = [...seen.values()].toSorted((a, b) => b.ranked.score - a.ranked.score);
  return spread(all, ({ ranked }) => ranked).slice(0, limit);
}

export function viewNeed(lexicon: Lexicon, need: Need, now: Date): NeedView {
  const plain = plainlyIn(need.capabilities);
  return {
    start: need.start,
    end: need.end,
    clarity: need.clarity,
    category: need.category,
    scenes: need.scenes.map(({ code, confidence }) => ({
      code,
      name: isScene(code) ? sceneName(code) : code,
      confidence,
    })),
    capabilities: need.capabilities.map((wanted) => ({
      code: wanted.code,
      name: nameOf(lexicon, wanted.code),
      isPlain: plain.includes(wanted),
      spans: wanted.spans.map(({ start, end }) => ({ start, end })),
    })),
    constraints: dated(need.constraints, now),
    marks: need.marks,
  };
}

function dated(constraints: Need["constraints"], now: Date): NeedView["constraints"] {
  const { deadline, wantedBy } = constraints;
  const due = wantedBy ?? (deadline && dueDay(deadline, chinaDay(now)));
  return due ? { ...constraints, wantedBy: due } : constraints;
}

type Case = { lexicon: Lexicon; original: string; need: Need; ranked: Ranked };

function viewMatch(given: Case, need: number, place: number): MatchView {
  const { facts, score, parts } = given.ranked;
  return {
    rank: place,
    need,
    score,
    reason: reasonFor(given),
    parts: parts.map((part) => ({
      factor: part.factor,
      points: part.points,
      detail: detailOf(given, part),
    })),
    solution: {
      id: facts.id,
      name: facts.name,
      externalKey: facts.externalKey,
      summary: facts.summary,
      oneOffFen: facts.oneOffFen,
      yearlyFen: facts.yearlyFen,
    },
    provider: {
      id: facts.providerId,
      name: facts.providerName,
      status: facts.providerStatus,
      regionCode: facts.regionCode,
      listedAt: facts.listedAt,
      verifiedCases: facts.verifiedCases,
    },
  };
}

function blockedOf(original: string, need: Need, list: readonly Ranked[], i: number) {
  return list
    .filter(({ blocked, fit }) => blocked && fit >= leastFit)
    .slice(0, 10)
    .map((ranked) => ({
      need: i,
      solution: {
        id: ranked.facts.id,
        name: ranked.facts.name,
        externalKey: ranked.facts.externalKey,
      },
      provider: { id: ranked.facts.providerId, name: ranked.facts.providerName },
      reason: {
        code: ranked.blocked!,
        detail: blockDetail(ranked.blocked!, { original, need, ranked }),
      },
    }));
}

/** Reads what was written since, or one solution if it is among that; says how many, so that the caller can go on. */
export async function readUnread(
  db: Db,
  { lexicon, number }: Reading,
  which: { limit: number; id?: string },
): Promise<number> {
  return await inTransaction(db, async (trx) => {
    // Another version came into force meanwhile: who reads with that one reads all of it.
    if ((await holdState(trx)) !== number) return 0;
    const unread = await takeUnread(trx, which);
    const profiles = await collectSlowly(unread, ({ id, corrections, ...written }) => ({
      solutionId: id,
      ...profileOf(lexicon, written, corrections),
    }));
    await putProfiles(trx, profiles);
    return unread.length;
  });
}

/** Some seconds at the most: until a batch is through nobody publishes another lexicon. */
const atOnce = 100;

/** All of it, in batches, also what another lexicon has read; false if that one is in force no longer. */
export async function readAll(db: Db, reading: Reading): Promise<boolean> {
  await markOutdated(db, reading.lexicon.version);
  while ((await readUnread(db, reading, { limit: atOnce })) > 0);
  return (await readState(db)).published === reading.number;
}

function profileOf(lexicon: Lexicon, written: Written, corrections: readonly TagCorrection[]) {
  const { name, summary, description, pains, benefits, scenarios } = written;
  const head = `${name}\n${summary}`;
  const body = [description, ...pains, ...benefits, ...scenarios];
  return {
    lexiconVersion: lexicon.version,
    tags: correctTags(lexicon, tagsOf(lexicon, written), corrections),
    scale: scaleOf(head, body.join("\n")),
    trades: tradesOf(head),
  };
}
