import type { Meilisearch, MultiSearchQuery } from "meilisearch";
import { z } from "zod";
import { sortInTurn } from "./settings.ts";

/** A question to the index: everything is said by the filter. */
export type Ask = Omit<MultiSearchQuery, "indexUid" | "q">;

const hits = z.array(z.unknown());
const counts = z.record(z.string(), z.custom<Record<string, number>>(isCounts));
const answers = z.object({
  results: z.array(
    z.object({
      hits,
      estimatedTotalHits: z.int().min(0),
      facetDistribution: counts.optional(),
    }),
  ),
});
export type Answer = z.infer<typeof answers>["results"][number];

const answerInTurn = z.object({
  hits,
  estimatedTotalHits: z.int().min(0),
  facetsByIndex: z.record(z.string(), z.object({ distribution: counts })).optional(),
});

/** Hundreds of values in every answer: checked one by one by the library they cost a tenth of the page. */
function isCounts(given: unknown): boolean {
  return (
    typeof given === "object" && given !== null && Object.values(given).every(Number.isSafeInteger)
  );
}

/** The engine's own, where a question names none. */
const defaultLimit = 20;

export type IndexReader = {
  index: string;
  /** All of them in one request, answered in their order. */
  ask: (questions: readonly Ask[]) => Promise<Answer[]>;
  /**
   * What meets any of them, each thing once: all that meets the first, then what else meets the second,
   * and so on. Much cheaper than to ask one by one, for only what is shown is read.
   */
  askInTurn: (questions: readonly Turn[], of: InTurn) => Promise<Answer>;
};
type Turn = { filter: string; attributesToRetrieve: readonly string[] };
type InTurn = { sort: readonly string[]; limit: number; facets?: readonly string[] };

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
    askInTurn: async (questions, { sort, limit, facets }) => {
      const found = answerInTurn.parse(
        await client.multiSearch({
          federation: { limit, ...(facets && { facetsByIndex: { [index]: [...facets] } }) },
          queries: questions.map(({ filter, attributesToRetrieve }, turn) => ({
            indexUid: index,
            q: "",
            filter,
            attributesToRetrieve: [...attributesToRetrieve],
            sort: sortInTurn(turn, sort),
          })),
        }),
      );
      return {
        hits: found.hits.slice(0, limit),
        estimatedTotalHits: found.estimatedTotalHits,
        facetDistribution: found.facetsByIndex?.[index]?.distribution,
      };
    },
  };
}
