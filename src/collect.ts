const together = 20;

/** What `read` finds in each; in between others get their answers, for much that is read takes long. */
export async function collectSlowly<T, R>(
  items: readonly T[],
  read: (item: T) => R | undefined,
): Promise<R[]> {
  const found: R[] = [];
  for (const [i, item] of items.entries()) {
    if (i > 0 && i % together === 0) await new Promise((resolve) => setTimeout(resolve));
    const one = read(item);
    if (one !== undefined) found.push(one);
  }
  return found;
}
