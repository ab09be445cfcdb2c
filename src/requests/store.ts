import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import type { JsonValue } from "../db/types.ts";
import { AppError } from "../errors.ts";
import { isListedNow } from "../providers/listed-store.ts";
import type { RequestDraft, RequestQuery, RequestView } from "./schema.ts";

/** Whose eyes a list is made for. */
export type Reader =
  | { as: "sme"; organisationId: string }
  | { as: "provider"; providerId: string }
  | { as: "official"; regionCode: string };

export async function listRequests(
  db: Db,
  reader: Reader,
  { status, category, scene, after, limit }: RequestQuery,
) {
  let query = selectView(db);
  if (reader.as === "sme") query = query.where("r.organisation_id", "=", reader.organisationId);
  if (reader.as === "provider")
    query = query.where(
      status && status !== "open" ? hadPart(reader.providerId) : openTo(reader.providerId),
    );
  if (reader.as === "official")
    query = query
      .where("r.status", "<>", "draft")
      .where(within("r.region_code", reader.regionCode));
  if (status) query = query.where("r.status", "=", status);
  if (category) query = query.where("r.category", "=", category);
  if (scene) query = query.where(sql<boolean>`r.scenes @> array[${scene}]`);
  if (after) query = query.where("r.id", "<", after);
  const rows = await query
    .orderBy("r.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf<RequestView>(rows, limit);
}

/** The request, if this reader may know that it exists. */
export async function findRequestFor(db: Db, reader: Reader, id: string) {
  let query = selectView(db).where("r.id", "=", id);
  if (reader.as === "sme") query = query.where("r.organisation_id", "=", reader.organisationId);
  if (reader.as === "provider") query = query.where(openTo(reader.providerId));
  if (reader.as === "official")
    query = query
      .where("r.status", "<>", "draft")
      .where(within("r.region_code", reader.regionCode));
  return await query.executeTakeFirst();
}

function selectView(db: Db) {
  return db
    .selectFrom("request as r")
    .innerJoin("organisation as o", "o.id", "r.organisation_id")
    .select([
      "r.id",
      "r.organisation_id as organisationId",
      "o.name as organisationName",
      "r.status",
      "r.outcome",
      "r.title",
      "r.text",
      "r.match_id as matchId",
      "r.needs",
      "r.category",
      "r.scenes",
      "r.industry_code as industryCode",
      "r.region_code as regionCode",
      "r.headcount",
      "r.budget_max_fen as budgetMaxFen",
      "r.deployment",
      "r.wanted_by as wantedBy",
      "r.sealed",
      "r.contact_name as contactName",
      "r.contact_phone as contactPhone",
      "r.contact_consent_at as contactConsentAt",
      "r.closes_at as closesAt",
      "r.published_at as publishedAt",
      "r.closed_at as closedAt",
      "r.closed_reason as closedReason",
      "r.version",
      "r.created_at as createdAt",
      "r.updated_at as updatedAt",
      sql<number>`(select count(*) from proposal p where p.request_id = r.id
        and p.status not in ('draft', 'withdrawn'))`.as("proposalCount"),
      sql<number>`(select count(*) from request_invitation i where i.request_id = r.id)`.as(
        "invitationCount",
      ),
      sql<number>`(select count(*) from question q where q.request_id = r.id
        and q.answer is null)`.as("openQuestionCount"),
    ]);
}

/** Open ones are open to every listed provider; others only to those who already had a part in them. */
function openTo(providerId: string) {
  return sql<boolean>`(
    (r.status = 'open' and exists (
      select from provider where id = ${providerId} and ${isListedNow}))
    or ${hadPart(providerId)})`;
}

function hadPart(providerId: string) {
  return sql<boolean>`(r.status <> 'draft' and r.id in (
    select request_id from request_invitation where provider_id = ${providerId}
    union all select request_id from proposal where provider_id = ${providerId}
    union all select request_id from question where provider_id = ${providerId}))`;
}

export async function insertRequest(
  trx: Trx,
  organisationId: string,
  userId: string,
  input: RequestDraft,
): Promise<string> {
  const made = await trx
    .insertInto("request")
    .values({
      organisation_id: organisationId,
      created_by: userId,
      ...columnsOf(input),
      contact_consent_at: consent(input.contactConsent, sql`now()`),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function updateRequest(trx: Trx, id: string, input: RequestDraft): Promise<void> {
  await trx
    .updateTable("request")
    .set({
      ...columnsOf(input),
      // Given once: saving the rest again does not give it anew.
      contact_consent_at: consent(input.contactConsent, sql`coalesce(contact_consent_at, now())`),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** What was not given is left as it is: Kysely drops what is undefined. */
function columnsOf(input: RequestDraft) {
  return {
    text: input.text,
    title: input.title,
    match_id: input.matchId,
    // As text: postgres.js takes a list for an array of PostgreSQL.
    needs: input.needs && sql<JsonValue>`${JSON.stringify(input.needs)}::text::jsonb`,
    category: input.category,
    scenes: input.scenes,
    industry_code: input.industryCode,
    region_code: input.regionCode,
    headcount: input.headcount,
    budget_max_fen: input.budgetMaxFen,
    deployment: input.deployment,
    wanted_by: input.wantedBy,
    sealed: input.sealed,
    closes_at: input.closesAt,
    contact_name: input.contactName,
    contact_phone: input.contactPhone,
  };
}

function consent(given: boolean | undefined, since: RawBuilder<Date>) {
  if (given === undefined) return undefined;
  return given ? since : null;
}

/** Holds the request until the transaction ends; whoever comes second sees what the first made of it. */
export async function lockRequest(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("request")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}
export type LockedRequest = Awaited<ReturnType<typeof lockRequest>>;

type Fate = {
  status: LockedRequest["status"];
  outcome?: LockedRequest["outcome"];
  reason?: string;
  publishedAt?: Date;
  closesAt?: Date;
  closedAt?: Date | null;
};

export async function setFate(trx: Trx, id: string, fate: Fate): Promise<void> {
  await trx
    .updateTable("request")
    .set({
      status: fate.status,
      outcome: fate.outcome ?? null,
      closed_reason: fate.reason ?? "",
      ...(fate.publishedAt && { published_at: fate.publishedAt }),
      ...(fate.closesAt && { closes_at: fate.closesAt }),
      ...(fate.closedAt !== undefined && { closed_at: fate.closedAt }),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** Open requests whose closing instant has come; the instant itself is too late. */
export async function listOverdue(db: Db, now: Date, id?: string): Promise<string[]> {
  let query = db
    .selectFrom("request")
    .select("id")
    .where("status", "=", "open")
    .where("closes_at", "<=", now);
  if (id !== undefined) query = query.where("id", "=", id);
  const rows = await query.orderBy("closes_at").limit(200).execute();
  return rows.map((row) => row.id);
}
