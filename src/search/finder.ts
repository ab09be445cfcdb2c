import type { Candidate, EngineName, SearchEngine, SearchPage, Suggestion } from "./engine.ts";

/** What may be asked of whichever engine answers; the answer says which one did. */
export type Finder = {
  search: (
    ...query: Parameters<SearchEngine["search"]>
  ) => Promise<SearchPage & { engine: EngineName }>;
  retrieve: (
    ...query: Parameters<SearchEngine["retrieve"]>
  ) => Promise<{ candidates: Candidate[]; engine: EngineName }>;
  suggest: (...query: Parameters<SearchEngine["suggest"]>) => Promise<Suggestion[]>;
};

export function finderOf(engine: SearchEngine): Finder {
  const { name } = engine;
  return {
    search: async (...query) => ({ ...(await engine.search(...query)), engine: name }),
    retrieve: async (...query) => ({ candidates: await engine.retrieve(...query), engine: name }),
    suggest: async (...query) => await engine.suggest(...query),
  };
}
