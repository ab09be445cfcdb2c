import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Db } from "../../src/db/connect.ts";
import type { Answer } from "../../src/matching/schema.ts";
import { type Matcher, matchNeed } from "../../src/matching/service.ts";
import { projectRoot } from "../lib/project.ts";

const kinds = [
  "outside",
  "unmet",
  "heard",
  "served",
  "ours",
  "not_ours",
  "mixed",
  "vague",
] as const;
const block = z.array(z.object({ text: z.string(), answer: z.enum(kinds) }));
const file = z.object({ blocks: z.record(z.string(), block) });

type Codes = readonly Answer["code"][];

const missing: Codes = ["nothing_fits", "outside", "not_understood"];
const heardAtAll: Codes = ["fits", "unstated", "heard_in_part", "nothing_fits"];
const unsure: Codes = ["heard_in_part", "outside", "not_understood"];

const all = (codes: Codes) => (given: Codes) => given.every((code) => codes.includes(code));
const some = (codes: Codes) => (given: Codes) => given.some((code) => codes.includes(code));

/** What says no more than is true, of each kind of text; see `meta` of the files. */
const honest: Record<(typeof kinds)[number], (given: Codes) => boolean> = {
  outside: all(missing),
  unmet: all(missing),
  heard: all(unsure),
  served: all(["fits", "unstated", "heard_in_part"]),
  ours: all(heardAtAll),
  not_ours: all(["outside", "not_understood"]),
  mixed: (given) => some(heardAtAll)(given) && some(unsure)(given),
  vague: all(["heard_in_part", "not_understood"]),
};

/** How many of our own texts of each kind are answered honestly, by file and block. */
export async function countHonest(db: Db, matcher: Matcher, now: Date): Promise<string[]> {
  const lines: string[] = [];
  for (const name of ["honesty", "honesty-blind"]) {
    const text = fs.readFileSync(path.join(projectRoot, `tests/relevance/${name}.json`), "utf8");
    for (const [title, texts] of Object.entries(file.parse(JSON.parse(text)).blocks))
      lines.push(`如实回答 ${name} ${title}：${await countBlock(db, matcher, texts, now)}`);
  }
  return lines;
}

async function countBlock(db: Db, matcher: Matcher, texts: z.output<typeof block>, now: Date) {
  const counts = new Map<string, { right: number; of: number }>();
  for (const { text, answer } of texts) {
    const { answers } = await matchNeed(db, matcher, { text, limit: 10 }, { now, userId: null });
    const count = counts.get(answer) ?? { right: 0, of: 0 };
    count.of++;
    if (honest[answer](answers.map(({ code }) => code))) count.right++;
    counts.set(answer, count);
  }
  return Array.from(counts, ([answer, { right, of }]) => `${answer} ${right}/${of}`).join("，");
}
