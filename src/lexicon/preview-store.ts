import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { TagCorrection } from "../matching/corrected-tags.ts";
import type { Written } from "../matching/tags.ts";
import { termsOf } from "../search/terms.ts";
import { all, any, lexeme } from "../search/tsquery.ts";

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

/**
 * Published solutions whose texts hold the terms of one of the phrases, in whatever script and width:
 * hardly any other can be read differently.
 */
export async function listHolding(
  db: Db,
  phrases: readonly string[],
  limit: number,
): Promise<Affected[]> {
  // In small letters: a word that nobody took apart may stand where the phrase has capitals inside.
  const terms = phrases.map((phrase) => [...termsOf(phrase.toLowerCase())]);
  const tsquery = any(terms.map((some) => all(some.map(lexeme))));
  if (tsquery === "") return [];
  const { rows } = await sql<Affected>`
    select s.id, s.name, s.summary, s.description, s.pains, s.benefits, s.scenarios, s.scenes,
      v.name as "providerName",
      coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'wanted', c.wanted))
        from solution_tag_correction c where c.solution_id = s.id), '[]') as corrections
    from solution s join provider v on v.id = s.provider_id
    where s.status = 'published' and s.id in (
      select thing_id from search_entry
      where kind = 'solution' and search_terms(vector) @@ ${tsquery}::tsquery)
    order by s.id limit ${limit + 1}`.execute(db);
  return rows;
}
