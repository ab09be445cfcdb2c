import { AppError } from "../errors.ts";

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * At most `places` at work at once; whoever waits longer than `patience` is sent away. It polls,
 * because on workerd one request may not wake another.
 */
export function createGate(places: number, patience: number): Gate {
  let busy = 0;
  return async (work) => {
    const end = Date.now() + patience;
    while (busy >= places) {
      if (Date.now() >= end) throw new AppError("unavailable");
      await pause(15);
    }
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
    }
  };
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
