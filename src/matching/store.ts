import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { TagCorrection } from "./corrected-tags.ts";
import type { Tag, Written } from "./tags.ts";

export type Profile = {
  solutionId: string;
  lexiconVersion: string;
  tags: readonly Tag[];
  scale: number;
  trades: readonly string[];
};

/** In the place of what an earlier reading left. */
export async function putProfiles(trx: Trx, profiles: readonly Profile[]): Promise<void> {
  if (profiles.length === 0) return;
  const ids = profiles.map(({ solutionId }) => solutionId);
  const all = sql`${JSON.stringify(profiles)}::text::jsonb`;
  await sql`
    insert into solution_profile (solution_id, lexicon_version, tags, scale, trades)
    select * from jsonb_to_recordset(${all})
      as p ("solutionId" uuid, "lexiconVersion" text, tags jsonb, scale real, trades text[])
    on conflict (solution_id) do update set
      lexicon_version = excluded.lexicon_version, tags = excluded.tags, scale = excluded.scale,
      trades = excluded.trades`.execute(trx);
  await sql`delete from solution_tag where solution_id = any(${ids}::uuid[])`.execute(trx);
  await sql`
    insert into solution_tag (solution_id, code, strength)
    select p."solutionId", t.code, t.strength
    from jsonb_to_recordset(${all}) as p ("solutionId" uuid, tags jsonb),
      jsonb_to_recordset(p.tags) as t (code text, strength real)`.execute(trx);
}

/** Takes solutions off the list of the unread, with what is written of them; two readers never take the same. */
export async function takeUnread(trx: Trx, { limit, id }: { limit: number; id?: string }) {
  const { rows } = await sql<Written & { id: string; corrections: TagCorrection[] }>`
    with taken as (
      delete from solution_unread where solution_id in (
        select solution_id from solution_unread
        where ${id ?? null}::uuid is null or solution_id = ${id ?? null}::uuid
        order by solution_id for update skip locked limit ${limit})
      returning solution_id)
    select s.id, s.name, s.summary, s.description, s.pains, s.benefits, s.scenarios, s.scenes,
      coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'wanted', c.wanted) order by c.code)
        from solution_tag_correction c where c.solution_id = s.id), '[]') as corrections
    from solution s join taken on taken.solution_id = s.id`.execute(trx);
  return rows;
}

/** Puts back on the list what another version of the lexicon has read. */
export async function markOutdated(db: Db, lexiconVersion: string): Promise<void> {
  await sql`
    insert into solution_unread
    select solution_id from solution_profile where lexicon_version <> ${lexiconVersion}
    on conflict do nothing`.execute(db);
}

type Result = {
  userId: string | null;
  text: string;
  needs: object;
  result: object;
  engine: string;
  weightsVersion: string;
  lexiconVersion: string;
};

/** Nothing of whoever has had himself erased meanwhile. */
export async function insertMatchResult(db: Db, given: Result): Promise<string> {
  const { userId } = given;
  const { rows } = await sql<{ id: string }>`
    insert into match_result (user_id, text, needs, result, engine, weights_version, lexicon_version)
    select ${userId}::uuid, ${given.text}, ${JSON.stringify(given.needs)}::text::jsonb,
      ${JSON.stringify(given.result)}::text::jsonb, ${given.engine}, ${given.weightsVersion},
      ${given.lexiconVersion}
    where ${userId}::uuid is null
      or exists (select from "user" where id = ${userId} and erased_at is null for key share)
    returning id`.execute(db);
  const [made] = rows;
  if (!made) throw new AppError("not_signed_in");
  return made.id;
}
