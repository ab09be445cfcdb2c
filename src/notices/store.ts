import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { AppError } from "../errors.ts";

export type NewNotice = { kind: string; params: Record<string, string | number>; link: string };

/** One notice to each member of the organisation, in the transaction of what it tells of. */
export async function notifyOrganisation(
  trx: Trx,
  organisationId: string,
  { kind, params, link }: NewNotice,
): Promise<void> {
  await sql`
    insert into notice (user_id, organisation_id, kind, params, link)
    select user_id, organisation_id, ${kind}, ${JSON.stringify(params)}::text::jsonb, ${link}
    from membership where organisation_id = ${organisationId}`.execute(trx);
}

/** The same to those who run a provider; nobody runs an imported one. */
export async function notifyProvider(
  trx: Trx,
  providerId: string,
  notice: NewNotice,
): Promise<void> {
  const found = await trx
    .selectFrom("provider")
    .select("organisation_id as organisationId")
    .where("id", "=", providerId)
    .executeTakeFirst();
  if (found?.organisationId) await notifyOrganisation(trx, found.organisationId, notice);
}

/** Newest first. */
export async function listNotices(
  db: Db,
  userId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  let query = db
    .selectFrom("notice")
    .select(["id", "kind", "params", "link", "created_at as createdAt", "read_at as readAt"])
    .where("user_id", "=", userId);
  if (after) query = query.where("id", "<", after);
  const rows = await query
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom("notice")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Of all the person's notices, or of one; another's is not found. */
export async function markRead(db: Db, userId: string, now: Date, id?: string): Promise<void> {
  let query = db.updateTable("notice").set({ read_at: now }).where("user_id", "=", userId);
  query = id === undefined ? query.where("read_at", "is", null) : query.where("id", "=", id);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  if (id !== undefined && numUpdatedRows === 0n) throw new AppError("not_found");
}

/** Another's is not found. */
export async function findNotice(db: Db, userId: string, id: string) {
  const found = await db
    .selectFrom("notice")
    .select(["id", "link"])
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}
