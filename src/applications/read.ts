import type { Db } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { possibleMoves } from "../moves.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { isWithin } from "../taxonomy/regions.ts";
import { isOpen } from "./open.ts";
import { listSameCode } from "./code-store.ts";
import { applicationMoves, type ApplicationView, ownVerbs, type ReviewView } from "./schema.ts";
import { sectionsOf } from "./sections.ts";
import { findApplication, listDecisions } from "./store.ts";

/** For the firm that applies. */
export async function readOwn(
  db: Db,
  organisationId: string,
  id: string,
): Promise<ApplicationView> {
  const { view } = await readApplication(db, id);
  if (view.organisationId !== organisationId) throw new AppError("not_found");
  const possible = view.possible.filter((verb) => ownVerbs.includes(verb));
  return { ...view, possible };
}

/**
 * For an official in whose jurisdiction it lies; what was not submitted does not exist yet. Where the
 * firm has gone he finds what was judged, or that it has gone.
 */
export async function readForReview(
  db: Db,
  { regionCode, now }: { regionCode: string; now: Date },
  id: string,
): Promise<ReviewView> {
  const { view, askedIn } = await readApplication(db, id);
  const isHidden = view.status === "draft" && view.providerStatus !== "removed";
  if (isHidden || askedIn === null || !isWithin(askedIn, regionCode))
    throw new AppError("not_found");
  const possible = view.possible.filter((verb) => !ownVerbs.includes(verb));
  const { uscc: code, providerId, organisationId } = view;
  // Beside a decision that was made long ago it would tell of another day.
  const isToDecide = code !== null && possible.includes("list");
  const sameCode = isToDecide
    ? await listSameCode(db, { code, providerId, organisationId }, now)
    : { total: 0, items: [] };
  return { ...view, possible, sameCode };
}

async function readApplication(db: Db, id: string) {
  const found = await findApplication(db, id);
  if (!found) throw new AppError("not_found");
  const [solutions, decisions] = await Promise.all([
    listOwnSolutions(db, found.providerId),
    listDecisions(db, id),
  ]);
  const sections = sectionsOf(found, solutions).map((section) => ({
    ...section,
    open: isOpen(section.code, found.status, decisions),
  }));
  const possible = possibleMoves(applicationMoves, found.status);
  const { askedIn, ...told } = found;
  return { view: { ...told, sections, decisions, possible }, askedIn };
}
