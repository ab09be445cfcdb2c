import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import type { Reader } from "../requests/store.ts";
import type { EngagementQuery, EngagementView, Milestones, NewRating } from "./schema.ts";

export async function listEngagements(
  db: Db,
  reader: Reader,
  today: string,
  { status, after, limit }: EngagementQuery,
) {
  let query = selectView(db, today).where(readableBy(reader));
  if (status) query = query.where("e.status", "=", status);
  if (after) query = query.where("e.id", "<", after);
  const rows = await query
    .orderBy("e.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map((row) => asSeenBy(reader, row)),
    limit,
  );
}

export async function findEngagementFor(
  db: Db,
  reader: Reader,
  today: string,
  id: string,
): Promise<EngagementView | undefined> {
  const found = await selectView(db, today)
    .where("e.id", "=", id)
    .where(readableBy(reader))
    .executeTakeFirst();
  return found && asSeenBy(reader, found);
}

/** Whom to call is the two sides' business. */
function asSeenBy(reader: Reader, view: EngagementView): EngagementView {
  if (reader.as !== "official") return view;
  const nobody = { contactName: "", contactPhone: "" };
  return { ...view, ...nobody, providerContactName: "", providerContactPhone: "" };
}

function readableBy(reader: Reader) {
  if (reader.as === "sme") return sql<boolean>`e.organisation_id = ${reader.organisationId}`;
  if (reader.as === "provider") return sql<boolean>`e.provider_id = ${reader.providerId}`;
  return within("r.region_code", reader.regionCode);
}

/** The consent is for the provider that is chosen: not for one whose award was undone. */
const isPassedOn = sql`r.contact_consent_at is not null and p.status = 'awarded'`;

function selectView(db: Db, today: string) {
  return db
    .selectFrom("engagement as e")
    .innerJoin("request as r", "r.id", "e.request_id")
    .innerJoin("proposal as p", "p.id", "e.proposal_id")
    .innerJoin("organisation as o", "o.id", "e.organisation_id")
    .innerJoin("provider as v", "v.id", "e.provider_id")
    .leftJoin("solution as s", "s.id", "e.solution_id")
    .select([
      "e.id",
      "e.request_id as requestId",
      "r.title as requestTitle",
      "e.proposal_id as proposalId",
      "e.organisation_id as organisationId",
      "o.name as organisationName",
      "e.provider_id as providerId",
      "v.name as providerName",
      "e.solution_id as solutionId",
      "s.name as solutionName",
      "e.status",
      "e.total_fen as totalFen",
      "e.due_on as dueOn",
      sql<boolean>`e.status in ('agreed', 'in_delivery') and coalesce(e.due_on < ${today}::date, false)`.as(
        "overdue",
      ),
      "e.started_at as startedAt",
      "e.delivered_at as deliveredAt",
      "e.delivery_note as deliveryNote",
      "e.accepted_at as acceptedAt",
      "e.rejected_reason as rejectedReason",
      "e.ended_by as endedBy",
      "e.ended_reason as endedReason",
      "e.ended_at as endedAt",
      sql<string>`case when ${isPassedOn} then r.contact_name else '' end`.as("contactName"),
      sql<string>`case when ${isPassedOn} then r.contact_phone else '' end`.as("contactPhone"),
      "v.contact_name as providerContactName",
      "v.contact_phone as providerContactPhone",
      "e.version",
      "e.created_at as createdAt",
    ]);
}

/** What became of requests that were awarded, by request; one that was undone counts only while no other runs. */
export async function listDealsOf(db: Db, requestIds: string[], today: string) {
  const rows = await db
    .selectFrom("engagement as e")
    .select([
      "e.request_id as requestId",
      "e.id",
      "e.status",
      sql<boolean>`e.status in ('agreed', 'in_delivery') and coalesce(e.due_on < ${today}::date, false)`.as(
        "overdue",
      ),
      sql<boolean>`exists (select from rating g where g.engagement_id = e.id)`.as("rated"),
    ])
    .where(sql<boolean>`e.request_id = any(${requestIds}::uuid[])`)
    .orderBy(sql`e.status <> 'ended_early'`)
    .orderBy("e.id")
    .execute();
  return new Map(rows.map(({ requestId, ...deal }) => [requestId, deal]));
}

export async function listMilestones(db: Db, engagementId: string) {
  return await db
    .selectFrom("milestone")
    .select(["position", "title", "amount_fen as amountFen", "due_on as dueOn"])
    .where("engagement_id", "=", engagementId)
    .orderBy("position")
    .execute();
}

export async function findRating(db: Db, engagementId: string) {
  return await db
    .selectFrom("rating")
    .select([
      "overall",
      "delivery",
      "quality",
      "service",
      "value",
      "text",
      "at",
      "reply",
      "replied_at as repliedAt",
    ])
    .where("engagement_id", "=", engagementId)
    .executeTakeFirst();
}

type NewEngagement = {
  requestId: string;
  proposalId: string;
  organisationId: string;
  providerId: string;
  solutionId: string | null;
  totalFen: number;
  dueOn: string | null;
};

export async function insertEngagement(trx: Trx, input: NewEngagement): Promise<string> {
  const made = await trx
    .insertInto("engagement")
    .values({
      request_id: input.requestId,
      proposal_id: input.proposalId,
      organisation_id: input.organisationId,
      provider_id: input.providerId,
      solution_id: input.solutionId,
      total_fen: input.totalFen,
      due_on: input.dueOn,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function replaceMilestones(trx: Trx, engagementId: string, list: Milestones) {
  await trx.deleteFrom("milestone").where("engagement_id", "=", engagementId).execute();
  await trx
    .insertInto("milestone")
    .values(
      list.map(({ title, amountFen, dueOn }, position) => ({
        engagement_id: engagementId,
        position: position + 1,
        title,
        amount_fen: amountFen,
        due_on: dueOn ?? null,
      })),
    )
    .execute();
}

export async function lockEngagement(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("engagement")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}
export type LockedEngagement = Awaited<ReturnType<typeof lockEngagement>>;

/** The engagement of a request that has not ended early, held until the transaction ends. */
export async function lockRunningEngagementOf(trx: Trx, requestId: string) {
  return await trx
    .selectFrom("engagement")
    .selectAll()
    .where("request_id", "=", requestId)
    .where("status", "<>", "ended_early")
    .forUpdate()
    .executeTakeFirst();
}

type Step = {
  started_at?: Date;
  delivered_at?: Date;
  delivery_note?: string;
  accepted_at?: Date;
  rejected_reason?: string;
  ended_by?: State<"endedBy">;
  ended_reason?: string;
  ended_at?: Date;
};

export async function stepEngagement(
  trx: Trx,
  id: string,
  status: State<"engagement">,
  step: Step = {},
): Promise<void> {
  await trx
    .updateTable("engagement")
    .set({ ...step, status, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** One for each engagement; the unique index decides between two that come at once. */
export async function insertRating(
  trx: Trx,
  engagement: LockedEngagement,
  userId: string,
  input: NewRating,
): Promise<boolean> {
  const made = await trx
    .insertInto("rating")
    .values({
      engagement_id: engagement.id,
      provider_id: engagement.provider_id,
      solution_id: engagement.solution_id,
      organisation_id: engagement.organisation_id,
      rated_by: userId,
      ...input,
    })
    .onConflict((oc) => oc.column("engagement_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

/** False where there is no rating yet, or a reply already. */
export async function setReply(
  trx: Trx,
  engagementId: string,
  reply: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("rating")
    .set({ reply, replied_at: now })
    .where("engagement_id", "=", engagementId)
    .where("reply", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Which of these are rated, and whether the provider has replied. */
export async function listRated(db: Db, ids: string[]): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom("rating")
    .select(["engagement_id as id", sql<boolean>`reply is not null`.as("replied")])
    .where(sql<boolean>`engagement_id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, replied }) => [id, replied]));
}

/** What a notice tells of it: which need, and who has acted. */
export async function sayingOf(trx: Trx, engagement: LockedEngagement, side: Reader["as"]) {
  const { title, firm, provider } = await trx
    .selectFrom("request as r")
    .innerJoin("organisation as o", "o.id", "r.organisation_id")
    .innerJoin("provider as v", (join) => join.on("v.id", "=", engagement.provider_id))
    .select(["r.title", "o.name as firm", "v.name as provider"])
    .where("r.id", "=", engagement.request_id)
    .executeTakeFirstOrThrow();
  return { title, by: { sme: firm, provider, official: "主管部门" }[side] };
}
