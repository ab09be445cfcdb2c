import { normalise } from "../search/normalise.ts";
import type { CategoryCode } from "../taxonomy/categories.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { type Constraints, findConstraints } from "./constraints.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { findPhrases, type PhraseHit } from "./phrases.ts";
import { findSoftly } from "./soft.ts";

export type Mark = {
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
type Clause = { start: number; end: number; text: string };

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
  const hits = liveHits(found, clauses);
  return partsOf(clauses, hits, lexicon).map((part) => {
    const inPart = hits.filter(({ start }) => start >= part.start && start < part.end);
    const capabilities = wantedOf(inPart, clauses, normal);
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

// A space between Chinese characters is how many people write a comma.
const separator = /[,.;:!?、，。；：！？\n…~]+|(?<=\p{Script=Han}|\d)\s+(?=\p{Script=Han}|\d)/gu;

function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const push = (end: number) => {
    if (end > start) clauses.push({ start, end, text: text.slice(start, end) });
  };
  for (const match of text.matchAll(separator)) {
    // 3.5 and 8:30 are one.
    if (
      /^[.:,]$/.test(match[0]) &&
      /\d/.test(text[match.index - 1] ?? "") &&
      /\d/.test(text[match.index + 1] ?? "")
    )
      continue;
    push(match.index);
    start = match.index + match[0].length;
  }
  push(text.length);
  return clauses;
}

const notMine =
  /不归我|不用管|不关我|不归咱|归别人管|不考虑|先不(?:管|弄|做|上|搞)|以后再(?:说|弄|上)|暂时不|别(?:跟|给)?我?(?:们|俺)?(?:推|提|讲|扯)|用不着|不需要|不想要|搞不了|玩不转|不是要|已经有了|不缺/u;
const pointsBack = /^(?:这个|那个|这块|那块|这事|这些|那些|这方面|那方面|这|那)/u;

/** Without what the text itself sets aside, and without short words inside longer ones of other senses. */
function liveHits(hits: readonly Hit[], clauses: readonly Clause[]): Hit[] {
  const dead = clauses.map((clause, i) => {
    const next = clauses[i + 1];
    const setAside =
      next !== undefined &&
      pointsBack.test(next.text) &&
      notMine.test(next.text) &&
      next.text.length <= 14;
    return notMine.test(clause.text) || setAside;
  });
  const alive = hits.filter((hit) => {
    const at = clauses.findIndex(({ start, end }) => hit.start >= start && hit.start < end);
    return at < 0 || !dead[at];
  });
  return alive.map((hit) => {
    const covered = alive.some(
      (other) =>
        other.start <= hit.start &&
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
  const top = all[0]?.weight ?? 0;
  return all.filter(({ weight }) => weight >= Math.max(0.2, top * 0.22)).slice(0, 8);
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
  const inShock = shock.test(text);
  for (const { code, weight } of wanted) {
    const capability = capabilities.get(code);
    if (!capability) continue;
    votes[capability.category] += weight;
    for (const also of capability.alsoCategories ?? []) votes[also] += weight * 0.3;
    const mayRestore = [capability.category, ...(capability.alsoCategories ?? [])].includes(
      "restore",
    );
    if (inShock && mayRestore) votes.restore += weight;
  }
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
