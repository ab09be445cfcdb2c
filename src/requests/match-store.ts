import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { Suited } from "./part-store.ts";

/**
 * What a match understood, for the person it was made for. One made before signing in is taken up
 * by whoever knows its id, for a few hours.
 */
export async function findMatch(db: Db, id: string, userId: string | null, now: Date) {
  const since = new Date(now.getTime() - 6 * 3_600_000);
  return await db
    .selectFrom("match_result")
    .select(["id", "text", "needs"])
    .where("id", "=", id)
    .where("text", "<>", "")
    .where((eb) =>
      eb.or([
        eb("user_id", "=", userId),
        eb.and([eb("user_id", "is", null), eb("created_at", ">", since)]),
      ]),
    )
    .executeTakeFirst();
}

/** What a visitor typed is his from when he makes a request of it. */
export async function adoptMatch(trx: Trx, id: string, userId: string): Promise<void> {
  await trx
    .updateTable("match_result")
    .set({ user_id: userId })
    .where("id", "=", id)
    .where("user_id", "is", null)
    .where("text", "<>", "")
    .execute();
}

/** Whether the list `m` may be shown with the request `r`: made by nobody, or by one of its firm. */
export const isOfRequest = sql<boolean>`(m.user_id is null or m.user_id = r.created_by
  or m.user_id in (select user_id from membership where organisation_id = r.organisation_id))`;

export type Matched = Suited & { reason: string };

/** The listed providers of the match a request came from, best first, each once. */
export async function listMatched(db: Db, requestId: string): Promise<Matched[]> {
  const { rows } = await sql<Matched>`
    select distinct on (rank, v.id) v.id, v.name, v.region_code as "regionCode", v.intro,
      exists (select from request_invitation i
        where i.request_id = r.id and i.provider_id = v.id) as invited,
      first.solution_id as "solutionId", first.solution_name as "solutionName", first.reason, rank
    from request r
    join match_result m on m.id = r.match_id
    join lateral (
      select distinct on (provider_id) * from (
        select (x->'provider'->>'id')::uuid as provider_id,
          (x->'solution'->>'id')::uuid as solution_id, x->'solution'->>'name' as solution_name,
          coalesce(x->>'reason', '') as reason, ord as rank
        from jsonb_array_elements(coalesce(m.result->'matches', '[]')) with ordinality as e(x, ord)
      ) ranked order by provider_id, rank
    ) first on true
    join provider v on v.id = first.provider_id and v.status = 'listed'
    where r.id = ${requestId} and ${isOfRequest}
    order by rank, v.id
    limit 20`.execute(db);
  return rows;
}

/** The listed provider that is meant: itself, or the one whose published solution it is. */
export async function findMeant(
  db: Db,
  { provider, solution }: { provider?: string; solution?: string },
) {
  let query = db
    .selectFrom("provider as v")
    .select([
      "v.id",
      "v.name",
      "v.region_code as regionCode",
      "v.intro",
      sql<boolean>`false`.as("invited"),
    ])
    .where("v.status", "=", "listed");
  if (provider !== undefined) query = query.where("v.id", "=", provider);
  else if (solution !== undefined)
    query = query.where("v.id", "=", (eb) =>
      eb
        .selectFrom("solution")
        .select("provider_id")
        .where("id", "=", solution)
        .where("status", "=", "published"),
    );
  else return undefined;
  return await query.executeTakeFirst();
}

/** Whether the list that a request came from can be shown. */
export async function isMatched(db: Db, requestId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from request r join match_result m on m.id = r.match_id
      where r.id = ${requestId} and ${isOfRequest}) as found`.execute(db);
  return rows[0]?.found ?? false;
}
