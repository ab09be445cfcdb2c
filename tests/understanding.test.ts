import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { understand } from "../src/matching/understand.ts";

const need = z.object({
  text: z.string(),
  want: z.array(z.string()),
  fine: z.array(z.string()),
  category: z.array(z.string()),
});
type Labelled = z.infer<typeof need>;
const { blocks } = z
  .object({ blocks: z.record(z.string(), z.array(need)) })
  .parse(
    JSON.parse(readFileSync(new URL("relevance/understanding.json", import.meta.url), "utf8")),
  );
const lexicon = compileLexicon(shippedLexicon(), shippedOutside());
const asking = (block: string) => (blocks[block] ?? []).filter(({ want }) => want.length > 0);

/** What was understood of a text, the heaviest first, over all needs in it. */
function wantedIn(text: string): string[] {
  const weights = new Map<string, number>();
  for (const { capabilities } of understand(lexicon, text))
    for (const { code, weight } of capabilities)
      weights.set(code, Math.max(weights.get(code) ?? 0, weight));
  return [...weights].toSorted((a, b) => b[1] - a[1]).map(([code]) => code);
}

function share(all: readonly Labelled[], isRight: (one: Labelled) => boolean): number {
  return all.filter(isRight).length / all.length;
}

describe("needs as owners say them", () => {
  test("are labelled with capabilities that exist", () => {
    const unknown = Object.values(blocks)
      .flat()
      .flatMap(({ want, fine }) => [...want, ...fine])
      .filter((code) => !lexicon.capabilities.has(code));
    expect(unknown).toEqual([]);
  });

  test.for([
    ["tune", 0.93],
    ["check", 0.88],
    ["check2", 0.94],
    ["late", 0.68],
  ] as const)("%s: the first capability is right for at least %d", ([block, least]) => {
    const right = share(asking(block), ({ text, want, fine }) =>
      [...want, ...fine].includes(wantedIn(text)[0] ?? ""),
    );
    console.info(`${block}: ${Math.round(right * 1000) / 10} % right at the first place`);
    expect(right).toBeGreaterThanOrEqual(least);
  });

  test.for([
    ["tune", 0.9],
    ["check", 0.9],
    ["check2", 0.9],
    ["late", 0.68],
  ] as const)("%s: of what is asked for at least %d is among the first four", ([block, least]) => {
    const found = asking(block).flatMap(({ text, want }) => {
      const first = wantedIn(text).slice(0, 4);
      return want.map((code) => first.includes(code));
    });
    expect(found.filter(Boolean).length / found.length).toBeGreaterThanOrEqual(least);
  });

  test("are of the category that is meant in nine of ten", () => {
    const right = share(Object.keys(blocks).flatMap(asking), ({ text, category }) =>
      category.includes(understand(lexicon, text)[0]?.category.code ?? ""),
    );
    expect(right).toBeGreaterThanOrEqual(0.94);
  });

  test("cite words of theirs for everything that weighs, and the same ones each time", () => {
    for (const { text } of Object.values(blocks).flat()) {
      const needs = understand(lexicon, text);
      for (const { capabilities } of needs)
        for (const { code, spans } of capabilities) {
          expect([code, spans.length > 0]).toEqual([code, true]);
          for (const { start, end } of spans) expect(text.slice(start, end).trim()).not.toBe("");
        }
      expect(understand(lexicon, text)).toEqual(needs);
    }
  });
});
