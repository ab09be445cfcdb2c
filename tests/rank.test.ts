import { expect, test } from "vitest";
import { worthShowing } from "../src/matching/answers.ts";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { correct } from "../src/matching/correct.ts";
import { likenessOf } from "../src/matching/nearness.ts";
import type { Facts } from "../src/matching/facts.ts";
import { rank } from "../src/matching/rank.ts";
import { type Need, understand } from "../src/matching/understand.ts";
import { leastFit, weights } from "../src/matching/weights.ts";
import { factsOf } from "./support/facts.ts";

const lexicon = compileLexicon(shippedLexicon(), shippedOutside());

const solution = (id: string, given: Partial<Facts>) =>
  factsOf(id, { scenes: ["production"], ...given });

function need(codes: readonly string[], constraints: Need["constraints"] = {}): Need {
  return {
    start: 0,
    end: 1,
    category: { code: "upgrade", confidence: 1 },
    scenes: [{ code: "production", confidence: 1 }],
    capabilities: codes.map((code) => ({ code, weight: 1, spans: [] })),
    constraints,
    marks: [],
    likeness: likenessOf(lexicon.near, codes),
    clarity: "clear",
    outside: undefined,
  };
}

const order = (asked: Need, all: readonly Facts[], text = "想上一套") =>
  rank(lexicon, asked, all, text).map(({ facts }) => facts.id);
const tagged = (code: string) => ({ tags: [{ code, strength: 0.85 }] });

test("what is made for it stands before the suite that contains it, and that before what is near", () => {
  const all = [
    solution("near", tagged("low-code")),
    solution("suite", tagged("mes")),
    solution("made", tagged("work-reporting")),
  ];
  expect(order(need(["work-reporting"]), all)).toEqual(["made", "suite", "near"]);
});

test("what does all that is wanted stands before what does one of it", () => {
  const both = { tags: ["e-signature", "seal-control"].map((code) => ({ code, strength: 0.8 })) };
  const all = [solution("one", tagged("e-signature")), solution("both", both)];
  expect(order(need(["e-signature", "seal-control"]), all)).toEqual(["both", "one"]);
});

test("what is made for the trade stands first, what is made for another last", () => {
  const all = [
    solution("other", { ...tagged("mes"), trades: ["C17"] }),
    solution("any", tagged("mes")),
    solution("own", { ...tagged("mes"), trades: ["C33"] }),
  ];
  expect(order(need(["mes"], { industryCode: "C33" }), all)).toEqual(["own", "any", "other"]);
  // That software is the trade of who makes it says nothing.
  const maker = solution("maker", { ...tagged("mes"), industries: ["I65"] });
  const [found] = rank(lexicon, need(["mes"], { industryCode: "C33" }), [maker], "");
  expect(found?.parts.find(({ factor }) => factor === "industry")).toMatchObject({
    known: false,
    points: weights.industry / 2,
  });
});

test("a small firm is offered what is made for small ones first, a large one the other way round", () => {
  const all = [
    solution("large", { ...tagged("mes"), scale: -0.8 }),
    solution("small", { ...tagged("mes"), scale: 0.8 }),
  ];
  expect(order(need(["mes"]), all)).toEqual(["small", "large"]);
  expect(order(need(["mes"], { headcount: 5000 }), all)).toEqual(["large", "small"]);
});

test.for([
  ["clinic-care-ops", "low-code"],
  ["fee-collection", "payment-collection"],
  ["professional-services", "okr-tasks"],
] as const)("for %s what only does %s is near and does not meet it", ([wanted, by]) => {
  const asked = need([wanted]);
  const [near] = rank(lexicon, asked, [solution("near", tagged(by))], "");
  expect(near!.fit).toBeGreaterThan(0);
  expect(near!.solved).toBeLessThan(leastFit);
});

test("the points of the parts add up to the score, and all the weights to 100", () => {
  const all = ["mes", "erp-manufacturing", "aps"].map((code) => solution(code, tagged(code)));
  for (const { score, parts } of rank(lexicon, need(["mes", "aps"]), all, ""))
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 5);
  expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
});

test("who wants it cheap and says no amount is offered the cheaper first; an unknown price stays in the middle", () => {
  const all = [
    solution("dear", { ...tagged("work-reporting"), yearlyFen: 9_000_000 }),
    solution("unknown", tagged("work-reporting")),
    solution("cheap", { ...tagged("work-reporting"), yearlyFen: 500_000 }),
  ];
  const asked = need(["work-reporting"], { lowBudget: true });
  expect(order(asked, all)).toEqual(["cheap", "unknown", "dear"]);
});

const deploymentIn = (asked: Need, deployment: string[]) =>
  rank(lexicon, asked, [solution("one", { ...tagged("mes"), deployment })], "")[0]?.parts.find(
    ({ factor }) => factor === "deployment",
  );

test.for([
  ["on_premises", ["saas", "on_premises"], 1],
  ["on_premises", ["private_cloud"], 0.5],
  ["on_premises", ["device", "saas"], 0.5],
  ["on_premises", ["saas"], 0],
  ["private_cloud", ["on_premises"], 0.5],
  ["saas", ["private_cloud"], 0.5],
  ["saas", ["on_premises"], 0],
  ["device", ["saas"], 0],
] as const)("who wants it %s has of what runs as %s so much: %d", ([wanted, stated, share]) => {
  const part = deploymentIn(need(["mes"], { deployment: wanted }), [...stated]);
  expect(part).toMatchObject({ known: true, points: weights.deployment * share });
});

test("where it runs counts for nobody who does not say, nor against what does not", () => {
  const neutral = { known: false, points: weights.deployment / 2 };
  expect(deploymentIn(need(["mes"]), ["saas"])).toMatchObject(neutral);
  expect(deploymentIn(need(["mes"], { deployment: "on_premises" }), [])).toMatchObject(neutral);
});

test("what may be in the factory stands before what does not say, and that before what is only in the cloud", () => {
  const all = [
    solution("cloud", { ...tagged("mes"), deployment: ["saas"] }),
    solution("unsaid", tagged("mes")),
    solution("own", { ...tagged("mes"), deployment: ["saas", "on_premises"] }),
  ];
  expect(order(need(["mes"], { deployment: "on_premises" }), all)).toEqual([
    "own",
    "unsaid",
    "cloud",
  ]);
  expect(rank(lexicon, need(["mes"], { deployment: "on_premises" }), all, "")).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ blocked: expect.anything() })]),
  );
});

test("where nothing fits ten are shown that come near, and none that does not", () => {
  const asked = need(["livestock-environment"]);
  const near = Array.from({ length: 12 }, (_, i) => solution(`near-${i}`, tagged("cold-chain")));
  const far = solution("far", tagged("payroll-tax"));
  const all = rank(lexicon, asked, [...near, far], "想上一套");
  expect(worthShowing("fits", all)).toHaveLength(13);
  const shown = worthShowing("nothing_fits", all).map(({ facts }) => facts.id);
  expect(shown).toHaveLength(10);
  expect(shown).not.toContain("far");
});

test.for([
  ["rental-equipment", "iot-platform"],
  ["livestock-environment", "iot-platform"],
  ["water-gas-meter", "iot-platform"],
] as const)("%s is what may be expected of what connects any devices", ([wanted, offered]) => {
  const [one] = rank(lexicon, need([wanted]), [solution("one", tagged(offered))], "想上一套");
  expect(one?.expected).toBeGreaterThanOrEqual(leastFit);
  expect(one?.solved).toBe(0);
});

test("what a kind usually does counts less than what the text says, and solves nothing", () => {
  const suite = { code: "mes", strength: 0.85 };
  const said = { code: "work-reporting", strength: 0.3 };
  const all = [solution("silent", { tags: [suite] }), solution("said", { tags: [suite, said] })];
  const ranked = rank(lexicon, need(["work-reporting"]), all, "");
  expect(ranked.map(({ facts, met }) => [facts.id, met[0]?.how])).toEqual([
    ["said", "broader"],
    ["silent", "usual"],
  ]);
  expect(ranked.map(({ solved }) => solved >= leastFit)).toEqual([true, false]);
  expect(ranked.map(({ expected }) => expected >= leastFit)).toEqual([true, true]);
});

test.for([
  ["gmp-pharma", "mes"],
  ["ddos-defence", "website-protection"],
  ["audio-video-integration", "online-classroom"],
  ["central-kitchen", "erp-manufacturing"],
] as const)("%s is not expected of every %s", ([wanted, by]) => {
  const [near] = rank(lexicon, need([wanted]), [solution("near", tagged(by))], "");
  expect(near!.expected).toBeLessThan(leastFit);
});

test("another thing that was plainly asked for and is solved is worth listing, and solves not the main one", () => {
  const asked = need(["livestock-aquaculture", "website-protection"]);
  asked.capabilities[1]!.weight = 0.65;
  const [one] = rank(lexicon, asked, [solution("one", tagged("website-protection"))], "");
  expect(one?.solved).toBe(0);
  expect(one?.expected).toBeGreaterThanOrEqual(leastFit);
  asked.capabilities[1]!.weight = 0.4;
  const [aside] = rank(lexicon, asked, [solution("one", tagged("website-protection"))], "");
  expect(aside?.expected).toBe(0);
});

const focusIn = (asked: Need, facts: Facts) =>
  rank(lexicon, asked, [facts], "")[0]?.parts.find(({ factor }) => factor === "focus")?.points;

test("focus is how near each thing that it does comes to all that was said, by how much it is about it", () => {
  const [said] = understand(lexicon, "车间报工全靠手写，月底算计件工资要三四天");
  expect(said).toBeDefined();
  const { likeness } = said!;
  expect(Math.max(...likeness.values())).toBe(1);
  expect(Math.min(...likeness.values())).toBeGreaterThan(0);
  const near = likeness.get("mes") ?? 0;
  const far = likeness.get("live-commerce") ?? 0;
  expect(far).toBeLessThan(near);
  const does = (other: string) =>
    solution(other, {
      tags: [
        { code: "work-reporting", strength: 0.8 },
        { code: other, strength: 0.4 },
      ],
    });
  const points = ((0.8 * (likeness.get("work-reporting") ?? 0) + 0.4 * near) / 1.2) * weights.focus;
  expect(focusIn(said!, does("mes"))).toBeCloseTo(points, 1);
  expect(focusIn(said!, solution("nothing", {}))).toBe(0);
  const all = [does("live-commerce"), does("mes")];
  expect(order(said!, all)).toEqual(["mes", "live-commerce"]);
});

test("what the owner takes away comes near no more, and what he adds comes as near as can be", () => {
  const text = "车间报工全靠手写，月底算计件工资要三四天";
  const read = understand(lexicon, text);
  const [own] = read;
  const kept = own!.capabilities.filter(({ code }) => code !== "work-reporting");
  expect(kept).toHaveLength(own!.capabilities.length - 1);
  const chosen = [...kept.map(({ code }) => ({ code })), { code: "live-commerce" }];
  const [corrected] = correct(lexicon, read, [
    { start: 0, end: text.length, capabilities: chosen },
  ]);
  expect(corrected?.likeness.has("work-reporting")).toBe(false);
  expect(corrected?.likeness.get("live-commerce")).toBe(1);
  expect(corrected?.likeness.get("payroll-tax")).toBe(own?.likeness.get("payroll-tax"));
  expect(focusIn(corrected!, solution("gone", tagged("work-reporting")))).toBe(0);
  const [untouched] = correct(lexicon, read, [{ start: 0, end: text.length }]);
  expect(untouched?.likeness).toEqual(own?.likeness);
});

test("what is no business of ours comes near to nothing", () => {
  const [heard] = understand(lexicon, "厂房屋顶漏水，找个师傅补一下");
  expect(heard?.outside).toBeDefined();
  expect(heard?.likeness.size).toBe(0);
});

test.for([
  ["想要个OA，60人，不要钉钉", "专属钉钉"],
  ["要开视频会议，别给我推荐腾讯会议", "腾讯会议"],
  ["想上个管生产的，不想用金蝶的", "金蝶云星空机械装备数字化"],
  ["想要个OA，不要钉钉软件", "专属钉钉"],
  ["想上个CRM，纷享销客除外", "客户管理（纷享销客CRM）"],
] as const)("who says so is not offered what he refuses: %s", ([text, name]) => {
  const all = [solution("refused", { ...tagged("oa"), name }), solution("other", tagged("oa"))];
  const ranked = rank(lexicon, need(["oa"]), all, text);
  const blocks = new Map(ranked.map(({ facts, blocked }) => [facts.id, blocked]));
  expect([blocks.get("refused"), blocks.get("other")]).toEqual(["refused", undefined]);
});

test.for([
  ["扫码就行，不用人工", "工业质检人工智能"],
  ["不要太贵的系统", "某系统"],
  ["不要钉钉那么复杂", "专属钉钉"],
  ["现在用钉钉，不要了太可惜", "专属钉钉"],
  ["不想用软件", "华天软件"],
] as const)("nothing is refused by name in: %s", ([text, name]) => {
  const [found] = rank(lexicon, need(["oa"]), [solution("one", { ...tagged("oa"), name })], text);
  expect(found?.blocked).toBeUndefined();
});
