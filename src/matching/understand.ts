import { type Normalised, normalise } from "../search/normalise.ts";
import type { CategoryCode } from "../taxonomy/categories.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { findPlaces } from "../taxonomy/find-places.ts";
import { fitting } from "./besides.ts";
import { findBudget, findWholeThrift } from "./budget.ts";
import { categoryOf, scenesOf } from "./category.ts";
import { type Clause, clausesOf, setAside } from "./clauses.ts";
import { type Constraints, findConstraints } from "./constraints.ts";
import { markFillers } from "./fillers.ts";
import type { Stretch } from "./hear.ts";
import type { Lexicon } from "./lexicon.ts";
import { partsOf } from "./parts.ts";
import { refusedKnown } from "./refusals.ts";
import { type Heard, plainlyIn, subjectOf, wantedOf } from "./wanted.ts";
import { findWays } from "./ways.ts";
import type { Span } from "./words.ts";

type Mark = {
  start: number;
  end: number;
  kind: "capability" | keyof Constraints;
  code: string;
};
export type Need = Heard & {
  start: number;
  end: number;
  category: { code: CategoryCode; confidence: number };
  scenes: { code: string; confidence: number }[];
  constraints: Constraints;
  marks: Mark[];
};

/**
 * Reads what a person typed: one need, or several where the text itself counts them. A word that says
 * nothing but may be a slip of one is taken for it, and asked about: 打咔.
 */
export function understand(lexicon: Lexicon, original: string): Need[] {
  const normal = normalise(original);
  const needs = read(lexicon, original, normal);
  if (needs.some(({ clarity }) => clarity !== "nothing")) return needs;
  const slip = lexicon.slipOf(normal.text);
  if (!slip) return needs;
  return read(lexicon, original, { ...normal, text: slip.term.toLowerCase() }).map((need) =>
    need.clarity === "clear" ? { ...need, clarity: "faint" } : need,
  );
}

function read(lexicon: Lexicon, original: string, normal: Normalised): Need[] {
  const clauses = clausesOf(normal.text);
  const stretches = stretchesOf(lexicon, clauses, normal.text);
  const listed = listedIn(original, normal, stretches);
  const whole = { length: normal.text.length, listed };
  const parts = joined(
    partsOf(lexicon, stretches, whole).map((part) => {
      const own = stretches.filter(({ start }) => start >= part.start && start < part.end);
      return { part, own, heard: wantedOf(lexicon, own, normal) };
    }),
    (own) => wantedOf(lexicon, own, normal),
  );
  const foreign = parts.filter(({ heard }) => parts.length > 1 && heard.outside !== undefined);
  const { constraints, marks } = findConstraints(
    original,
    normal,
    foreign.map(({ part }) => part),
  );
  return parts.map(({ part, heard }) => {
    const capabilities = fitting(lexicon, heard.capabilities, constraints.industryCode);
    return {
      ...heard,
      capabilities,
      start: normal.starts[part.start] ?? 0,
      end: normal.ends[part.end - 1] ?? original.length,
      category: categoryOf(lexicon, capabilities, normal.text),
      scenes: scenesOf(lexicon, capabilities),
      constraints,
      marks: [
        ...plainlyIn(capabilities).flatMap(({ code, spans }) =>
          spans.map(({ start, end }) => ({ start, end, kind: "capability" as const, code })),
        ),
        ...marks,
      ].toSorted((a, b) => a.start - b.start || a.end - b.end),
    };
  });
}

type Read = { part: Span; own: readonly Stretch[]; heard: Heard };

/** What is asked for again, after something else, is the same need with more words. */
function joined(parts: readonly Read[], hearAll: (own: readonly Stretch[]) => Heard): Read[] {
  const kept: Read[] = [];
  for (const next of parts) {
    const code = next.heard.capabilities[0]?.code;
    const at = kept.findIndex(({ heard }) => heard.capabilities[0]?.code === code);
    const same = code === undefined ? undefined : kept[at];
    if (!same) kept.push(next);
    else {
      const own = [...same.own, ...next.own];
      kept[at] = { part: same.part, own, heard: hearAll(own) };
    }
  }
  return kept;
}

/** Ends more than a sentence does: who writes a list sets its items apart so. */
const endsItem = /[;；\n]/u;

/** Where an item of a list begins; a line's end is no more than a space when it is normal. */
function listedIn(
  original: string,
  { starts, ends }: Normalised,
  stretches: readonly Stretch[],
): ReadonlySet<number> {
  const begins = stretches.filter(({ start }, i) => {
    const before = stretches[i - 1];
    const end = before ? ends[before.start + before.text.length - 1] : undefined;
    return end !== undefined && endsItem.test(original.slice(end, starts[start]));
  });
  return new Set(begins.map(({ start }) => start));
}

const asks =
  /想|求|找|有没有|能不能|可不可以|希望|需要|打算|最好|上个|上一|弄个|搞个|做个|整个|推荐|怎么|要/u;
/** What is asked for counts more than what is told, and what a firm is less than what it lacks. */
const asked = 1.2;
const trade = 0.35;
/** Who asks for a private cloud beside something else may want it for itself. */
const privately = 0.35;
/** That one wants a means says nothing of what for: 弄个便宜点的软件. */
const means = 0.2;
const leastBeside = 3;
const wantsMeans =
  /(?:上|买|弄|搞|找|做|装|整|要|来)(?:一?[个套款种]|点)?(?:便宜|好用|实用|简单|实惠|合适|靠谱)?(?:一?点儿?|些)?的?(?:软件|系统)(?=$|[^\p{Script=Han}a-z]|管|来管|把|解决|就[行好]|行不行|有没有|多少钱|[一二两三四五六七八九十\d]|贵不贵)/gu;

/**
 * The clauses that the text does not take back, each knowing how much a word in it counts. Where a
 * thing is to run is no need of its own beside another (想上ERP，不想自己搭服务器); by itself, or beside
 * what is about servers as well (服务器老坏，不想再养了), it is.
 */
function stretchesOf(lexicon: Lexicon, clauses: readonly Clause[], text: string): Stretch[] {
  const dead = setAside(clauses);
  const refused = clauses.map((clause) => refusedKnown(lexicon, clause));
  const alive = clauses.filter((_, i) => !dead[i] && refused[i]?.length === 0);
  const worth = lessened(worthOf(text), refused.flat().flatMap(placesIn(text)), 0);
  const ways = findWays(clauses).filter(({ tellsMore }) => !tellsMore);
  if (ways.length === 0) return weighed(alive, worth);
  const beside = subjectOf(lexicon, weighed(alive, lessened(worth, ways, 0)));
  if (!beside?.isOurs || !beside.isHeard || beside.code === "cloud") return weighed(alive, worth);
  const [own, others] = [true, false].map((isOwn) =>
    ways.filter(({ code }) => (code === "private_cloud") === isOwn),
  );
  return weighed(alive, lessened(lessened(worth, own ?? [], privately), others ?? [], 0));
}

function weighed(clauses: readonly Clause[], worth: Float32Array): Stretch[] {
  return clauses.map(({ start: from, text: words }) => {
    const weight = asks.test(words) ? asked : 1;
    return {
      start: from,
      text: words,
      weightAt: (start, end) => {
        let least = 1;
        for (let at = start; at < end; at++) least = Math.min(least, worth[at] ?? 1);
        return weight * least;
      },
    };
  });
}

type Place = { start: number; end: number };

/** Who refuses a thing has not asked for it where he named it before. */
function placesIn(text: string) {
  return (name: string): Place[] => {
    const found: Place[] = [];
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1))
      found.push({ start, end: start + name.length });
    return found;
  };
}

function lessened(worth: Float32Array, places: readonly Place[], most: number): Float32Array {
  const less = Float32Array.from(worth);
  for (const { start, end } of places)
    for (let at = start; at < end; at++) less[at] = Math.min(less[at] ?? 1, most);
  return less;
}

/** By unit: a place, a price or a filler tells nothing, and a pair that cuts into one (西安|装修) neither. */
function worthOf(text: string): Float32Array {
  const worth = new Float32Array(text.length).fill(1);
  for (const { start, end } of findIndustries(text))
    worth.fill(
      trade,
      isChain(text, start - chain.length) ? start - chain.length : start,
      isChain(text, end) ? end + chain.length : end,
    );
  for (const { index, 0: said } of text.matchAll(ofWhomAndWhere))
    worth.fill(trade, index, index + said.length);
  for (const { start, end } of findPlaces(text)) worth.fill(0, start, end);
  for (const { start, end } of statedIn(text)) worth.fill(0, start, end);
  for (const { start, end } of meansIn(text)) worth.fill(means, start, end);
  const fillers = markFillers(text);
  for (let at = 0; at < text.length; at++)
    if (fillers[at] === 1) worth[at] = Math.min(worth[at] ?? 1, 0.75);
  return worth;
}

/** How an official form says for whom a thing is to be, and what it has to run on. */
const ofWhomAndWhere =
  /(?:适合|适用于|面向|作为|属于?)?(?:中小微?|小微|中小型)企业|(?:支持|适配|兼容|满足|符合)(?:国产化|信创)(?:软硬件|环境|适配|要求|终端)*/gu;

/** Of a trade it is no more than the trade: 连锁药房, 餐饮连锁. */
const chain = "连锁";

function isChain(text: string, at: number): boolean {
  return at >= 0 && text.startsWith(chain, at);
}

/** Where hardly more is said, it is all there is to hear. */
function meansIn(text: string): Place[] {
  const found = [...text.matchAll(wantsMeans)];
  const said = text.replaceAll(wantsMeans, "").match(/\p{L}/gu)?.length ?? 0;
  return said < leastBeside
    ? []
    : found.map(({ index, 0: words }) => ({ start: index, end: index + words.length }));
}

/** Who says what he can pay asks for no software about budgets: 预算五万, 三百万预算. */
function statedIn(text: string): { start: number; end: number }[] {
  const clauses = clausesOf(text);
  const budget = findBudget(clauses);
  const lead =
    budget &&
    /(?:预算|经费|(?:别|不要?|不能)超过?|控制在|最多|顶多)[^,，。]{0,6}$/u.exec(
      text.slice(0, budget.start),
    );
  const trail =
    budget && /^(?:左右|上下|以内)?的?预算(?!员|编|表|系统)/u.exec(text.slice(budget.end));
  return [
    budget && { start: lead?.index ?? budget.start, end: budget.end + (trail?.[0].length ?? 0) },
    findWholeThrift(text),
  ].filter((one) => one !== undefined);
}
