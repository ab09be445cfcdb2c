import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import { possibleSizes } from "../taxonomy/firm-size.ts";
import type { NewOrganisation, OrganisationChange } from "./schema.ts";

export async function getOrganisation(db: Db, id: string) {
  const found = await db
    .selectFrom("organisation")
    .leftJoin("provider", "provider.organisation_id", "organisation.id")
    .select([
      "organisation.id",
      "organisation.kind",
      "organisation.name",
      "organisation.uscc",
      "organisation.uscc_checked as usccChecked",
      "organisation.region_code as regionCode",
      "organisation.industry_code as industryCode",
      "organisation.headcount",
      "organisation.revenue_fen as revenueFen",
      "organisation.assets_fen as assetsFen",
      "organisation.contact_name as contactName",
      "organisation.contact_phone as contactPhone",
      "organisation.demo",
      "organisation.version",
      "provider.id as providerId",
      "provider.status as providerStatus",
    ])
    .where("organisation.id", "=", id)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  const { industryCode, headcount, revenueFen, assetsFen } = found;
  const figures = { headcount, revenueFen, assetsFen };
  return { ...found, sizes: sizesOf(industryCode, figures) };
}
export type Organisation = Awaited<ReturnType<typeof getOrganisation>>;

/** Computed by the rule, never asked; several while a figure is missing. */
function sizesOf(
  industryCode: string | null,
  figures: Record<"headcount" | "revenueFen" | "assetsFen", number | null>,
) {
  return [
    ...possibleSizes({
      industryCode: industryCode ?? undefined,
      headcount: figures.headcount ?? undefined,
      revenueFen: figures.revenueFen ?? undefined,
      assetsFen: figures.assetsFen ?? undefined,
    }),
  ];
}

export async function insertOrganisation(trx: Trx, input: NewOrganisation): Promise<string> {
  const { id } = await trx
    .insertInto("organisation")
    .values({ ...columnsOf(input), kind: input.kind, name: input.name })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Nothing when it has changed since `version` was read. */
export async function updateOrganisation(
  trx: Trx,
  id: string,
  version: number,
  change: OrganisationChange,
) {
  return await trx
    .updateTable("organisation")
    .set({ ...columnsOf(change), version: version + 1, updated_at: sql`now()` })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("id")
    .executeTakeFirst();
}

/** Only what was given: a column that is not named stays. */
function columnsOf({ uscc, ...given }: OrganisationChange) {
  const columns = {
    name: given.name,
    region_code: given.regionCode,
    industry_code: given.industryCode,
    headcount: given.headcount,
    revenue_fen: given.revenueFen,
    assets_fen: given.assetsFen,
    contact_name: given.contactName,
    contact_phone: given.contactPhone,
    uscc: uscc === undefined ? undefined : (uscc?.code ?? null),
    uscc_checked: uscc === undefined ? undefined : (uscc?.checked ?? true),
  };
  return columns;
}

/** Whoever changes its people waits here, so that two of them cannot both leave it without an owner. */
export async function lockOrganisation(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("organisation")
    .select(["id", "name", "kind", "version"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

export async function listMembers(db: Db, organisationId: string) {
  return await db
    .selectFrom("membership")
    .innerJoin("user", "user.id", "membership.user_id")
    .select([
      "user.id as userId",
      "user.name",
      "user.email",
      "membership.role",
      "membership.created_at as since",
    ])
    .where("membership.organisation_id", "=", organisationId)
    .orderBy("membership.created_at")
    .orderBy("user.id")
    .execute();
}

export async function insertMembership(
  trx: Trx,
  organisationId: string,
  userId: string,
  role: State<"role">,
): Promise<boolean> {
  const made = await trx
    .insertInto("membership")
    .values({ organisation_id: organisationId, user_id: userId, role })
    .onConflict((oc) => oc.columns(["organisation_id", "user_id"]).doNothing())
    .returning("user_id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function setRole(
  trx: Trx,
  organisationId: string,
  userId: string,
  role: State<"role">,
): Promise<void> {
  await trx
    .updateTable("membership")
    .set({ role })
    .where("organisation_id", "=", organisationId)
    .where("user_id", "=", userId)
    .execute();
}

export async function deleteMembership(trx: Trx, organisationId: string, userId: string) {
  await trx
    .deleteFrom("membership")
    .where("organisation_id", "=", organisationId)
    .where("user_id", "=", userId)
    .execute();
}

/** What an official has vetted is the firm's code, whatever it has typed elsewhere since. */
export async function setVettedCode(trx: Trx, id: string, code: string | null): Promise<void> {
  await trx
    .updateTable("organisation")
    .set({ uscc: code, uscc_checked: true, version: sql`version + 1` })
    .where("id", "=", id)
    .where(sql<boolean>`(uscc is distinct from ${code} or not uscc_checked)`)
    .execute();
}
