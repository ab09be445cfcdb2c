import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileWith } from "../src/lexicon/compile.ts";
import type { Clarity } from "../src/matching/clarity.ts";
import { understand } from "../src/matching/understand.ts";

const { blocks } = z
  .object({
    blocks: z.record(z.string(), z.array(z.object({ text: z.string(), answer: z.string() }))),
  })
  .parse(JSON.parse(readFileSync(new URL("relevance/honesty.json", import.meta.url), "utf8")));
const lexicon = compileWith([]);

/** What is missing in a catalogue only a catalogue can say; this much the words alone do. */
function share(block: string, answer: string, clear: readonly Clarity[]): number {
  const texts = (blocks[block] ?? []).filter((one) => one.answer === answer);
  expect(texts.length).toBeGreaterThan(4);
  const right = texts.filter(({ text }) =>
    understand(lexicon, text).every(({ clarity }) => clear.includes(clarity)),
  );
  return right.length / texts.length;
}

describe("what owners say", () => {
  test.for([
    ["tune", 0.9],
    ["check", 0.7],
  ] as const)("%s: of what is no business of ours at least %d is heard as such", ([block, least]) =>
    expect(share(block, "outside", ["outside"])).toBeGreaterThanOrEqual(least),
  );

  test.for(["tune", "check"])("%s: what is ours is never sent elsewhere, however short", (block) =>
    expect(share(block, "served", ["clear", "faint", "torn"])).toBe(1),
  );

  test("without saying what for is not taken for clear, in most cases", () => {
    const unsure: Clarity[] = ["faint", "torn", "nothing", "outside"];
    expect(share("tune", "heard", unsure)).toBeGreaterThanOrEqual(0.8);
  });

  test.for([
    ["厂房出租的园区，租户水电费想在系统里催", "厂房出租，两千平"],
    ["招了六个焊工，谁哪天到岗、工资怎么算都靠本子", "招六个焊工"],
    ["修空调的，师傅去没去、换了什么件没人知道", "空调不制冷，找师傅来修"],
    ["公司电脑坏了找人修", "电机坏了没人修，找个师傅来"],
    ["二手车行，收车卖车的账对不上", "收一辆二手车"],
  ] as const)("%s asks for a means, and %s for hands or goods", ([means, hands]) => {
    const clarities = [means, hands].map((text) => understand(lexicon, text)[0]?.clarity);
    expect(clarities.map((clarity) => clarity === "outside")).toEqual([false, true]);
  });
});
