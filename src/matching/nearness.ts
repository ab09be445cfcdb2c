import type { Lexicon } from "./lexicon.ts";
import { nearness } from "./weights.ts";

export type Nearness = keyof typeof nearness;

/** Which capabilities are near to this one, and how, the nearest way of several: itself, wider, narrower, related. */
export function nearTo({ capabilities }: Lexicon, code: string): Map<string, Nearness> {
  const near = new Map<string, Nearness>();
  const add = (other: string, how: Nearness) => {
    const before = near.get(other);
    if (before === undefined || nearness[before] < nearness[how]) near.set(other, how);
  };
  const own = capabilities.get(code);
  add(code, "exact");
  for (const broader of own?.broader ?? []) add(broader, "broader");
  for (const related of own?.related ?? []) add(related, "related");
  for (const [other, { broader, related }] of capabilities)
    if (broader.includes(code)) add(other, "narrower");
    else if (related.includes(code)) add(other, "related");
  return near;
}
