import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError, invalid, refused } from "../errors.ts";
import { possibleMoves, requireMove } from "../moves.ts";
import { notifyOfficials } from "../notices/officials-store.ts";
import { indexCases } from "../search/service.ts";
import { possibleSizes } from "../taxonomy/firm-size.ts";
import { chinaDay } from "../time.ts";
import {
  type CaseChange,
  type CaseField,
  caseMoves,
  type NewCase,
  type OwnCase,
} from "./own-schema.ts";
import {
  findCase,
  findCaseOfDelivery,
  findTold,
  lockCase,
  lockDelivery,
  type OwnCaseRow,
  updateCase,
} from "./own-store.ts";
import { insertCase } from "./store.ts";

/** The firm that somebody proposes for; `providerId` where it is a provider. */
export type Proposer = {
  organisationId: string;
  kind: "sme" | "provider";
  providerId: string | null;
};

export async function proposeCase(db: Db, by: By, own: Proposer, input: NewCase): Promise<string> {
  return await inTransaction(db, async (trx) => {
    const { engagementId, title, solutionId, ...rest } = input;
    const source =
      engagementId === undefined
        ? await fromSolution(trx, own, solutionId ?? "")
        : await fromDelivery(trx, own, engagementId);
    const values = { ...source, ...given(rest), ...(title && { title }) };
    const id = await insertCase(trx, {
      ...values,
      title: values.title ?? "",
      proposed_by: own.organisationId,
      status: "proposed",
      size: sizeOf(values),
    });
    await record(trx, by, "case.proposed", id, { after: input });
    return id;
  });
}

async function fromSolution(trx: Trx, own: Proposer, solutionId: string) {
  const found = await tellable(trx, own, solutionId);
  return {
    origin: "proposed" as const,
    title: undefined,
    provider_id: found.providerId,
    solution_id: found.id,
    category: found.category,
    scenes: found.scenes,
    demo: found.demo,
  };
}

/** A provider tells of its own solutions, a buyer of what is listed. */
async function tellable(trx: Trx, own: Proposer, solutionId: string) {
  const found = await findTold(trx, solutionId);
  if (!found || (own.kind === "provider" && found.providerId !== own.providerId))
    throw invalid("/solutionId", "unknown_code");
  if (found.status !== "published" || found.providerStatus !== "listed")
    throw invalid("/solutionId", "not_on_market");
  return found;
}

/** An accepted delivery makes a verified case: firm, solution and place are known. */
async function fromDelivery(trx: Trx, own: Proposer, engagementId: string) {
  const found = await lockDelivery(trx, engagementId);
  const party = [found?.smeId, found?.makerId].includes(own.organisationId);
  if (!found || !party) throw new AppError("not_found");
  if (found.status !== "accepted") throw refused("engagement", found.status, ["accept"]);
  const told = await findCaseOfDelivery(trx, engagementId);
  if (told) throw refused("case", told.status, []);
  const solution = found.solutionId ? await findTold(trx, found.solutionId) : undefined;
  return {
    origin: "engagement" as const,
    engagement_id: engagementId,
    title: found.title,
    provider_id: found.providerId,
    solution_id: found.solutionId,
    category: found.category ?? solution?.category ?? ("upgrade" as const),
    scenes: found.scenes.length > 0 ? found.scenes : (solution?.scenes ?? []),
    sme_name: found.smeName,
    region_code: found.regionCode,
    industry_code: found.industryCode,
    headcount: found.headcount || null,
    problem: found.text,
    demo: found.demo,
  };
}

type Which = { id: string; version: number };

export async function changeCase(
  db: Db,
  by: By,
  own: Proposer,
  { id, version }: Which,
  { solutionId, ...rest }: CaseChange,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockOwn(trx, own, id);
    requireMove("case", caseMoves, "change", found.status);
    if (found.version !== version) throw new AppError("stale");
    const source =
      solutionId !== undefined && solutionId !== found.solution_id
        ? await otherSolution(trx, own, found.origin, solutionId)
        : {};
    const values = { ...source, ...given(rest) };
    await updateCase(trx, id, { ...values, size: sizeOf({ ...found, ...values }) });
    await record(trx, by, "case.changed", id, { after: { solutionId, ...rest } });
  });
}

async function otherSolution(trx: Trx, own: Proposer, origin: string, solutionId: string) {
  // What was delivered is on record.
  if (origin === "engagement") throw invalid("/solutionId", "unknown_code");
  const { title: _, origin: __, ...source } = await fromSolution(trx, own, solutionId);
  return source;
}

export async function submitCase(
  db: Db,
  by: By,
  own: Proposer,
  { id, version, now }: Which & { now: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockOwn(trx, own, id);
    const status = requireMove("case", caseMoves, "submit", found.status);
    if (found.version !== version) throw new AppError("stale");
    const row = await findCase(trx, id);
    const fields = (row ? lacksOf(row, now) : []).map(([name, code]): FieldError => ({
      pointer: `/${name}`,
      code,
      params: {},
    }));
    if (fields.length > 0) throw new AppError("invalid", { fields });
    await updateCase(trx, id, { status });
    await notifyOfficials(trx, found.region_code, {
      kind: "case_submitted",
      params: { title: found.title },
      link: `/official/cases/${id}`,
    });
    await record(trx, by, "case.submitted", id);
  });
}

/** Who proposed it may take it back too, for the firm that is told of may change its mind. */
export async function withdrawOwnCase(
  db: Db,
  by: By,
  own: Proposer,
  id: string,
  reason: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const found = await lockOwn(trx, own, id);
    const status = requireMove("case", caseMoves, "withdraw", found.status);
    await updateCase(trx, id, { status, featured: false, withdrawn_reason: reason });
    await indexCases(trx, [id]);
    await record(trx, by, "case.withdrawn", id, { after: { reason } });
  });
}

/** What is missing before an official may see it. */
function lacksOf(row: OwnCaseRow, now: Date | undefined): [CaseField, string][] {
  const checks: [CaseField, boolean][] = [
    ["title", row.title === ""],
    ["smeName", row.smeName === ""],
    ["regionCode", row.regionCode === null],
    ["summary", row.summary === ""],
    ["problem", row.problem === ""],
    ["approach", row.approach === ""],
    ["outcome", row.outcome === ""],
    ["measures", row.measures.length === 0],
    ["consentOn", row.consentOn === null],
    ["consentBy", row.consentBy === ""],
  ];
  const lacks = checks
    .filter(([, empty]) => empty)
    .map(([name]): [CaseField, string] => [name, "required"]);
  const future = now && row.consentOn && row.consentOn > chinaDay(now);
  return future ? [...lacks, ["consentOn", "in_future"]] : lacks;
}

/** For whoever proposed it; `verbs` is what he may do. */
export function caseView(row: OwnCaseRow, verbs: (verb: string) => boolean): OwnCase {
  const missing = lacksOf(row, undefined).map(([name]) => name);
  return { ...row, missing, possible: possibleMoves(caseMoves, row.status).filter(verbs) };
}

async function lockOwn(trx: Trx, { organisationId }: Proposer, id: string) {
  const found = await lockCase(trx, id);
  if (found.proposed_by !== organisationId) throw new AppError("not_found");
  return found;
}

/** The size follows from trade and headcount, where they settle it. */
function sizeOf(firm: { industry_code?: string | null; headcount?: number | null }) {
  const { industry_code: code, headcount } = firm;
  const sizes = possibleSizes({
    industryCode: code ?? undefined,
    headcount: headcount ?? undefined,
    revenueFen: undefined,
    assetsFen: undefined,
  });
  const [only] = sizes;
  return sizes.length === 1 ? (only ?? null) : null;
}

function given(input: Omit<CaseChange, "solutionId">) {
  const { regionCode, industryCode, headcount, consentOn } = input;
  return {
    ...(input.title !== undefined && { title: input.title }),
    ...(input.smeName !== undefined && { sme_name: input.smeName }),
    ...(regionCode !== undefined && { region_code: regionCode }),
    ...(industryCode !== undefined && { industry_code: industryCode }),
    ...(headcount !== undefined && { headcount }),
    ...(input.summary !== undefined && { summary: input.summary }),
    ...(input.problem !== undefined && { problem: input.problem }),
    ...(input.approach !== undefined && { approach: input.approach }),
    ...(input.outcome !== undefined && { outcome: input.outcome }),
    ...(input.measures !== undefined && { measures: input.measures }),
    ...(consentOn !== undefined && { consent_on: consentOn }),
    ...(input.consentBy !== undefined && { consent_by: input.consentBy }),
  };
}
