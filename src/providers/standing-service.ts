import { type By, system } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, invalid } from "../errors.ts";
import { possibleMoves, requireMove } from "../moves.ts";
import { notifyProvider } from "../notices/store.ts";
import { indexProviders } from "../search/service.ts";
import { isWithin } from "../taxonomy/regions.ts";
import { standingMoves, type StandingView, type Suspension } from "./standing-schema.ts";
import {
  findStanding,
  listEnded,
  lockStanding,
  setStanding,
  type Standing,
} from "./standing-store.ts";

type Which = { id: string; regionCode: string; now: Date };

/** Search forgets it at once; its open proposals cannot be awarded, since an award asks for a listed firm. */
export async function suspendProvider(
  db: Db,
  by: By,
  which: Which,
  { reason, until = null }: Suspension,
): Promise<void> {
  if (until && until <= which.now) throw invalid("/until", "in_past");
  await inTransaction(db, async (trx) => {
    const before = await lockInRegion(trx, which);
    const status = requireMove("provider", standingMoves, "suspend", before.status);
    await setStanding(trx, which.id, { status, suspendedReason: reason, suspendedUntil: until });
    await after(trx, by, before, "suspended", { reason, until });
  });
}

export async function liftSuspension(db: Db, by: By, which: Which, reason: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const before = await lockInRegion(trx, which);
    requireMove("provider", standingMoves, "lift", before.status);
    await restore(trx, by, before, reason);
  });
}

export async function removeProvider(db: Db, by: By, which: Which, reason: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const before = await lockInRegion(trx, which);
    const status = requireMove("provider", standingMoves, "remove", before.status);
    await setStanding(trx, which.id, { status, removedReason: reason });
    await after(trx, by, before, "removed", { reason });
  });
}

/** A suspension ends by itself; readers saw it end already, here the row follows. */
export async function endSuspensions(db: Db, now: Date): Promise<void> {
  for (const id of await listEnded(db, now))
    await inTransaction(db, async (trx) => {
      const before = await lockStanding(trx, id);
      const { status, suspendedUntil, organisationId } = before;
      if (status !== "suspended" || !suspendedUntil || suspendedUntil > now) return;
      await restore(trx, { ...system("suspension"), organisationId }, before, "");
    });
}

export async function standingFor(db: Db, { id, regionCode, now }: Which) {
  const found = await findStanding(db, id);
  if (!found || !isInRegion(found, regionCode)) throw new AppError("not_found");
  return { ...found, ...standingNow(found, now) };
}

/** As everybody sees it now, also between the end of a suspension and the job. */
export function standingNow(found: Standing, now: Date): Pick<StandingView, "status" | "possible"> {
  const { status, suspendedUntil, listedAt } = found;
  const over = status === "suspended" && suspendedUntil !== null && suspendedUntil <= now;
  const current = over ? (listedAt === null ? "imported" : "listed") : status;
  return { status: current, possible: possibleMoves(standingMoves, current) };
}

/** The row itself catches up first, so that what follows finds the state that everybody sees. */
async function lockInRegion(trx: Trx, { id, regionCode, now }: Which): Promise<Standing> {
  const found = await lockStanding(trx, id);
  if (!isInRegion(found, regionCode)) throw new AppError("not_found");
  return { ...found, status: standingNow(found, now).status };
}

/** An applicant's standing is a matter of its application. */
function isInRegion({ status, regionCode }: Standing, jurisdiction: string): boolean {
  if (status === "applying") return false;
  return isWithin(regionCode ?? "000000", jurisdiction);
}

async function restore(trx: Trx, by: By, before: Standing, reason: string): Promise<void> {
  const status = before.listedAt === null ? "imported" : "listed";
  await setStanding(trx, before.id, { status });
  await after(trx, by, before, "restored", { reason });
}

async function after(
  trx: Trx,
  by: By,
  before: Standing,
  what: "suspended" | "restored" | "removed",
  detail: { reason: string; until?: Date | null },
): Promise<void> {
  const { id, name, status } = before;
  await indexProviders(trx, [id]);
  await notifyProvider(trx, id, {
    kind: `provider_${what}`,
    params: { name, reason: detail.reason, until: detail.until?.toISOString() ?? "" },
    link: "/desk/provider",
  });
  await record(trx, by, `provider.${what}`, id, {
    before: { status },
    after: detail,
  });
}
