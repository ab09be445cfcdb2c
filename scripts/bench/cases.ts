import { categories } from "../../src/taxonomy/categories.ts";
import { childrenOf, wholeCountry } from "../../src/taxonomy/regions.ts";
import { scenes } from "../../src/taxonomy/scenes.ts";
import { firstSyllables, rareWords, someWords } from "./catalogue.ts";
import { idAt } from "./ids.ts";
import { needIn } from "./needs.ts";
import { pastAsks, pastCaseNames } from "./past-cases.ts";
import type { Chance, People } from "./people.ts";
import type { Prepared } from "./prepare.ts";
import { pick, type Random, seeded, some } from "./random.ts";

export type Ask = {
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: object;
};
export type Case = {
  name: string;
  asks: Ask[];
  /** The status of a good answer. */
  status: number;
  /** How many at once, unless told otherwise. */
  concurrency: readonly number[];
  /** What differs between one ask and the next, where each can be done only once. */
  fills?: Record<string, string>[];
};

/** Fewer for a catalogue so small that a test makes it. */
const variantsOf = (size: number) => Math.min(200, Math.max(20, Math.floor(size / 10)));

/** What stands in the statements of one proposal and not in those of another. */
function fillOf({ requestId, providerId, organisationId, userId, tokenHash }: Chance) {
  return { requestId, providerId, organisationId, userId, tokenHash };
}

export const caseNames = [
  "list-solutions",
  "detail-solution",
  "search-rare",
  "search-some",
  "search-common",
  "search-faceted",
  "search-choices",
  "suggest",
  "match",
  "desk",
  "propose",
  ...pastCaseNames,
] as const;
export type CaseName = (typeof caseNames)[number];

/** Asked of our server on each engine, and of Meilisearch itself. */
export function onBothEngines(name: string): boolean {
  return name.startsWith("search-") || name === "suggest" || name === "match";
}

const concurrencyOf: Partial<Record<CaseName, readonly number[]>> = {
  match: [1, 8],
  suggest: [1, 8],
  "search-faceted": [8],
  "search-choices": [8],
  // Of officials there are few.
  exposure: [4],
  unmet: [4],
  audit: [4],
};

/** What is asked in each case: many different things, the same at every size where that is the point. */
export function makeCases(size: number, prepared: Prepared): Case[] {
  const { people, past } = prepared;
  const random = seeded(7);
  const common = prepared.common.filter((phrase) => phrase.length < 5);
  const place = () => Math.floor(random() * size);
  // Rare, less rare and common words in equal parts.
  const faceted = () =>
    get("/search", {
      q: pick(random, pick(random, [rareWords, someWords, common])),
      category: pick(random, categories).code,
      region: pick(random, childrenOf(wholeCountry)).code,
    });
  const asks: Record<CaseName, () => Ask> = {
    "list-solutions": () =>
      get("/solutions", {
        after: idAt("solution", Math.floor(place() / 2)),
        ...(random() < 0.5 && { scene: pick(random, scenes).code }),
      }),
    "detail-solution": () => get(`/solutions/${idAt("solution", place())}`),
    "search-rare": () => get("/search", { q: pick(random, rareWords) }),
    "search-some": () => get("/search", { q: pick(random, someWords) }),
    "search-common": () => get("/search", { q: pick(random, common) }),
    "search-faceted": faceted,
    // The same of ours, and of Meilisearch itself all counts that our page shows.
    "search-choices": faceted,
    suggest: () => get("/suggest", { q: prefix(random) }),
    match: () => ({ method: "POST", path: "/api/v1/matches", body: { text: needIn(random) } }),
    desk: () => ({ ...get("/requests"), headers: { cookie: people.deskCookie } }),
    propose: () => propose(people, 0),
    ...pastAsks(random, past),
  };
  return caseNames.map((name): Case => {
    if (name !== "propose") {
      const concurrency = concurrencyOf[name] ?? [16];
      return {
        name,
        asks: Array.from({ length: variantsOf(size) }, asks[name]),
        status: 200,
        concurrency,
      };
    }
    const each = people.chances.map((_, at) => propose(people, at));
    const fills = people.chances.map(fillOf);
    return { name, asks: each, status: 201, concurrency: [16], fills };
  });
}

function get(path: string, query: Record<string, string> = {}): Ask {
  const given = new URLSearchParams(query).toString();
  return { method: "GET", path: `/api/v1${path}${given === "" ? "" : `?${given}`}` };
}

/** As people type: one to three characters of a name, or some letters of its pinyin. */
function prefix(random: Random): string {
  if (random() < 0.3) return pick(random, ["yun", "zhi", "shuz", "hx", "zh", "yz", "tian", "anda"]);
  return some(random, firstSyllables, 1 + Math.floor(random() * 2)).join("");
}

function propose({ chances }: People, at: number): Ask {
  const { requestId, token } = chances[at]!;
  return {
    method: "POST",
    path: `/api/v1/requests/${requestId}/proposals`,
    headers: { authorization: `Bearer ${token}` },
    body: {
      submit: true,
      summary: "扫码报工，两周上线，按年付费",
      plan: "第一周：导入工序和人员，贴码；第二周：两条线试用，培训班组长；之后每月回访一次。".repeat(
        4,
      ),
      weeks: 2,
      oneOffFen: 1_200_000,
      yearlyFen: 600_000,
      trainingFen: 100_000,
    },
  };
}
