import { expect, test } from "vitest";
import { answerTo } from "../src/matching/answers.ts";
import { detailOf, reasonFor } from "../src/matching/explain.ts";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { rank } from "../src/matching/rank.ts";
import type { Tag } from "../src/matching/tags.ts";
import { type Need, understand } from "../src/matching/understand.ts";
import { plainShare } from "../src/matching/weights.ts";
import { factsOf } from "./support/facts.ts";

const lexicon = compileLexicon(shippedLexicon(), shippedOutside());
const original = "扫码报工，再说台风";

const facts = (tags: Tag[]) => factsOf("one", { name: "某方案", tags });

/** 扫码报工 is plainly asked for, 呼叫中心 may be. */
const need: Need = {
  start: 0,
  end: original.length,
  category: { code: "upgrade", confidence: 1 },
  scenes: [],
  capabilities: [
    { code: "work-reporting", weight: 1, spans: [{ start: 0, end: 4, phrase: "扫码报工" }] },
    { code: "call-center", weight: 0.4, spans: [{ start: 7, end: 9, phrase: "台风" }] },
  ],
  constraints: {},
  marks: [],
  likeness: new Map(),
  clarity: "clear",
  outside: undefined,
};

function said(tags: Tag[]) {
  const [ranked] = rank(lexicon, need, [facts(tags)], original);
  const given = { lexicon, original, need, ranked: ranked! };
  return { reason: reasonFor(given), detail: detailOf(given, ranked!.parts[0]!) };
}

test.for([
  ["work-reporting", 0.85, "您说到「扫码报工」，某方案做的就是「扫码报工」"],
  ["work-reporting", 0.4, "您说到「扫码报工」，某方案的介绍里写到「扫码报工」"],
  [
    "mes",
    0.85,
    "您说到「扫码报工」，它做「车间生产执行管理」，这类方案通常也管「扫码报工」，但介绍里没有写明，要先问一句",
  ],
] as const)("of what does %s (%d) it is said: %s", ([code, strength, sentence]) => {
  expect(said([{ code, strength }]).reason).toBe(`${sentence}。`);
});

test("that the text says it too is said only where it does", () => {
  const suite = { code: "mes", strength: 0.85 };
  const both = said([suite, { code: "work-reporting", strength: 0.3 }]);
  expect(both.reason).toContain("它做「车间生产执行管理」，介绍里也写到「扫码报工」");
  expect(both.detail).toBe("「扫码报工」 → 车间生产执行管理");
  expect(said([suite]).detail).toBe("「扫码报工」 → 车间生产执行管理（通常也管，介绍里没有写明）");
});

test("words that only may have asked for something are not quoted", () => {
  const perhaps = said([{ code: "call-center", strength: 0.85 }]);
  expect(perhaps.reason).toContain("您可能还要「呼叫中心与400电话」");
  expect(perhaps.detail).toBe("您可能还要的 → 呼叫中心与400电话");
  expect(`${perhaps.reason}${perhaps.detail}`).not.toContain("台风");
});

test("what is only near to what is asked for is no reason beside what may be meant and is done", () => {
  const perhaps = { code: "call-center", strength: 0.85 };
  const near = { code: "low-code", strength: 0.85 };
  expect(said([near]).reason).toBe(
    "您说到「扫码报工」，它做的「自己搭小应用（低代码）」与此相近。",
  );
  expect(said([near, perhaps]).reason).toContain(
    "您可能还要「呼叫中心与400电话」，某方案做的就是这件事",
  );
});

const askedBeside = (weight: number) => ({
  ...need,
  capabilities: [
    { code: "livestock-aquaculture", weight: 1, spans: [] },
    { code: "office-collaboration", weight: 0.3, spans: [] },
    { code: "approval-workflow", weight, spans: [] },
  ],
});

test("what else is solved is named only if it was plainly asked for", () => {
  const tags = ["office-collaboration", "approval-workflow"].map((code) => ({
    code,
    strength: 0.85,
  }));
  const answer = (weight: number) => {
    const own = askedBeside(weight);
    return answerTo(lexicon, own, rank(lexicon, own, [facts(tags)], original));
  };
  expect(answer(0.7)).toMatchObject({
    code: "unstated",
    detail:
      "没有哪个方案的介绍写明能做「养殖场生产管理」。您还说到的「审批流程」有能做的，列在下面",
  });
  expect(answer(0.3).code).toBe("nothing_fits");
});

test("only words that plainly asked for something are marked", () => {
  const text = "中央空调维保，报修电话记小本子，派单在群里喊，客户催问到哪了答不上来";
  const [own] = understand(lexicon, text);
  const plain = own!.capabilities.filter(({ weight }) => weight >= plainShare);
  expect(plain.length).toBeLessThan(own!.capabilities.length);
  const marked = own!.marks.filter(({ kind }) => kind === "capability").map(({ code }) => code);
  expect(new Set(marked)).toEqual(new Set(plain.map(({ code }) => code)));
});

test("nobody is asked about what rests on a lone character", () => {
  const lone: Need = {
    ...need,
    clarity: "torn",
    capabilities: [
      { code: "low-code", weight: 1, spans: [{ start: 0, end: 1, phrase: "扫" }] },
      ...need.capabilities,
    ],
  };
  const { question } = answerTo(lexicon, lone, []);
  expect(question).toContain("您是想解决「扫码报工」，还是「呼叫中心与400电话」");
});
