import { z } from "zod";
import { kinds } from "../search/engine.ts";
import type { HitRow } from "../search/hit.ts";
import type { Answer, IndexReader } from "./index-reader.ts";

const row = z.object({
  kind: z.enum(kinds),
  thing_id: z.guid(),
  external_key: z.string().nullable(),
  name: z.string(),
  provider_id: z.guid().nullable(),
  provider_name: z.string(),
  summary: z.string(),
  body: z.string().default(""),
  imported: z.boolean(),
  demo: z.boolean(),
});

export const rowFields = Object.keys(row.shape).filter((field) => field !== "body");
export const inOrder = { sort: ["tie:asc"] };
export const rowsWhere = { ...inOrder, attributesToRetrieve: rowFields };

export function rowsOf(answers: readonly Answer[]): HitRow[] {
  return answers.flatMap(({ hits }) => hits.map((hit) => row.parse(hit)));
}

/** How far each tier reaches says where to begin in it. */
export async function rowsAt(
  { ask }: IndexReader,
  tiers: readonly string[],
  { offset, limit }: { offset: number; limit: number },
): Promise<HitRow[]> {
  const sizes = await ask(tiers.map((filter) => ({ filter, limit: 0 })));
  let before = 0;
  const parts = sizes.flatMap(({ estimatedTotalHits: size }, i) => {
    const from = Math.max(0, offset - before);
    const most = Math.min(size, offset + limit - before) - from;
    before += size;
    return most > 0 ? [{ ...rowsWhere, filter: tiers[i] ?? "", offset: from, limit: most }] : [];
  });
  return parts.length === 0 ? [] : rowsOf(await ask(parts));
}
