import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import type { Tag } from "../matching/tags.ts";

export type MadeBy = "provider" | "official";
export type Correction = {
  code: string;
  wanted: boolean;
  madeBy: MadeBy;
  organisation: string;
  reason: string;
  at: Date;
};
export type Tagged = {
  id: string;
  name: string;
  status: State<"solution">;
  providerId: string;
  regionCode: string | null;
  version: number;
  tags: Tag[];
  corrections: Correction[];
};

/** A solution with what was read in it and what people put right. */
export async function findTagged(db: Db, id: string): Promise<Tagged | undefined> {
  const found = await db
    .selectFrom("solution as s")
    .innerJoin("provider as v", "v.id", "s.provider_id")
    .leftJoin("solution_profile as p", "p.solution_id", "s.id")
    .leftJoin("solution_tagging as t", "t.solution_id", "s.id")
    .select(["s.id", "s.name", "s.status", "v.id as providerId", "v.region_code as regionCode"])
    .select(sql<number>`coalesce(t.version, 0)`.as("version"))
    .select(sql<Tag[]>`coalesce(p.tags, '[]')`.as("tags"))
    .where("s.id", "=", id)
    .executeTakeFirst();
  return found && { ...found, corrections: await listCorrections(db, id) };
}

async function listCorrections(db: Db, id: string): Promise<Correction[]> {
  const { rows } = await sql<Correction>`
    select c.code, c.wanted, c.made_by as "madeBy", o.name as organisation, c.reason, c.at
    from solution_tag_correction c join organisation o on o.id = c.organisation_id
    where c.solution_id = ${id} order by c.code`.execute(db);
  return rows;
}

export type NewCorrection = {
  solutionId: string;
  code: string;
  wanted: boolean;
  madeBy: MadeBy;
  author: string;
  organisationId: string;
  reason: string;
  at: Date;
};

export async function putCorrection(trx: Trx, given: NewCorrection): Promise<void> {
  const values = {
    wanted: given.wanted,
    made_by: given.madeBy,
    author: given.author,
    organisation_id: given.organisationId,
    reason: given.reason,
    at: given.at,
  };
  await trx
    .insertInto("solution_tag_correction")
    .values({ solution_id: given.solutionId, code: given.code, ...values })
    .onConflict((conflict) => conflict.columns(["solution_id", "code"]).doUpdateSet(values))
    .execute();
}

export async function deleteCorrections(
  trx: Trx,
  solutionId: string,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return;
  await trx
    .deleteFrom("solution_tag_correction")
    .where("solution_id", "=", solutionId)
    .where("code", "in", codes)
    .execute();
}

/** Another version of its tags, to be read again before anybody is next matched with it. */
export async function bumpTags(trx: Trx, solutionId: string): Promise<void> {
  await sql`
    insert into solution_tagging (solution_id, version) values (${solutionId}, 1)
    on conflict (solution_id) do update set version = solution_tagging.version + 1`.execute(trx);
  await sql`
    insert into solution_unread values (${solutionId}) on conflict do nothing`.execute(trx);
}
