import { type By, type Person, rolesOf } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, invalid, refused } from "../errors.ts";
import { nameOf } from "../matching/explain.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import { type Matcher, readUnread } from "../matching/service.ts";
import { notifyProvider } from "../notices/store.ts";
import { lockSolution } from "../solutions/own-store.ts";
import { isWithin, wholeCountry } from "../taxonomy/regions.ts";
import { mostAdded, type TagChange, type TagsView, type TagView } from "./schema.ts";
import {
  bumpTags,
  type Correction,
  deleteCorrections,
  findTagged,
  type MadeBy,
  putCorrection,
  type Tagged,
} from "./store.ts";

/** As what a person looks at a solution's tags. */
export type Side = { as: MadeBy; organisationId: string };

/** Its provider, or an official of the place once it is no draft any more; for others it is not there. */
function sideOf(person: Person, { providerId, regionCode, status }: Tagged): Side | undefined {
  const own = person.memberships.find((one) => one.providerId === providerId);
  if (own) return { as: "provider", organisationId: own.organisationId };
  const office = person.memberships.find(
    (one) =>
      one.kind === "authority" &&
      one.regionCode !== null &&
      isWithin(regionCode ?? wholeCountry, one.regionCode),
  );
  if (!office || status === "draft" || !rolesOf(person).includes("official")) return undefined;
  return { as: "official", organisationId: office.organisationId };
}

/** What people once said of a capability that was retired since is nobody's business any more. */
async function findKnown(
  db: Db,
  { capabilities }: Lexicon,
  id: string,
): Promise<Tagged | undefined> {
  const found = await findTagged(db, id);
  const corrections = found?.corrections.filter(({ code }) => capabilities.has(code)) ?? [];
  return found && { ...found, corrections };
}

/** Read anew if it was written since, so that what is shown is what counts. */
export async function readTags(
  db: Db,
  matcher: Matcher,
  person: Person,
  id: string,
): Promise<{ side: Side; view: TagsView }> {
  if (matcher.unread) await readUnread(db, matcher, { limit: 1, id });
  const found = await findKnown(db, matcher.lexicon, id);
  const side = found && sideOf(person, found);
  if (!side) throw new AppError("not_found");
  return { side, view: viewOf(matcher.lexicon, found, side) };
}

export async function correctTagsOf(
  db: Db,
  by: (organisationId: string) => By,
  { matcher, person, id, version, now }: Which,
  change: TagChange,
): Promise<void> {
  if (matcher.unread) await readUnread(db, matcher, { limit: 1, id });
  await inTransaction(db, async (trx) => {
    await lockSolution(trx, id);
    const found = await findKnown(trx, matcher.lexicon, id);
    const side = found && sideOf(person, found);
    if (!side) throw new AppError("not_found");
    if (found.version !== version) throw new AppError("stale");
    requirePossible(matcher.lexicon, found, side, change);
    const { organisationId } = side;
    const { reason } = change;
    const common = { solutionId: id, author: person.name, organisationId, reason, at: now };
    for (const [codes, wanted] of [
      [change.add, true],
      [change.remove, false],
    ] as const)
      for (const code of codes)
        await putCorrection(trx, { ...common, code, wanted, madeBy: side.as });
    await deleteCorrections(trx, id, change.undo);
    await bumpTags(trx, id);
    await tell(trx, by(organisationId), found, side, change);
  });
}

type Which = { matcher: Matcher; person: Person; id: string; version: number; now: Date };

/** Whatever an official has set right, no provider undoes. */
function requirePossible(lexicon: Lexicon, found: Tagged, side: Side, change: TagChange): void {
  const made = new Map(found.corrections.map((one) => [one.code, one]));
  const all = [...change.add, ...change.remove, ...change.undo];
  if (side.as === "provider" && all.some((code) => made.get(code)?.madeBy === "official"))
    throw refused("tag", "corrected_by_official", []);
  for (const [i, code] of change.add.entries())
    if (!lexicon.capabilities.has(code)) throw invalid(`/add/${i}`, "unknown_code");
  for (const [i, code] of change.remove.entries())
    if (!found.tags.some((tag) => tag.code === code)) throw invalid(`/remove/${i}`, "no_such_tag");
  for (const [i, code] of change.undo.entries())
    if (!made.has(code)) throw invalid(`/undo/${i}`, "no_such_tag");
  const kept = found.corrections.filter(({ code, wanted }) => wanted && !all.includes(code));
  if (kept.length + change.add.length > mostAdded)
    throw invalid("/add", "too_big_list", { maximum: mostAdded });
}

async function tell(
  trx: Trx,
  by: By,
  { id, name, providerId, corrections }: Tagged,
  { as }: Side,
  change: TagChange,
): Promise<void> {
  await record(trx, by, "solution.tags_corrected", id, {
    before: { corrections: corrections.map(({ code, wanted }) => ({ code, wanted })) },
    after: { ...change, madeBy: as },
  });
  if (as === "official")
    await notifyProvider(trx, providerId, {
      kind: "solution_tags_corrected",
      params: { title: name, reason: change.reason },
      link: `/solutions/${id}/tags`,
    });
}

function viewOf(lexicon: Lexicon, found: Tagged, side: Side): TagsView {
  const made = new Map(found.corrections.map((one) => [one.code, one]));
  const view = (code: string, strength: number | null): TagView => {
    const correction = made.get(code) ?? null;
    const mayChange = side.as === "official" || correction?.madeBy !== "official";
    return { code, name: nameOf(lexicon, code), strength, correction: told(correction), mayChange };
  };
  return {
    solution: { id: found.id, name: found.name },
    version: found.version,
    tags: found.tags.map(({ code, strength }) => view(code, strength)),
    removed: found.corrections.filter(({ wanted }) => !wanted).map(({ code }) => view(code, null)),
  };
}

function told(correction: Correction | null) {
  if (!correction) return null;
  const { wanted, madeBy, organisation, reason, at } = correction;
  return { wanted, madeBy, organisation, reason, at };
}
