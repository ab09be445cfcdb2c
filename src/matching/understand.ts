import { normalise } from "../search/normalise.ts";
import type { CategoryCode } from "../taxonomy/categories.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { type Clause, clausesOf, setAside } from "./clauses.ts";
import { type Constraints, findConstraints } from "./constraints.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { findPhrases, type PhraseHit } from "./phrases.ts";
import { findSoftly, nearestTopics } from "./soft.ts";

type Mark = {
  start: number;
  end: number;
  kind: "capability" | keyof Constraints;
  code: string;
};
/** A capability that the text asks for, with the words that say so. */
export type Wanted = {
  code: string;
  weight: number;
  spans: { start: number; end: number; phrase: string }[];
};
export type Need = {
  start: number;
  end: number;
  category: { code: CategoryCode; confidence: number };
  scenes: { code: string; confidence: number }[];
  capabilities: Wanted[];
  constraints: Constraints;
  marks: Mark[];
};

type Hit = PhraseHit<Sense>;

/** Reads what a person typed: one need, or several where the text itself counts them. */
export function understand(lexicon: Lexicon, original: string): Need[] {
  const normal = normalise(original);
  const clauses = clausesOf(normal.text);
  const { constraints, marks } = findConstraints(original, normal);
  const trades = findIndustries(normal.text);
  const exact = findPhrases(lexicon.needs, normal.text);
  const said = new Set(exact.map(({ what }) => `${what.code} ${what.phrase}`));
  const soft = clauses
    .flatMap((clause) => findSoftly(lexicon.soft, clause))
    .filter(({ what }) => !said.has(`${what.code} ${what.phrase}`));
  const found = [...exact, ...soft].map((hit) => {
    // What a firm is says less about what it wants.
    const isTrade = trades.some(({ start, end }) => hit.start >= start && hit.end <= end);
    return isTrade ? { ...hit, what: { ...hit.what, weight: hit.what.weight * 0.35 } } : hit;
  });
  const dead = setAside(clauses);
  const hits = liveHits(found, clauses, dead);
  return partsOf(clauses, hits, lexicon).map((part) => {
    const inPart = hits.filter(({ start }) => start >= part.start && start < part.end);
    const live = clauses.filter(
      (clause, i) => !dead[i] && clause.start >= part.start && clause.start < part.end,
    );
    const capabilities = withTopics(lexicon, wantedOf(inPart, clauses, normal), live, normal);
    const start = normal.starts[part.start] ?? 0;
    const end = normal.ends[part.end - 1] ?? original.length;
    return {
      start,
      end,
      category: categoryOf(lexicon, capabilities, normal.text),
      scenes: scenesOf(lexicon, capabilities),
      capabilities,
      constraints,
      marks: [
        ...capabilities.flatMap(({ code, spans }) =>
          spans.map((span) => ({
            start: span.start,
            end: span.end,
            kind: "capability" as const,
            code,
          })),
        ),
        ...marks,
      ].toSorted((a, b) => a.start - b.start || a.end - b.end),
    };
  });
}

/** Without what is set aside, and with less of short words inside longer ones of other senses. */
function liveHits(
  hits: readonly Hit[],
  clauses: readonly Clause[],
  dead: readonly boolean[],
): Hit[] {
  const alive = hits.filter((hit) => {
    const at = clauses.findIndex(({ start, end }) => hit.start >= start && hit.start < end);
    return at < 0 || !dead[at];
  });
  // What covers a hit begins no further before it than the longest reaches: all pairs would be too many.
  const byStart = Map.groupBy(alive, ({ start }) => start);
  const longest = alive.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  return alive.map((hit) => {
    const near = Array.from(
      { length: longest },
      (_, back) => byStart.get(hit.start - back) ?? [],
    ).flat();
    const covered = near.some(
      (other) =>
        other.end >= hit.end &&
        other.end - other.start > hit.end - hit.start &&
        other.what.code !== hit.what.code &&
        other.what.kind !== "weak",
    );
    return covered ? { ...hit, what: { ...hit.what, weight: hit.what.weight * 0.4 } } : hit;
  });
}

const asks =
  /想|求|找|有没有|能不能|可不可以|希望|需要|打算|最好|上个|上一|弄个|搞个|做个|整个|推荐|怎么|要/u;

function wantedOf(
  hits: readonly Hit[],
  clauses: readonly Clause[],
  normal: { starts: number[]; ends: number[] },
): Wanted[] {
  const byCode = new Map<string, Hit[]>();
  for (const hit of hits) {
    const list = byCode.get(hit.what.code);
    if (list) list.push(hit);
    else byCode.set(hit.what.code, [hit]);
  }
  const all = Array.from(byCode, ([code, own]) => {
    const kept = withoutOverlaps(own);
    const weights = kept.map((hit) => {
      const clause = clauses.find(({ start, end }) => hit.start >= start && hit.start < end);
      return hit.what.weight * (clause && asks.test(clause.text) ? 1.3 : 1);
    });
    const isOnlyWeak = kept.every(({ what }) => what.kind === "weak");
    const weight = diminishing(weights) * (isOnlyWeak && kept.length < 2 ? 0.6 : 1);
    const spans = kept.map(({ start, end, what }) => ({
      start: normal.starts[start] ?? 0,
      end: normal.ends[end - 1] ?? 0,
      phrase: what.phrase,
    }));
    return { code, weight, spans };
  }).toSorted((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1));
  return all;
}

/**
 * What the text is about as a whole weighs what single phrases say: a stray phrase counts less, and a
 * subject that no phrase names is still heard.
 */
function withTopics(
  lexicon: Lexicon,
  wanted: readonly Wanted[],
  live: readonly Clause[],
  normal: { starts: number[]; ends: number[] },
): Wanted[] {
  const nearest = nearestTopics(
    lexicon.soft,
    live.map(({ text }) => text),
  );
  const top = nearest[0]?.score ?? 0;
  if (top === 0) return [...wanted];
  const closeness = new Map(nearest.map(({ code, score }) => [code, score / top]));
  const weighed = wanted.map((one) => ({
    ...one,
    weight: one.weight * (0.6 + 0.8 * (closeness.get(one.code) ?? 0)),
  }));
  const named = new Set(wanted.map(({ code }) => code));
  const added = nearest
    .slice(0, 4)
    .filter(
      ({ code, score, heard }) =>
        !named.has(code) && score >= top * 0.6 && score > 8 && heard.length >= 2,
    )
    .map(({ code, score, heard }) => ({
      code,
      weight: (0.8 * score) / top,
      spans: spansOf(heard, live, normal),
    }));
  const all = [...weighed, ...added].toSorted(
    (a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1),
  );
  const most = all[0]?.weight ?? 0;
  return all.filter(({ weight }) => weight >= Math.max(0.2, most * 0.22)).slice(0, 8);
}

/** Where the pairs stand, those that touch as one. */
function spansOf(
  pairs: readonly string[],
  live: readonly Clause[],
  normal: { starts: number[]; ends: number[] },
): Wanted["spans"] {
  const spans: Wanted["spans"] = [];
  for (const { start, text } of live) {
    let open: { from: number; to: number } | undefined;
    for (let i = 0; i <= text.length; i++) {
      const isHeard = pairs.includes(text.slice(i, i + 2));
      if (isHeard)
        open = open && i <= open.to ? { ...open, to: i + 2 } : (open ?? { from: i, to: i + 2 });
      if (open && (!isHeard || i === text.length) && i >= open.to - 1) {
        spans.push({
          start: normal.starts[start + open.from] ?? 0,
          end: normal.ends[start + open.to - 1] ?? 0,
          phrase: text.slice(open.from, open.to),
        });
        open = undefined;
      }
    }
  }
  return spans.slice(0, 6);
}

/** Of hits that overlap the heaviest stays; the same phrase twice counts once. */
function withoutOverlaps(hits: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  const said = new Set<string>();
  for (const hit of hits.toSorted((a, b) => b.what.weight - a.what.weight || a.start - b.start)) {
    if (said.has(hit.what.phrase)) continue;
    if (kept.some(({ start, end }) => hit.start < end && start < hit.end)) continue;
    said.add(hit.what.phrase);
    kept.push(hit);
  }
  return kept;
}

/** The first word counts whole, the next ones less and less. */
function diminishing(weights: readonly number[]): number {
  return weights.toSorted((a, b) => b - a).reduce((sum, weight, i) => sum + weight * 0.65 ** i, 0);
}

function scenesOf({ capabilities }: Lexicon, wanted: readonly Wanted[]) {
  const weights = new Map<string, number>();
  for (const { code, weight } of wanted)
    for (const [i, scene] of (capabilities.get(code)?.scenes ?? []).entries())
      weights.set(scene, (weights.get(scene) ?? 0) + weight * (i === 0 ? 1 : 0.3));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return Array.from(weights, ([code, weight]) => ({ code, confidence: round(weight / total) }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1))
    .filter(({ confidence }, i) => i === 0 || confidence >= 0.15)
    .slice(0, 4);
}

const shock =
  /疫情|封控|隔离|封(?:了|城|路|两|三|一)|停工|停产|停业|复工|复产|居家|在家(?:干|办公|接|上班)|被锁|勒索|比特币|中毒|瘫痪|水淹|火灾|台风|地震|整改/u;

function categoryOf({ capabilities }: Lexicon, wanted: readonly Wanted[], text: string) {
  const votes: Record<CategoryCode, number> = {
    restore: 0,
    cultivate: 0,
    connect: 0,
    upgrade: 0.05,
  };
  let all = 0;
  let restorable = 0;
  for (const { code, weight } of wanted) {
    const capability = capabilities.get(code);
    if (!capability) continue;
    votes[capability.category] += weight;
    for (const also of capability.alsoCategories ?? []) votes[also] += weight * 0.3;
    const may = [capability.category, ...(capability.alsoCategories ?? [])];
    all += weight;
    if (may.includes("restore")) restorable += weight;
  }
  // Whoever was hit by a shock wants to be back at work first, if that is what the thing can do.
  if (shock.test(text) && restorable > 0) votes.restore += restorable + 0.6 * all;
  const codes: CategoryCode[] = ["restore", "cultivate", "connect", "upgrade"];
  const code = codes.reduce((best, each) => (votes[each] > votes[best] ? each : best), "upgrade");
  const total = codes.reduce((sum, each) => sum + votes[each], 0);
  return { code, confidence: round(votes[code] / total) };
}

const counts =
  /^(?:一个|另一个|另外一个|还有一个|一是|二是|三是|第一|第二|第三|其一|其二|另外|还有|再就是|1\.|2\.|3\.|①|②|③)/u;

/** Stretches of the text that the text itself counts as separate needs; else all of it. */
function partsOf(
  clauses: readonly Clause[],
  hits: readonly Hit[],
  lexicon: Lexicon,
): { start: number; end: number }[] {
  const whole = { start: 0, end: clauses.at(-1)?.end ?? 0 };
  const cuts = clauses.filter(({ text }) => counts.test(text)).map(({ start }) => start);
  if (cuts.length === 0) return [whole];
  const parts = [0, ...cuts].map((start, i, all) => ({ start, end: all[i + 1] ?? whole.end }));
  const topScene = (part: { start: number; end: number }) => {
    const inPart = hits.filter(
      ({ start, what }) => start >= part.start && start < part.end && what.kind !== "weak",
    );
    const best = inPart.toSorted((a, b) => b.what.weight - a.what.weight)[0];
    return best && lexicon.capabilities.get(best.what.code)?.scenes[0];
  };
  const merged: { start: number; end: number; scene: string | undefined }[] = [];
  for (const part of parts) {
    const scene = topScene(part);
    const last = merged.at(-1);
    // A part that asks for nothing of its own, or for more of the same, belongs to the one before.
    if (last && (scene === undefined || last.scene === undefined || scene === last.scene)) {
      last.end = part.end;
      last.scene ??= scene;
    } else merged.push({ ...part, scene });
  }
  return merged.length > 1 ? merged.slice(0, 4) : [whole];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
