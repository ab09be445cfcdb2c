import type { Capability } from "../matching/lexicon-schema.ts";
import type { LastingChange } from "./change.ts";

/**
 * The shipped lexicon with the changes of officials on top. The shipped one grows with every release:
 * what a change adds may be there by then and what it takes away gone, and neither is an error.
 */
export function applyChanges(
  shipped: readonly Capability[],
  changes: readonly LastingChange[],
): readonly Capability[] {
  if (changes.length === 0) return shipped;
  const all = new Map(shipped.map((one) => [one.code, one]));
  for (const change of changes) {
    const own = all.get(change.code);
    const next = own ? changed(own, change) : made(change);
    if (next) all.set(change.code, next);
  }
  return [...all.values()];
}

function made(change: LastingChange): Capability | undefined {
  if (change.what !== "add_capability") return undefined;
  const { what: _, ...capability } = change;
  return { ...capability, called: capability.called ?? [], broader: [], related: [] };
}

function changed(own: Capability, change: LastingChange): Capability {
  if (change.what === "rename") return { ...own, name: change.name };
  if (change.what === "add_capability")
    return {
      ...own,
      owner: union(own.owner, change.owner),
      called: union(own.called, change.called ?? []),
      weak: union(own.weak, change.weak),
      vendor: union(own.vendor, change.vendor),
    };
  const { list, phrase } = change;
  const others = own[list].filter((one) => !same(one, phrase));
  return { ...own, [list]: change.what === "add_phrase" ? [...others, phrase] : others };
}

function union(some: readonly string[], more: readonly string[]): string[] {
  return [...some, ...more.filter((phrase) => !some.some((one) => same(one, phrase)))];
}

/** Phrases are compared as texts are read: without case. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
