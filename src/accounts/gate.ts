import { AppError } from "../errors.ts";

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * At most `places` at work at once; whoever waits longer than `patience` is sent away. It polls,
 * because on workerd one request may not wake another.
 */
export function createGate(places: number, patience: number): Gate {
  const at = { work: 0 };
  return async (work) => {
    const end = Date.now() + patience;
    while (at.work >= places) {
      if (Date.now() >= end) throw new AppError("unavailable");
      await pause(15);
    }
    at.work += 1;
    try {
      return await work();
    } finally {
      at.work -= 1;
    }
  };
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
