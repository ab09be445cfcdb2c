/** So much behind may be what anybody reads (design, speed). */
export const aSecond = 1000;

type Kept<T> = { found: T; at: number };

/**
 * What was found out so lately that nobody need ask again; else it is asked for. Of what everybody
 * reads and few change: who reads it may be that much behind.
 */
export function createLately<T>(ms: number): (now: Date, ask: () => Promise<T>) => Promise<T> {
  let kept: Kept<T> | undefined;
  return async (now, ask) => {
    const at = now.getTime();
    if (kept && Math.abs(at - kept.at) < ms) return kept.found;
    const found = await ask();
    kept = { found, at };
    return found;
  };
}
