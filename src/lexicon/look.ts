import { AppError } from "../errors.ts";
import type { Capability } from "../matching/lexicon-schema.ts";
import { isShipped } from "./check.ts";
import { normalise } from "../search/normalise.ts";

type Query = { q: string; scene?: string | undefined };

/** Those whose name or phrases hold what was typed, by scene as they are shipped. */
export function listCapabilities(lexicon: readonly Capability[], { q, scene }: Query) {
  const typed = normalise(q).text.trim();
  const holds = (text: string) => text.toLowerCase().includes(typed);
  return lexicon
    .filter((one) => scene === undefined || one.scenes[0] === scene)
    .flatMap(({ code, name, scenes, owner, called, weak, vendor }) => {
      const all = [...new Set([...owner, ...called, ...weak, ...vendor])];
      if (![code, name, ...all].some(holds)) return [];
      return {
        code,
        name,
        scene: scenes[0] ?? "",
        phrases: owner.length + called.length + weak.length + vendor.length,
        held: typed === "" ? [] : all.filter(holds),
      };
    });
}

export function findCapability(lexicon: readonly Capability[], code: string) {
  const found = lexicon.find((one) => one.code === code);
  if (!found) throw new AppError("not_found");
  const { name, category, scenes, owner, called, weak, vendor } = found;
  const lists = { owner, called, weak, vendor };
  return { code, name, category, scenes, ...lists, isAdded: !isShipped(code) };
}
