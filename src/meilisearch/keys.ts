import { z } from "zod";
import { type DocumentKey, kinds } from "../search/engine.ts";
import type { Answer, IndexReader } from "./index-reader.ts";

export const key = z
  .object({ kind: z.enum(kinds), thing_id: z.guid() })
  .transform(({ kind, thing_id: id }): DocumentKey => ({ kind, id }));
export const keys = z.array(key);
export const keyFields = ["kind", "thing_id"];

export const inOrder = { sort: ["tie:asc"] };
export const keysWhere = { ...inOrder, attributesToRetrieve: keyFields };

export function keysOf(answers: readonly Answer[]): DocumentKey[] {
  return answers.flatMap(({ hits }) => keys.parse(hits));
}

/** How far each tier reaches says where to begin in it. */
export async function keysAt(
  { ask }: IndexReader,
  tiers: readonly string[],
  { offset, limit }: { offset: number; limit: number },
): Promise<DocumentKey[]> {
  const sizes = await ask(tiers.map((filter) => ({ filter, limit: 0 })));
  let before = 0;
  const parts = sizes.flatMap(({ estimatedTotalHits: size }, i) => {
    const from = Math.max(0, offset - before);
    const most = Math.min(size, offset + limit - before) - from;
    before += size;
    return most > 0 ? [{ ...keysWhere, filter: tiers[i] ?? "", offset: from, limit: most }] : [];
  });
  return parts.length === 0 ? [] : keysOf(await ask(parts));
}
