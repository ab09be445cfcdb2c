import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Db } from "../../src/db/connect.ts";
import type { Answer } from "../../src/matching/schema.ts";
import { type Matcher, matchNeed } from "../../src/matching/service.ts";
import { projectRoot } from "../lib/project.ts";

const file = z.object({
  blocks: z.record(
    z.string(),
    z.array(
      z.object({ text: z.string(), answer: z.enum(["outside", "unmet", "heard", "served"]) }),
    ),
  ),
});
type Wanted = z.infer<typeof file>["blocks"][string][number]["answer"];

const missing = ["nothing_fits", "outside", "not_understood"] as const;
/** What says no more than is true, of each kind of text. */
const honest: Record<Wanted, readonly Answer["code"][]> = {
  outside: missing,
  unmet: missing,
  heard: ["heard_in_part", "outside", "not_understood"],
  served: ["fits", "heard_in_part"],
};

/** How many of our own texts of each kind are answered honestly, by block; see `meta` of the file. */
export async function countHonest(db: Db, matcher: Matcher, now: Date): Promise<string[]> {
  const { blocks } = file.parse(
    JSON.parse(fs.readFileSync(path.join(projectRoot, "tests/relevance/honesty.json"), "utf8")),
  );
  const lines: string[] = [];
  for (const [block, texts] of Object.entries(blocks)) {
    const counts = new Map<Wanted, { right: number; of: number }>();
    for (const { text, answer } of texts) {
      const { answers } = await matchNeed(db, matcher, { text, limit: 10 }, { now, userId: null });
      const count = counts.get(answer) ?? { right: 0, of: 0 };
      count.of++;
      if (answers.every(({ code }) => honest[answer].includes(code))) count.right++;
      counts.set(answer, count);
    }
    const said = Array.from(counts, ([answer, { right, of }]) => `${answer} ${right}/${of}`);
    lines.push(`如实回答 ${block}：${said.join("，")}`);
  }
  return lines;
}
