import type { Capability } from "./lexicon-schema.ts";
import { nearness } from "./weights.ts";

export type Nearness = keyof typeof nearness;
/** How near to what is asked for, 0 to 1 by capability. */
export type Likeness = ReadonlyMap<string, number>;
export type Near = ReadonlyMap<string, ReadonlyMap<string, Nearness>>;

/** Which capabilities are near to each, and how, the nearest way of several: itself, wider, narrower, related. */
export function nearOf(all: readonly Capability[]): Near {
  const near = new Map(all.map(({ code }) => [code, new Map<string, Nearness>()]));
  const add = (code: string, other: string, how: Nearness) => {
    const before = near.get(code)?.get(other);
    if (before === undefined || nearness[before] < nearness[how]) near.get(code)?.set(other, how);
  };
  for (const { code, broader, related } of all) {
    add(code, code, "exact");
    for (const other of broader) {
      add(code, other, "broader");
      add(other, code, "narrower");
    }
    for (const other of related) {
      add(code, other, "related");
      add(other, code, "related");
    }
  }
  return near;
}

/** The likeness of what was chosen, of which no words tell how near it comes to anything else. */
export function likenessOf(near: Near, chosen: readonly string[]): Map<string, number> {
  const likeness = new Map<string, number>();
  for (const code of chosen)
    for (const [other, how] of near.get(code) ?? [])
      likeness.set(other, Math.max(likeness.get(other) ?? 0, nearness[how]));
  return likeness;
}
