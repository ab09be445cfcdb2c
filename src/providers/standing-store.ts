import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import { AppError } from "../errors.ts";

function selectStanding(db: Db) {
  return db
    .selectFrom("provider")
    .select(["id", "name", "status", "region_code as regionCode", "legal_name as legalName"])
    .select(["organisation_id as organisationId", "listed_at as listedAt", "uscc"])
    .select(["batch_no as batchNo", "valid_until as validUntil", "version"])
    .select(["suspended_reason as suspendedReason", "suspended_until as suspendedUntil"])
    .select(["removed_reason as removedReason"]);
}
export type Standing = Awaited<ReturnType<typeof lockStanding>>;

export async function lockStanding(trx: Trx, id: string) {
  const found = await selectStanding(trx).where("id", "=", id).forUpdate().executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

export async function findStanding(db: Db, id: string) {
  return await selectStanding(db).where("id", "=", id).executeTakeFirst();
}

export async function setStanding(
  trx: Trx,
  id: string,
  standing: {
    status: Standing["status"];
    suspendedReason?: string | null;
    suspendedUntil?: Date | null;
    removedReason?: string | null;
  },
): Promise<void> {
  await trx
    .updateTable("provider")
    .set({
      status: standing.status,
      suspended_reason: standing.suspendedReason ?? null,
      suspended_until: standing.suspendedUntil ?? null,
      removed_reason: standing.removedReason ?? null,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** Suspensions whose end has come. */
export async function listEnded(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom("provider")
    .select("id")
    .where("status", "=", "suspended")
    .where("suspended_until", "<=", now)
    .orderBy("suspended_until")
    .limit(200)
    .execute();
  return rows.map(({ id }) => id);
}

/** Firms of a jurisdiction, by name. */
export async function listStandings(
  db: Db,
  regionCode: string,
  {
    status,
    q,
    after,
    limit,
  }: {
    status?: Standing["status"] | undefined;
    q?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
) {
  let query = selectStanding(db);
  query = query.where(within("region_code", regionCode));
  query = status
    ? query.where("status", "=", status)
    : query.where("status", "in", ["listed", "suspended", "imported"]);
  if (q) {
    const like = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
    query = query.where(sql<boolean>`(name ilike ${like} or legal_name ilike ${like})`);
  }
  if (after) query = query.where("id", ">", after);
  const rows = await query
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}
