import type { Db } from "../db/connect.ts";
import { shippedLexicon } from "../matching/lexicon-data.ts";
import type { Capability } from "../matching/lexicon-schema.ts";
import { keyOf } from "../search/document-row.ts";
import { type TypedCapability, typedName } from "../search/topics.ts";
import { applyChanges } from "./apply.ts";
import { findPublished, readState } from "./state-store.ts";

const newEnough = 1000;

/**
 * Keeps what somebody may type for a capability until officials publish another lexicon. Whoever types
 * does not wait until that is compiled, which takes ten times as long. Which one is published is asked
 * once a second: it would cost a fifth of each letter that is typed.
 */
export function createTypedCapabilities(): (
  db: Db,
  now: Date,
) => Promise<readonly TypedCapability[]> {
  let kept: { number: number; all: readonly TypedCapability[] } | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  return async (db, now) => {
    if (kept && Math.abs(now.getTime() - asked) < newEnough) return kept.all;
    const { published } = await readState(db);
    if (kept?.number !== published) {
      const { number, changes } = await findPublished(db);
      if (kept?.number !== number)
        kept = { number, all: applyChanges(shippedLexicon(), changes).map(typedOf) };
    }
    asked = now.getTime();
    return kept.all;
  };
}

/** Of what is said only what stands in one piece, and no mere hints. */
function typedOf(capability: Capability): TypedCapability {
  const { owner, called, vendor } = capability;
  const whole = [...owner, ...called, ...vendor].filter((phrase) => !phrase.includes("*"));
  return { ...typedName(capability), said: whole.map(keyOf) };
}
