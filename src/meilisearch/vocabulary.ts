import { z } from "zod";
import type { Vocabulary } from "../search/reading.ts";
import type { Tables } from "../search/tables.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { IndexReader } from "./index-reader.ts";

const lookedAt = 2000;
const named = z.object({ names: z.string(), syllables: z.string() });

export function vocabularyOf(
  { ask }: IndexReader,
  { countTerms }: Pick<Tables, "countTerms">,
): Vocabulary {
  return {
    listNames: async ({ tsquery, sound, contains }, now) => {
      const [found] = await ask([
        {
          filter: allOf([filterOf(tsquery), shown(now)]),
          limit: lookedAt,
          attributesToRetrieve: ["names", "syllables"],
        },
      ]);
      const spoken = new RegExp(sound, "u");
      const counts = new Map<string, { names: string; syllables: string; documents: number }>();
      for (const hit of found?.hits ?? []) {
        const { names, syllables } = named.parse(hit);
        if (!syllables.includes(contains) || !spoken.test(syllables)) continue;
        const known = counts.get(`${names} ${syllables}`);
        if (known) known.documents++;
        else counts.set(`${names} ${syllables}`, { names, syllables, documents: 1 });
      }
      return [...counts.values()].toSorted((a, b) => b.documents - a.documents).slice(0, 200);
    },
    hasHit: async (tsquery, now) => {
      const [found] = await ask([{ filter: allOf([filterOf(tsquery), shown(now)]), limit: 0 }]);
      return (found?.estimatedTotalHits ?? 0) > 0;
    },
    countTerms,
  };
}
