import type { Db } from "../db/connect.ts";
import type { MatchesView } from "../matching/schema.ts";
import { regionPath } from "../taxonomy/regions.ts";
import { chinaDay } from "../time.ts";
import type { Period } from "./period.ts";
import { sealWith } from "./seal-asker.ts";
import { mergeSmall, type UnmetGroup } from "./unmet-groups.ts";
import { listUnmetGroups, putUnmet, type TypedUnmet } from "./unmet-store.ts";
import type { Heard } from "./words-service.ts";

const mostGroups = 1000;

/** Of what was typed only counts, scenes, places and capabilities leave here, never a text. */
export async function readUnmet(
  db: Db,
  place: string,
  period: Period,
  scene: string | undefined,
): Promise<UnmetGroup[]> {
  const groups = mergeSmall(await listUnmetGroups(db, place, period));
  // Chosen last: what was merged is not to be told apart by asking for one scene after another.
  return groups
    .filter((group) => scene === undefined || group.scene === scene)
    .slice(0, mostGroups);
}

type Found = { text: string } & Pick<MatchesView, "needs" | "unmet">;

/** Counts what of a need nothing solves, with who asked, so that a group of few is not told. */
export async function keepUnmet(
  db: Db,
  { text, needs, unmet: all }: Found,
  { from, secret, now }: Heard,
): Promise<void> {
  // No provider of digital services is missed by who wants his roof mended.
  const unmet = all.filter(({ code }) => code !== "outside");
  if (unmet.length === 0) return;
  const seal = sealWith(secret);
  const typed = unmet.map(({ need: at, code }): TypedUnmet => {
    const need = needs[at];
    const scene = need?.scenes[0]?.code ?? "none";
    const regionCode = need?.constraints.regionCode ?? "none";
    const province = regionPath(regionCode)[1]?.code ?? "none";
    return {
      scene,
      regionCode,
      code,
      wanted: need?.capabilities.map(({ name }) => name) ?? [],
      text: seal(`unmet\n${at}\n${text}`),
      // Comparable only where groups are merged: two scenes of one firm cannot be told to be its.
      asker: seal(`unmet\n${scene}\n${province}\n${from}`),
    };
  });
  await putUnmet(db, typed, { day: chinaDay(now), now });
}
