import type { By } from "../accounts/actor.ts";
import { requireSolutionsOpen } from "../applications/service.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError, refused } from "../errors.ts";
import { possibleMoves, requireMove } from "../moves.ts";
import { indexSolutions } from "../search/service.ts";
import { lacksOf, type SolutionRow } from "./complete.ts";
import {
  type NewSolution,
  type OwnSolution,
  type SolutionChange,
  solutionMoves,
} from "./own-schema.ts";
import {
  findOwnSolution,
  lockProviderStatus,
  lockSolution,
  type OwnSolutionRow,
} from "./own-store.ts";
import { insertSolution, updateSolution } from "./store.ts";

/** Whatever is derived from a solution follows it here, in the same transaction. */
async function afterSolutionWrite(trx: Trx, id: string): Promise<void> {
  await indexSolutions(trx, [id]);
}

type Which = { id: string; version: number };

export async function addSolution(db: Db, by: By, providerId: string, input: NewSolution) {
  return await inTransaction(db, async (trx) => {
    await requireMayWrite(trx, providerId);
    const { oneOffFen = null, yearlyFen = null, trialDays = null, weeksToStart = null } = input;
    const id = await insertSolution(trx, {
      ...columnsOf(input),
      name: input.name,
      category: input.category,
      one_off_fen: oneOffFen,
      yearly_fen: yearlyFen,
      trial_days: trialDays,
      weeks_to_start: weeksToStart,
      provider_id: providerId,
      status: "draft",
    });
    await afterSolutionWrite(trx, id);
    await record(trx, by, "solution.added", id, { after: input });
    return id;
  });
}

/** A published one changes at once, but may not lose what a buyer has to know. */
export async function changeSolution(
  db: Db,
  by: By,
  providerId: string,
  { id, version }: Which,
  input: SolutionChange,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await requireMayWrite(trx, providerId);
    const before = await lockOwn(trx, providerId, id);
    await updateSolution(trx, id, version, columnsOf(input));
    const after = await getOwn(trx, providerId, id);
    if (before.status === "published") requireComplete(after);
    await afterSolutionWrite(trx, id);
    await record(trx, by, "solution.changed", id, { before: { version }, after: input });
  });
}

export async function publishSolution(
  db: Db,
  by: By,
  providerId: string,
  { id, version, now }: Which & { now: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const standing = await lockProviderStatus(trx, providerId);
    // An applicant's solutions are published with its listing.
    if (standing?.status !== "listed") throw refused("provider", standing?.status ?? "removed", []);
    const { status } = await lockOwn(trx, providerId, id);
    requireMove("solution", solutionMoves, "publish", status);
    const solution = await getOwn(trx, providerId, id);
    if (solution.version !== version) throw new AppError("stale");
    requireComplete(solution);
    await goPublic(trx, by, solution, now);
  });
}

/** What is complete becomes visible; who calls has made sure that it may. */
export async function goPublic(
  trx: Trx,
  by: By,
  { id, version }: Pick<OwnSolutionRow, "id" | "version">,
  now: Date,
): Promise<void> {
  const values = { status: "published" as const, published_at: now, withdrawn_reason: null };
  await updateSolution(trx, id, version, values);
  await afterSolutionWrite(trx, id);
  await record(trx, by, "solution.published", id);
}

export async function withdrawSolution(
  db: Db,
  by: By,
  providerId: string,
  { id, version }: Which,
  reason: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockProviderStatus(trx, providerId);
    const { status } = await lockOwn(trx, providerId, id);
    const next = requireMove("solution", solutionMoves, "withdraw", status);
    await updateSolution(trx, id, version, { status: next, withdrawn_reason: reason });
    await afterSolutionWrite(trx, id);
    await record(trx, by, "solution.withdrawn", id, { after: { reason } });
  });
}

export function ownView(row: OwnSolutionRow): OwnSolution {
  const possible = possibleMoves(solutionMoves, row.status);
  return { ...row, missing: lacksOf(row), possible };
}

/** The application first, then the provider, then the solution: the order in which everybody locks. */
async function requireMayWrite(trx: Trx, providerId: string): Promise<void> {
  await requireSolutionsOpen(trx, providerId);
  const standing = await lockProviderStatus(trx, providerId);
  if (!standing || standing.status === "removed") throw refused("provider", "removed", []);
}

async function lockOwn(trx: Trx, providerId: string, id: string) {
  const solution = await lockSolution(trx, id);
  if (solution.provider_id !== providerId) throw new AppError("not_found");
  return solution;
}

async function getOwn(trx: Trx, providerId: string, id: string): Promise<OwnSolutionRow> {
  const found = await findOwnSolution(trx, providerId, id);
  if (!found) throw new AppError("not_found");
  return found;
}

function requireComplete(solution: SolutionRow): void {
  const fields = lacksOf(solution).map((name): FieldError => ({
    pointer: `/${name}`,
    code: "required",
    params: {},
  }));
  if (fields.length > 0) throw new AppError("invalid", { fields });
}

function columnsOf(input: SolutionChange) {
  return {
    name: input.name,
    category: input.category,
    secondary_categories: input.secondaryCategories?.filter((code) => code !== input.category),
    scenes: input.scenes,
    industries: input.industries,
    sizes: input.sizes && [...new Set(input.sizes)],
    service_regions: input.serviceRegions,
    summary: input.summary,
    description: input.description,
    pains: input.pains,
    benefits: input.benefits,
    scenarios: input.scenarios,
    deployment: input.deployment,
    one_off_fen: input.oneOffFen,
    yearly_fen: input.yearlyFen,
    price_note: input.priceNote,
    trial_days: input.trialDays,
    weeks_to_start: input.weeksToStart,
    data_promise: input.dataPromise,
    support_promise: input.supportPromise,
  };
}
