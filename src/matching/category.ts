import type { CategoryCode } from "../taxonomy/categories.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Wanted } from "./wanted.ts";

export function scenesOf({ capabilities }: Lexicon, wanted: readonly Wanted[]) {
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
  /疫情|封控|隔离|封(?:了|城|路|两|三|一)|停工|停产|停业|复工|复产|居家|在(?:自己|各自)?家(?:里)?(?:干|办公|接|上班)|被锁|勒索|敲诈|比特币|中毒|瘫痪|挂马|(?<!防)攻击|打不开|水淹|火灾|台风|地震|停电|断电|限电|拉闸|围挡|修路|整改/u;

export function categoryOf({ capabilities }: Lexicon, wanted: readonly Wanted[], text: string) {
  const votes: Record<CategoryCode, number> = {
    restore: 0,
    cultivate: 0,
    connect: 0,
    upgrade: 0.05,
  };
  let all = 0;
  let restorable = 0;
  const isShocked = shock.test(text);
  for (const { code, weight } of wanted) {
    const capability = capabilities.get(code);
    if (!capability) continue;
    const may = [capability.category, ...(capability.alsoCategories ?? [])];
    // Lessons and work from afar bring a firm back to work in a crisis; else they are a new way.
    const isNewWay = !isShocked && may[0] === "restore" && may.includes("cultivate");
    const first = isNewWay ? "cultivate" : capability.category;
    // What is asked for most decides.
    const share = weight ** 2;
    for (const each of may) votes[each] += share * (each === first ? 1 : 0.3);
    all += share;
    if (may.includes("restore")) restorable += share;
  }
  // Whoever was hit by a shock wants to be back at work first, if that is what the thing can do.
  if (isShocked && restorable > 0) votes.restore += restorable + 0.6 * all;
  const codes: CategoryCode[] = ["restore", "cultivate", "connect", "upgrade"];
  const code = codes.reduce((best, each) => (votes[each] > votes[best] ? each : best), "upgrade");
  const total = codes.reduce((sum, each) => sum + votes[each], 0);
  return { code, confidence: round(votes[code] / total) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
