import type { Breaker } from "./breaker.ts";
import type { Candidate, EngineName, SearchEngine, SearchPage } from "./engine.ts";

/** What may be asked of whichever engine answers; the answer says which one did. */
export type Finder = {
  search: (
    ...query: Parameters<SearchEngine["search"]>
  ) => Promise<SearchPage & { engine: EngineName }>;
  retrieve: (
    ...query: Parameters<SearchEngine["retrieve"]>
  ) => Promise<{ candidates: Candidate[]; engine: EngineName }>;
};

type Outside = {
  engine: SearchEngine;
  breaker: Breaker;
  /** Whether it knows what happened while it was away; who asks sees to it that it is told. */
  isTold?: () => Promise<boolean>;
};

/**
 * The outside engine answers while it can, in time; else our own, which is always there. Made anew for
 * each request, which waits in vain only once, however much it asks.
 */
export function finderOf(own: SearchEngine, outside?: Outside): Finder {
  let inVain = false;
  const ask = async <T>(what: (engine: SearchEngine) => Promise<T>) => {
    if (!inVain && outside?.breaker.allows())
      try {
        const wasAway = outside.breaker.isOpen();
        const answer = await what(outside.engine);
        // What was changed meanwhile is found already: it must not be lost again for a while.
        if (!wasAway || ((await outside.isTold?.()) ?? true)) {
          outside.breaker.succeeded();
          return { answer, engine: outside.engine.name };
        }
      } catch (error) {
        inVain = true;
        outside.breaker.failed();
        console.error("search engine", reasonOf(error));
      }
    return { answer: await what(own), engine: own.name };
  };
  return {
    search: async (...query) => {
      const { answer, engine } = await ask(async (asked) => await asked.search(...query));
      return { ...answer, engine };
    },
    retrieve: async (...query) => {
      const { answer, engine } = await ask(async (asked) => await asked.retrieve(...query));
      return { candidates: answer, engine };
    },
  };
}

/** The client wraps what happened in what it was about. */
function reasonOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
