import fs from "node:fs";
import { z } from "zod";
import type { Db } from "../../src/db/connect.ts";
import { meaningOf } from "../../src/matching/meaning.ts";
import type { Matcher } from "../../src/matching/service.ts";
import { findThings } from "../../src/search/find.ts";

const judged = z.array(
  z.object({
    q: z.string(),
    top5_any: z.array(z.string()),
    top10_all: z.array(z.string()),
    never_top10: z.array(z.string()),
    empty: z.boolean(),
  }),
);

/** What is typed into the search box, with what must come back and what must not; says which fall short. */
export async function searchQueries(db: Db, { finder, lexicon }: Matcher, file: string) {
  const queries = judged.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  const short: string[] = [];
  for (const query of queries) {
    const first = { filter: { type: ["solution"] }, page: 1, perPage: 10, now: new Date() };
    const { hits, total } = await findThings(db, finder, { text: query.q, ...first }, (typed) =>
      Promise.resolve(meaningOf(lexicon, typed)),
    );
    const keys = hits.map((hit) => hit.externalKey ?? "");
    const held =
      (query.top5_any.length === 0 ||
        keys.slice(0, 5).some((key) => query.top5_any.includes(key))) &&
      query.top10_all.every((key) => keys.includes(key)) &&
      !keys.some((key) => query.never_top10.includes(key)) &&
      query.empty === (total === 0);
    if (!held) short.push(`${query.q}: ${keys.join(" ")}`);
  }
  return { held: queries.length - short.length, of: queries.length, short };
}
