import type { Meilisearch, MultiSearchQuery } from "meilisearch";
import { z } from "zod";

/** A question to the index: everything is said by the filter. */
export type Ask = Omit<MultiSearchQuery, "indexUid" | "q">;

const answers = z.object({
  results: z.array(
    z.object({
      hits: z.array(z.record(z.string(), z.unknown())),
      estimatedTotalHits: z.int().min(0),
      facetDistribution: z.record(z.string(), z.record(z.string(), z.int())).optional(),
    }),
  ),
});
export type Answer = z.infer<typeof answers>["results"][number];

/** The engine's own, where a question names none. */
const defaultLimit = 20;

export type IndexReader = {
  index: string;
  /** All of them in one request, answered in their order. */
  ask: (questions: readonly Ask[]) => Promise<Answer[]>;
};

export function readerOf(client: Meilisearch, index: string): IndexReader {
  return {
    index,
    ask: async (questions) => {
      const queries = questions.map((question) => ({ ...question, q: "", indexUid: index }));
      const { results } = answers.parse(await client.multiSearch({ queries }));
      if (results.length !== queries.length) throw new Error("not all questions were answered");
      // No more than was asked for is looked at, whatever came.
      return results.map((result, i) => ({
        ...result,
        hits: result.hits.slice(0, queries[i]?.limit ?? defaultLimit),
      }));
    },
  };
}
