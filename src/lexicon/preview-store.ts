import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { TagCorrection } from "../matching/corrected-tags.ts";
import type { Written } from "../matching/tags.ts";

export type RecentNeed = { id: string; title: string; text: string };

/** What firms have published, newest first: the needs that officials may read. One that has gone left no words. */
export async function listRecentNeeds(db: Db, limit: number): Promise<RecentNeed[]> {
  return await db
    .selectFrom("request as r")
    .innerJoin("organisation as o", "o.id", "r.organisation_id")
    .select(["r.id", "r.title", "r.text"])
    .where("r.status", "<>", "draft")
    .where("o.closed_at", "is", null)
    .orderBy("r.published_at", "desc")
    .orderBy("r.id")
    .limit(limit)
    .execute();
}

export type Affected = Written & { id: string; providerName: string; corrections: TagCorrection[] };

/** Published solutions whose text holds one of the phrases: no other can be read differently. */
export async function listHolding(
  db: Db,
  phrases: readonly string[],
  limit: number,
): Promise<Affected[]> {
  if (phrases.length === 0) return [];
  const patterns = phrases.map((phrase) => {
    const parts = phrase.split("*").map((part) => part.replaceAll(/[\\%_]/g, "\\$&"));
    return `%${parts.join("%")}%`;
  });
  const { rows } = await sql<Affected>`
    select s.id, s.name, s.summary, s.description, s.pains, s.benefits, s.scenarios, s.scenes,
      v.name as "providerName",
      coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'wanted', c.wanted))
        from solution_tag_correction c where c.solution_id = s.id), '[]') as corrections
    from solution s join provider v on v.id = s.provider_id
    where s.status = 'published' and v.status in ('listed', 'imported', 'suspended')
      and concat_ws(E'\n', s.name, s.summary, s.description, array_to_string(s.pains, E'\n'),
        array_to_string(s.benefits, E'\n'), array_to_string(s.scenarios, E'\n'))
        ilike any (${patterns}::text[])
    order by s.id limit ${limit + 1}`.execute(db);
  return rows;
}
