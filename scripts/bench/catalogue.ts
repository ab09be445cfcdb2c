import { categories } from "../../src/taxonomy/categories.ts";
import { industryDivisions } from "../../src/taxonomy/industries.ts";
import { childrenOf, wholeCountry } from "../../src/taxonomy/regions.ts";
import { scenes } from "../../src/taxonomy/scenes.ts";
import { idAt } from "./ids.ts";
import { drawn, pick, type Random, seeded, some } from "./random.ts";
import type { Shape } from "./shape.ts";
import { compose, makeVocabulary, type Vocabulary } from "./vocabulary.ts";

const strange = Array.from("鲸鹮鸢蟾魟鲳鹈鹕鸬鹚鳎鼹貉獾狍麂");
const strangeWords = (step: number) =>
  strange.map((char, i) => `${char}${strange[(i + step) % strange.length]}`);
/** Each stands in ten solutions whatever the size, and no phrase of ours holds its pair. */
export const rareWords: readonly string[] = strangeWords(5);
/** The same with three hundred, as far as there are so many solutions. */
export const someWords: readonly string[] = strangeWords(3);

export type Made = {
  provider: ReturnType<typeof makeProvider>;
  solutions: ReturnType<typeof makeSolution>[];
};
export type Catalogue = {
  providers: () => Generator<Made>;
  /** Phrases that stand in at least that share of the solutions; filled while the providers are made. */
  phrasesIn: (least: number, most: number) => string[];
};

/** So many solutions, and providers for them, as like the real ones as numbers can tell. */
export function makeCatalogue(size: number, shape: Shape): Catalogue {
  const random = seeded(20261123);
  const vocabulary = makeVocabulary(random, shape);
  const holders = new Map<number, number>();
  const made = { solutions: 0 };
  function* providers(): Generator<Made> {
    for (let at = 0; made.solutions < size; at++) {
      const provider = makeProvider(random, vocabulary, at);
      // Few have very many, as in life; the mean is what it is there.
      const many = Math.max(1, Math.round(-Math.log(1 - random()) * shape.solutionsPerProvider));
      const solutions = Array.from({ length: Math.min(many, size - made.solutions) }, () => {
        const used = new Set<number>();
        const solution = makeSolution(
          { random, vocabulary, shape, used },
          provider,
          made.solutions,
          size,
        );
        for (const rank of used) holders.set(rank, (holders.get(rank) ?? 0) + 1);
        made.solutions++;
        return solution;
      });
      yield { provider, solutions };
    }
  }
  return {
    providers,
    phrasesIn: (least, most) =>
      vocabulary.phrases.filter((_, rank) => {
        const share = (holders.get(rank) ?? 0) / size;
        return share >= least && share <= most;
      }),
  };
}

/** Which of the words stands in that solution, so that each stands in as many. */
function wordFor(words: readonly string[], hits: number, at: number, size: number): string {
  const period = Math.max(words.length, Math.floor(size / hits));
  const word = at < period * hits ? words[at % period] : undefined;
  return word ? `${word}模块，` : "";
}

const places = childrenOf(wholeCountry).map(({ code }) => code);
export const firstSyllables: readonly string[] =
  "云 智 数 华 中 海 信 科 天 博 恒 远 宏 安 达 新 联 创 广 明 瑞 鼎".split(" ");
const firmTails = ["科技", "软件", "信息", "数智", "网络", "云服", "数据"];

function makeProvider(random: Random, { phrases }: Vocabulary, at: number) {
  const brand = `${some(random, firstSyllables, 2).join("")}${pick(random, firmTails)}`;
  const listed = random() < 0.5;
  return {
    id: idAt("provider", at),
    external_key: `bench-p${at}`,
    status: listed ? "listed" : "imported",
    name: `${brand}${at % 997}`,
    region_code: pick(random, places),
    service_regions: random() < 0.4 ? [wholeCountry] : some(random, places, 3),
    intro: some(random, phrases.slice(0, 400), 8).join("，"),
    listed_at: listed ? "2026-09-01T00:00:00Z" : null,
    batch_no: listed ? "2026-01" : null,
  };
}

type Means = { random: Random; vocabulary: Vocabulary; shape: Shape; used: Set<number> };
const common = ["系统", "平台", "软件", "云", "管理系统", "解决方案", "助手", "服务"];
const sizes = ["micro", "small", "medium", "large"];

function makeSolution(
  means: Means,
  provider: { id: string; name: string },
  at: number,
  size: number,
) {
  const { random, vocabulary, shape, used } = means;
  const topic = some(random, vocabulary.topics, 2).flat();
  const write = (lengths: readonly number[]) =>
    compose(random, vocabulary, drawn(random, lengths), { used, topic });
  const list = ({ count, each }: Shape["lists"]["pains"]) =>
    Array.from({ length: drawn(random, count) }, () => write(each));
  const planted = wordFor(rareWords, 10, at, size) + wordFor(someWords, 300, at, size);
  const [first = "production", ...more] = some(random, scenes, 1 + Math.floor(random() * 3)).map(
    ({ code }) => code,
  );
  return {
    id: idAt("solution", at),
    external_key: `bench-s${at}`,
    provider_id: provider.id,
    status: "published",
    published_at: "2026-09-01T00:00:00Z",
    name: `${provider.name.slice(0, 2)}${write(shape.name).replaceAll(/[，、；。]/gu, "")}${pick(random, common)}`,
    category: pick(random, categories).code,
    secondary_categories: [],
    scenes: [first, ...more],
    industries: random() < 0.3 ? some(random, industryDivisions, 2).map(({ code }) => code) : [],
    sizes: random() < 0.3 ? some(random, sizes, 2) : [],
    service_regions: [],
    summary: write(shape.summary),
    description: planted + write(shape.description),
    pains: list(shape.lists.pains),
    benefits: list(shape.lists.benefits),
    scenarios: list(shape.lists.scenarios),
    deployment: ["saas"],
    one_off_fen: random() < 0.2 ? Math.floor(random() * 500) * 100_000 : null,
    yearly_fen: random() < 0.3 ? Math.floor(random() * 100) * 100_000 : null,
  };
}
