import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";

export type OwnMatch = { id: string; createdAt: Date; text: string; requestId: string | null };

/**
 * What a person typed, each text once with the latest list that was shown for it, and with a request
 * of his firm that came from it.
 */
export async function listOwnMatches(
  db: Db,
  userId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  const { rows } = await sql<OwnMatch>`
    with own as materialized (
      select id, created_at, text from match_result where user_id = ${userId} and text <> ''),
    latest as (select distinct on (text) * from own order by text, id desc)
    select id, created_at as "createdAt", text,
      (select min(r.id::text) from own join request r on r.match_id = own.id
        where own.text = latest.text and r.organisation_id in (
          select organisation_id from membership where user_id = ${userId})) as "requestId"
    from latest
    where ${after ?? null}::uuid is null or id < ${after ?? null}
    order by id desc limit ${limit + 1}`.execute(db);
  return pageOf(rows, limit);
}
