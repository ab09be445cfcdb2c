const together = 20;
/** Milliseconds: some of what is read takes as long as hundreds of others. */
const atOnce = 10;

/** What `read` finds in each; in between others get their answers, for much that is read takes long. */
export async function collectSlowly<T, R>(
  items: readonly T[],
  read: (item: T) => R | undefined,
): Promise<R[]> {
  const found: R[] = [];
  let until = performance.now() + atOnce;
  for (const [i, item] of items.entries()) {
    if (i > 0 && (i % together === 0 || performance.now() > until)) {
      await othersTurn();
      until = performance.now() + atOnce;
    }
    const one = read(item);
    if (one !== undefined) found.push(one);
  }
  return found;
}

export async function othersTurn(): Promise<void> {
  await new Promise<void>((go) => setTimeout(go));
}
