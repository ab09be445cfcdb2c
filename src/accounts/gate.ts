import { AppError } from "../errors.ts";

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Longer than any work takes: on workerd a client that goes away takes its request with it, unfinished. */
const abandoned = 10_000;

/**
 * At most `places` at work at once; whoever waits longer than `patience` is sent away. It polls,
 * because on workerd one request may not wake another.
 */
export function createGate(places: number, patience: number): Gate {
  const inside = new Set<{ since: number }>();
  const isFull = () => {
    for (const one of inside) if (Date.now() - one.since > abandoned) inside.delete(one);
    return inside.size >= places;
  };
  return async (work) => {
    const end = Date.now() + patience;
    while (isFull()) {
      if (Date.now() >= end) throw new AppError("unavailable");
      await pause(15);
    }
    const place = { since: Date.now() };
    inside.add(place);
    try {
      return await work();
    } finally {
      inside.delete(place);
    }
  };
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
