import type { Db } from "../db/connect.ts";
import { shippedLexicon } from "../matching/lexicon-data.ts";
import type { Capability } from "../matching/lexicon-schema.ts";
import { keyOf } from "../search/document-row.ts";
import { type TypedCapability, typedName } from "../search/topics.ts";
import { applyChanges } from "./apply.ts";
import { findPublished, readState } from "./state-store.ts";

/**
 * Keeps what somebody may type for a capability until officials publish another lexicon. Whoever types
 * does not wait until that is compiled, which takes ten times as long.
 */
export function createTypedCapabilities(): (db: Db) => Promise<readonly TypedCapability[]> {
  let kept: { number: number; all: readonly TypedCapability[] } | undefined;
  return async (db) => {
    const { published } = await readState(db);
    if (kept?.number !== published) {
      const { number, changes } = await findPublished(db);
      if (kept?.number !== number)
        kept = { number, all: applyChanges(shippedLexicon(), changes).map(typedOf) };
    }
    return kept.all;
  };
}

/** Of what is said only what stands in one piece, and no mere hints. */
function typedOf(capability: Capability): TypedCapability {
  const { owner, called, vendor } = capability;
  const whole = [...owner, ...called, ...vendor].filter((phrase) => !phrase.includes("*"));
  return { ...typedName(capability), said: whole.map(keyOf) };
}
