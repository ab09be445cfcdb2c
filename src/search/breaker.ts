/** Keeps a failing service from being asked again and again; lives as long as the app. */
export type Breaker = {
  /** Whether to ask: always while it works, one at a time when it may be back. */
  allows: () => boolean;
  succeeded: () => void;
  failed: () => void;
  isOpen: () => boolean;
};

const mostFailures = 3;
const restMs = 5000;

export function createBreaker(clock: () => number = () => performance.now()): Breaker {
  let failures = 0;
  let restsUntil = 0;
  const isOpen = () => failures >= mostFailures;
  return {
    allows: () => {
      if (!isOpen()) return true;
      if (clock() < restsUntil) return false;
      // This one tries; the others wait for how it goes, or for the next rest to pass.
      restsUntil = clock() + restMs;
      return true;
    },
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures++;
      restsUntil = clock() + restMs;
    },
    isOpen,
  };
}
