import type { Person } from "../accounts/actor.ts";
import type { Db } from "../db/connect.ts";
import { AppError, invalid } from "../errors.ts";
import { categoryOf, scenesOf } from "../matching/category.ts";
import { nameOf } from "../matching/explain.ts";
import { type Ranked, spread } from "../matching/rank.ts";
import { likenessOf } from "../matching/nearness.ts";
import { type Matcher, rankFor, readMeanwhile, readUnread } from "../matching/service.ts";
import { type Need, understand } from "../matching/understand.ts";
import { leastScore, weightsVersion } from "../matching/weights.ts";
import { getRequestFor } from "../requests/readers.ts";
import {
  findOwnSolution,
  findProviderStatus,
  type OwnSolutionRow,
} from "../solutions/own-store.ts";
import { deploymentName } from "../taxonomy/deployments.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayScene } from "../web/catalogue.tsx";
import { sayMoney } from "../web/say.ts";
import { adviseOn, adviseOnBlock } from "./advice.ts";
import type { WhyQuery, WhyView } from "./schema.ts";

type Who = { person: Person; providerId: string; now: Date };
type Asked = { asked: string; text: string; needs: Need[] };

/** Where a provider's own solution stands for a kind of need, and what it lacks; of others only how many. */
export async function explainStanding(
  db: Db,
  matcher: Matcher,
  who: Who,
  id: string,
  query: WhyQuery,
): Promise<WhyView> {
  const own = await findOwnSolution(db, who.providerId, id);
  if (!own) throw new AppError("not_found");
  if (matcher.unread) {
    await readUnread(db, matcher, { limit: 1, id });
    await readUnread(db, matcher, { limit: readMeanwhile });
  }
  const { asked, text, needs } = await askedIn(db, matcher, who, own, query);
  const solution = { id: own.id, name: own.name };
  const base = { solution, asked, weightsVersion };
  const offMarket = await offMarketReason(db, who.providerId, own);
  const nothing = { score: null, place: null, of: 0, isShown: false, blocked: null, parts: [] };
  if (offMarket) return { ...base, ...nothing, offMarket };
  const judged = await Promise.all(
    needs.map(async (need) => {
      const { ranked } = await rankFor(db, matcher, { need, text, now: who.now, also: [id] });
      return { need, ranked, self: ranked.find(({ facts }) => facts.id === id) };
    }),
  );
  // Of several needs in one text, the one that the solution is best for.
  const best = judged.toSorted((a, b) => (b.self?.score ?? 0) - (a.self?.score ?? 0))[0];
  if (!best?.self) return { ...base, ...nothing, offMarket: "现在没有人能看到这个方案" };
  const given = {
    lexicon: matcher.lexicon,
    need: best.need,
    ranked: best.self,
    written: allTextOf(own),
  };
  const shown = spread(
    best.ranked.filter((one) => isShown(one, best.need)),
    (one) => one,
  );
  const place = shown.findIndex(({ facts }) => facts.id === id) + 1;
  return {
    ...base,
    offMarket: null,
    score: best.self.score,
    place: place === 0 ? null : place,
    of: shown.length,
    isShown: place > 0,
    blocked: adviseOnBlock(given),
    parts: adviseOn(given),
  };
}

/** The same rule as for the list that a firm sees. */
function isShown({ score, fit, blocked }: Ranked, { capabilities }: Need): boolean {
  return !blocked && score >= leastScore && (fit > 0 || capabilities.length === 0);
}

async function offMarketReason(
  db: Db,
  providerId: string,
  { status }: OwnSolutionRow,
): Promise<string | null> {
  if (status === "draft") return "这个方案还是草稿，企业看不到。发布以后才会参加推荐";
  if (status === "withdrawn") return "这个方案已经撤下，企业看不到。重新发布以后才会参加推荐";
  const provider = await findProviderStatus(db, providerId);
  return provider?.status === "listed" || provider?.status === "suspended"
    ? null
    : "您还没有入驻，或已退出名单，方案不参加推荐";
}

async function askedIn(
  db: Db,
  { lexicon }: Matcher,
  { person }: Who,
  own: OwnSolutionRow,
  query: WhyQuery,
): Promise<Asked> {
  if (query.request !== undefined) {
    // Only what the provider may read anyway.
    const { request } = await getRequestFor(db, person, query.request);
    const { text, title } = request;
    const needs = understand(lexicon, text).map((need) => ({
      ...need,
      constraints: { ...need.constraints, ...statedOf(request) },
    }));
    return { asked: `需求「${title}」`, text, needs };
  }
  const { capability, scene, regionCode, headcount, budgetMaxFen, deployment } = query;
  if (capability !== undefined && !lexicon.capabilities.has(capability))
    throw invalid("/capability", "unknown_code");
  const wanted = capability === undefined ? [] : [{ code: capability, weight: 1, spans: [] }];
  const need: Need = {
    start: 0,
    end: 0,
    // A scene alone is of no category: the solution's own leaves this part out of the play.
    category:
      capability === undefined
        ? { code: own.category, confidence: 0 }
        : categoryOf(lexicon, wanted, ""),
    scenes: scene === undefined ? scenesOf(lexicon, wanted) : [{ code: scene, confidence: 1 }],
    capabilities: wanted,
    likeness: likenessOf(
      lexicon.near,
      wanted.map(({ code }) => code),
    ),
    clarity: "clear",
    outside: undefined,
    constraints: statedOf(query),
    marks: [],
  };
  const words = [
    capability === undefined ? undefined : `要「${nameOf(lexicon, capability)}」`,
    scene === undefined ? undefined : `场景「${sayScene(scene)}」`,
    regionCode && regionName(regionCode),
    headcount && `${headcount} 人`,
    budgetMaxFen === undefined ? undefined : `预算 ${sayMoney(budgetMaxFen)}`,
    deployment && `要「${deploymentName(deployment)}」的`,
  ];
  return { asked: words.filter(Boolean).join("，"), text: "", needs: [need] };
}

type Stated = {
  regionCode?: string | null | undefined;
  industryCode?: string | null | undefined;
  headcount?: number | null | undefined;
  budgetMaxFen?: number | null | undefined;
  deployment?: string | null | undefined;
};

function statedOf({ regionCode, industryCode, headcount, budgetMaxFen, deployment }: Stated) {
  return {
    ...(regionCode && { regionCode }),
    ...(industryCode && { industryCode }),
    ...(headcount && { headcount }),
    ...(budgetMaxFen && { budgetMaxFen }),
    ...(deployment && { deployment }),
  };
}

function allTextOf(own: OwnSolutionRow): string {
  const { name, summary, description, pains, benefits, scenarios } = own;
  return [name, summary, description, ...pains, ...benefits, ...scenarios].join("\n");
}
