import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { understand } from "../src/matching/understand.ts";
import { lexicon } from "./support/wanted.ts";

const { needs } = z
  .object({
    needs: z.array(z.object({ text: z.string(), any: z.array(z.string()), outside: z.boolean() })),
  })
  .parse(JSON.parse(readFileSync(new URL("relevance/short.json", import.meta.url), "utf8")));

/** All that is meant first. */
function firstOf(text: string): string[] {
  return understand(lexicon, text).flatMap(({ capabilities }) => {
    const most = capabilities[0]?.weight;
    return capabilities.filter(({ weight }) => weight === most).map(({ code }) => code);
  });
}

test("what owners type in a few characters is mostly understood", () => {
  const ours = needs.filter(({ outside }) => !outside);
  const right = ours.filter(({ text, any }) => {
    const first = firstOf(text);
    return first.length > 0 && first.every((code) => any.includes(code));
  });
  expect(right.length / ours.length).toBeGreaterThan(0.9);
});

test("what is no business of ours is not taken for sure to be", () => {
  const theirs = needs.filter(({ outside }) => outside);
  const sure = theirs.filter(({ text }) =>
    understand(lexicon, text).some(({ clarity }) => clarity === "clear"),
  );
  expect(sure.map(({ text }) => text)).toEqual([]);
});
