import { sql } from "kysely";
import type { ChangedRow, Db, NewRow, Trx } from "../db/connect.ts";
import { holdsCode } from "../accounts/code-store.ts";
import { isDuplicate } from "../db/duplicate.ts";
import { pageOf } from "../db/page.ts";
import { AppError } from "../errors.ts";
import { regionPrefix } from "../taxonomy/regions.ts";
import {
  type ApplicationView,
  judgements,
  proofs,
  type Queued,
  type ReviewQuery,
} from "./schema.ts";

export async function insertApplication(
  trx: Trx,
  values: Pick<NewRow<"application">, "provider_id" | "organisation_id" | "claims_provider_id">,
): Promise<string> {
  const made = await trx
    .insertInto("application")
    .values({ ...values, status: "draft" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

/** The firm's latest one, whatever became of it. */
export async function findLatest(db: Db, organisationId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom("application")
    .select("id")
    .where("organisation_id", "=", organisationId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

export async function listOwn(db: Db, organisationId: string) {
  return await db
    .selectFrom("application")
    .select(["id", "status", "submitted_at as submittedAt", "decided_at as decidedAt"])
    .where("organisation_id", "=", organisationId)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
}

/** Whoever writes waits here: the application first, then its provider. */
export async function lockApplication(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("application")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}
export type LockedApplication = Awaited<ReturnType<typeof lockApplication>>;

/** The one that is not decided yet, held in its state. */
export async function lockOpenOf(trx: Trx, providerId: string) {
  return await trx
    .selectFrom("application")
    .select(["id", "status"])
    .where("provider_id", "=", providerId)
    .where("status", "in", ["draft", "submitted", "returned"])
    .forShare()
    .executeTakeFirst();
}

export async function lockProvider(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("provider")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}
export type LockedProvider = Awaited<ReturnType<typeof lockProvider>>;

export async function lockProviderOf(trx: Trx, organisationId: string) {
  return await trx
    .selectFrom("provider")
    .selectAll()
    .where("organisation_id", "=", organisationId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateApplication(
  trx: Trx,
  id: string,
  values: ChangedRow<"application">,
): Promise<void> {
  await trx
    .updateTable("application")
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

export async function updateProvider(
  trx: Trx,
  id: string,
  values: ChangedRow<"provider">,
): Promise<void> {
  await trx
    .updateTable("provider")
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

/** The organisation carries the same code as what is vetted. */
export async function setOrganisationCode(
  trx: Trx,
  id: string,
  code: { uscc: string | null; uscc_checked: boolean },
): Promise<void> {
  await trx
    .updateTable("organisation")
    .set({ ...code, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

/** Of two that carry one code the index takes the first, also when both come at once. */
export async function listProvider(
  trx: Trx,
  id: string,
  terms: Pick<ChangedRow<"provider">, "batch_no" | "listed_by" | "listed_at" | "valid_until">,
): Promise<void> {
  try {
    await updateProvider(trx, id, {
      ...terms,
      status: "listed",
      // Whoever passed the identity of a firm has verified its code, whatever the check character says.
      uscc_checked: true,
      suspended_reason: null,
      suspended_until: null,
      removed_reason: null,
    });
  } catch (error) {
    if (!isDuplicate(error, "provider_uscc_held")) throw error;
    const held = { pointer: "/criteria/identity", code: "uscc_listed", params: {} };
    throw new AppError("taken", { fields: [held] });
  }
}

/** A firm of the public material that is this one: by code, else by its full name. */
export async function findClaimable(
  trx: Trx,
  { uscc, legalName }: { uscc: string | null; legalName: string | null },
): Promise<string | null> {
  const found = await trx
    .selectFrom("provider")
    .select("id")
    .where("status", "=", "imported")
    .where(
      sql<boolean>`(uscc = ${uscc}::text
        or (lower(legal_name) = lower(${legalName}::text) and (uscc is null or ${uscc}::text is null)))`,
    )
    .orderBy(sql`uscc = ${uscc}::text`, (order) => order.desc().nullsLast())
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return found?.id ?? null;
}

export async function insertDecision(trx: Trx, values: NewRow<"application_decision">) {
  await trx.insertInto("application_decision").values(values).execute();
}

export async function listDecisions(db: Db, applicationId: string) {
  const rows = await db
    .selectFrom("application_decision as d")
    .innerJoin("organisation as o", "o.id", "d.authority_id")
    .select(["d.id", "d.verdict", "d.criteria", "d.note", "d.at", "o.name as authorityName"])
    .where("d.application_id", "=", applicationId)
    .orderBy("d.id")
    .execute();
  return rows.map((row) => ({ ...row, criteria: judgements.catch([]).parse(row.criteria) }));
}

export async function findApplication(db: Db, id: string) {
  const found = await db
    .selectFrom("application as a")
    .innerJoin("provider as p", "p.id", "a.provider_id")
    .leftJoin("provider as i", "i.id", "a.claims_provider_id")
    .select(["a.id", "a.status", "a.organisation_id as organisationId"])
    .select(["a.region_code as askedIn", "a.provider_id as providerId"])
    .select(["p.status as providerStatus", "p.name", "p.legal_name as legalName", "p.uscc"])
    .select(["p.uscc_checked as usccChecked", "p.region_code as regionCode", "p.headcount"])
    .select(["p.founded_year as foundedYear", "p.intro", "p.website_url as websiteUrl"])
    .select(["p.contact_name as contactName", "p.contact_phone as contactPhone", "p.strengths"])
    .select(["p.service_regions as serviceRegions", "a.evidence", "a.declarations"])
    .select(["i.id as claimsId", "i.name as claimsName", "a.submitted_at as submittedAt"])
    .select(["a.decided_at as decidedAt", "a.batch_no as batchNo"])
    .select(["a.valid_until as validUntil", "a.version"])
    .select(
      sql<ApplicationView["heldBy"]>`(
        select jsonb_build_object('id', h.id, 'name', h.name, 'listedBy', l.name)
        from provider h left join organisation l on l.id = h.listed_by
        where h.uscc = p.uscc and h.id <> p.id and ${holdsCode("h")})`.as("heldBy"),
    )
    .where("a.id", "=", id)
    .executeTakeFirst();
  if (!found) return undefined;
  const { evidence, claimsId, claimsName, ...rest } = found;
  const claims = claimsId === null ? null : { id: claimsId, name: claimsName ?? "" };
  return { ...rest, proof: proofs.catch([]).parse(evidence), claims };
}

/** What waits longest comes first. */
export async function listQueue(
  db: Db,
  regionCode: string,
  { status, after, limit }: ReviewQuery,
): Promise<{ items: Queued[]; next: string | null }> {
  let query = db
    .selectFrom("application as a")
    .innerJoin("provider as p", "p.id", "a.provider_id")
    .select(["a.id", "a.status", "a.provider_id as providerId", "p.name"])
    .select(["a.region_code as regionCode", "a.submitted_at as submittedAt"])
    .select(sql<boolean>`a.claims_provider_id is not null`.as("claims"))
    .select(
      sql<number>`(select count(*)::int from application_decision d
        where d.application_id = a.id and d.verdict = 'returned')`.as("returns"),
    )
    .select(
      sql<string | null>`(select u.name from application_look l join "user" u on u.id = l.user_id
        where l.application_id = a.id and l.last_at >= a.submitted_at
        order by l.last_at desc limit 1)`.as("lookedBy"),
    )
    .select(
      sql<Date | null>`(select max(l.last_at) from application_look l
        where l.application_id = a.id and l.last_at >= a.submitted_at)`.as("lookedAt"),
    )
    .where("a.status", "=", status)
    .where("a.region_code", "like", `${regionPrefix(regionCode)}%`);
  if (after)
    query = query.where(
      sql<boolean>`(a.submitted_at, a.id) >
        ((select submitted_at from application where id = ${after}::uuid), ${after}::uuid)`,
    );
  const rows = await query
    .orderBy("a.submitted_at")
    .orderBy("a.id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}
