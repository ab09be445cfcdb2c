import type { Vocabulary } from "../search/reading.ts";
import type { Tables } from "../search/tables.ts";
import { allOf, filterOf } from "./filter.ts";
import type { IndexReader } from "./index-reader.ts";

/** What things are called stands in our own tables; whether anything meets a reading, only the index says. */
export function vocabularyOf(
  { ask }: IndexReader,
  { listNames, countTerms }: Pick<Tables, "listNames" | "countTerms">,
  visible: string,
): Vocabulary {
  return {
    listNames,
    countTerms,
    hasHit: async (tsquery) => {
      const [found] = await ask([{ filter: allOf([filterOf(tsquery), visible]), limit: 0 }]);
      return (found?.estimatedTotalHits ?? 0) > 0;
    },
  };
}
