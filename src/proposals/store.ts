import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import type { ProposalDraft, ProposalQuery, ProposalView } from "./schema.ts";

export async function listProposals(
  db: Db,
  providerId: string,
  { status, after, limit }: ProposalQuery,
) {
  let query = selectView(db).where("p.provider_id", "=", providerId);
  if (status) query = query.where("p.status", "=", status);
  if (after) query = query.where("p.id", "<", after);
  const rows = await query
    .orderBy("p.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf<ProposalView>(rows, limit);
}

/** Those that stand: what providers only drafted or took back is nobody else's business. */
export async function listProposalsOf(db: Db, requestId: string): Promise<ProposalView[]> {
  return await selectView(db)
    .where("p.request_id", "=", requestId)
    .where("p.status", "not in", ["draft", "withdrawn"])
    .orderBy("threeYearFen")
    .orderBy("p.id")
    .execute();
}

/** How many of each request's may still be chosen. */
export async function countStanding(db: Db, requestIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("proposal")
    .select((eb) => ["request_id as id", eb.fn.countAll<number>().as("count")])
    .where(sql<boolean>`request_id = any(${requestIds}::uuid[])`)
    .where("status", "in", ["submitted", "shortlisted"])
    .groupBy("request_id")
    .execute();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export type RuledOut = { id: string; providerName: string; reason: string };

/** Whose proposals were ruled out and why; nothing of what they offered. */
export async function listRuledOut(db: Db, requestId: string): Promise<RuledOut[]> {
  return await db
    .selectFrom("proposal as p")
    .innerJoin("provider as v", "v.id", "p.provider_id")
    .select(["p.id", "v.name as providerName", "p.reason"])
    .where("p.request_id", "=", requestId)
    .where("p.status", "=", "disqualified")
    .orderBy("p.decided_at")
    .execute();
}

export async function findProposal(db: Db, id: string): Promise<ProposalView | undefined> {
  return await selectView(db).where("p.id", "=", id).executeTakeFirst();
}

export async function findOwnProposal(
  db: Db,
  requestId: string,
  providerId: string,
): Promise<ProposalView | undefined> {
  return await selectView(db)
    .where("p.request_id", "=", requestId)
    .where("p.provider_id", "=", providerId)
    .executeTakeFirst();
}

function selectView(db: Db) {
  return db
    .selectFrom("proposal as p")
    .innerJoin("request as r", "r.id", "p.request_id")
    .innerJoin("provider as v", "v.id", "p.provider_id")
    .leftJoin("solution as s", "s.id", "p.solution_id")
    .select([
      "p.id",
      "p.request_id as requestId",
      "r.title as requestTitle",
      "p.provider_id as providerId",
      "v.name as providerName",
      "v.status as providerStatus",
      "p.solution_id as solutionId",
      "s.name as solutionName",
      "p.status",
      "p.summary",
      "p.plan",
      "p.weeks",
      "p.one_off_fen as oneOffFen",
      "p.yearly_fen as yearlyFen",
      "p.implementation_fen as implementationFen",
      "p.training_fen as trainingFen",
      "p.interfaces_fen as interfacesFen",
      "p.exit_fen as exitFen",
      sql<number>`p.one_off_fen + 3 * p.yearly_fen + p.implementation_fen + p.training_fen
        + p.interfaces_fen + p.exit_fen`.as("threeYearFen"),
      "p.reason",
      "p.submitted_at as submittedAt",
      "p.decided_at as decidedAt",
      "p.version",
    ]);
}

export async function insertProposal(
  trx: Trx,
  ids: { requestId: string; providerId: string; userId: string },
  input: ProposalDraft,
): Promise<string> {
  const made = await trx
    .insertInto("proposal")
    .values({
      request_id: ids.requestId,
      provider_id: ids.providerId,
      created_by: ids.userId,
      ...columnsOf(input),
    })
    // The unique index lets one of two that come at once through.
    .onConflict((oc) => oc.columns(["request_id", "provider_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) throw new AppError("taken", { params: { thing: "proposal" } });
  return made.id;
}

/** What was taken back and is mended is a draft again. */
export async function updateProposal(trx: Trx, id: string, input: ProposalDraft): Promise<void> {
  await trx
    .updateTable("proposal")
    .set({
      ...columnsOf(input),
      status: "draft",
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

function columnsOf(input: ProposalDraft) {
  return {
    solution_id: input.solutionId,
    summary: input.summary,
    plan: input.plan,
    weeks: input.weeks,
    one_off_fen: input.oneOffFen,
    yearly_fen: input.yearlyFen,
    implementation_fen: input.implementationFen,
    training_fen: input.trainingFen,
    interfaces_fen: input.interfacesFen,
    exit_fen: input.exitFen,
  };
}

export async function lockProposal(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("proposal")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

/** Of which request it is; the request is locked before its proposals, always in that order. */
export async function requestOf(db: Db, proposalId: string): Promise<string> {
  const found = await db
    .selectFrom("proposal")
    .select("request_id as requestId")
    .where("id", "=", proposalId)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found.requestId;
}

/** All of a request's, held until the transaction ends. */
export async function lockProposalsOf(trx: Trx, requestId: string) {
  return await trx
    .selectFrom("proposal")
    .selectAll()
    .where("request_id", "=", requestId)
    .orderBy("id")
    .forUpdate()
    .execute();
}
export type LockedProposal = Awaited<ReturnType<typeof lockProposal>>;

/** Those of providers that are on no list any more: nobody stands by them. None is taken off it meanwhile. */
export async function listAbandoned(trx: Trx, requestId: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom("proposal")
    .innerJoin("provider", "provider.id", "proposal.provider_id")
    .select(["proposal.id", "provider.status"])
    .where("proposal.request_id", "=", requestId)
    .orderBy("provider.id")
    .forShare("provider")
    .execute();
  return new Set(rows.filter(({ status }) => status === "removed").map(({ id }) => id));
}

export async function setProposalStatus(
  trx: Trx,
  id: string,
  status: State<"proposal">,
  {
    reason = "",
    submittedAt,
    decidedAt,
  }: {
    reason?: string;
    submittedAt?: Date;
    decidedAt?: Date | null;
  } = {},
): Promise<void> {
  await trx
    .updateTable("proposal")
    .set({
      status,
      reason,
      submitted_at: submittedAt,
      decided_at: decidedAt,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}
