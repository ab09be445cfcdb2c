import { sql } from "kysely";
import { z } from "zod";
import type { Db, NewRow, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { AppError } from "../errors.ts";
import { type Case, type CaseQuery, type ListedCase, measure } from "./schema.ts";

const measures = z.array(measure).catch([]);

function shown(db: Db, now: Date) {
  return db
    .selectFrom("case as c")
    .leftJoin("provider as p", "p.id", "c.provider_id")
    .select(["c.id", "c.external_key as externalKey", "c.origin", "c.featured", "c.demo"])
    .select(["c.title", "c.summary", "c.category", "c.scenes", "c.region_code as regionCode"])
    .select(["c.industry_code as industryCode", "c.size", "c.measures"])
    .select(["p.id as providerId", "p.name as providerName"])
    .where("c.status", "=", "published")
    .where(
      sql<boolean>`(p.id is null or p.status in ('imported', 'listed')
        or (p.status = 'suspended' and p.suspended_until <= ${now}))`,
    );
}

type Told = {
  origin: ListedCase["origin"];
  measures: unknown;
  providerId: string | null;
  providerName: string | null;
};

function told<Row extends Told>({ providerId, providerName, ...row }: Row) {
  return {
    ...row,
    verified: row.origin === "engagement",
    measures: measures.parse(row.measures),
    provider: providerId === null ? null : { id: providerId, name: providerName ?? "" },
  };
}

/** The visible ones, oldest first: ids are UUIDv7. */
export async function listCases(
  db: Db,
  { provider, solution, category, scene, industry, featured, after, limit }: CaseQuery,
  now: Date,
): Promise<{ items: ListedCase[]; next: string | null }> {
  let query = shown(db, now);
  if (provider) query = query.where("c.provider_id", "=", provider);
  if (solution) query = query.where("c.solution_id", "=", solution);
  if (category) query = query.where(sql<boolean>`c.category = ${category}`);
  if (scene) query = query.where(sql<boolean>`${scene} = any(c.scenes)`);
  if (industry) query = query.where("c.industry_code", "=", industry);
  if (featured) query = query.where("c.featured", "=", featured === "true");
  if (after) query = query.where("c.id", ">", after);
  const rows = await query
    .orderBy("c.id")
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(told), limit);
}

/** For the front page: featured and verified ones first, only such as were measured. */
export async function listMeasuredCases(db: Db, limit: number, now: Date): Promise<ListedCase[]> {
  const rows = await shown(db, now)
    .where(
      sql<boolean>`jsonb_path_exists(c.measures, '$[*] ? (@.before != null && @.after != null)')`,
    )
    .orderBy("c.featured", "desc")
    .orderBy(sql`c.origin = 'engagement'`, "desc")
    .orderBy("c.published_at", "desc")
    .orderBy("c.id")
    .limit(limit)
    .execute();
  return rows.map(told);
}

export async function getCase(db: Db, id: string, now: Date): Promise<Case> {
  const row = await shown(db, now)
    .leftJoin("solution as s", (join) =>
      join.onRef("s.id", "=", "c.solution_id").on("s.status", "=", "published"),
    )
    .select(["c.sme_name as smeName", "c.headcount", "c.problem", "c.approach", "c.outcome"])
    .select(["c.claims", "c.source_url as sourceUrl", "c.consent_on as consentOn"])
    .select(["c.published_at as publishedAt", "s.id as solutionId", "s.name as solutionName"])
    .where("c.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const { solutionId, solutionName, publishedAt, ...rest } = row;
  return {
    ...told(rest),
    publishedAt: publishedAt?.toISOString() ?? null,
    solution: solutionId === null ? null : { id: solutionId, name: solutionName ?? "" },
  };
}

/** Whoever inserts writes the audit event and calls `indexCases` in the same transaction. */
export async function insertCase(trx: Trx, values: NewRow<"case">): Promise<string> {
  const made = await trx
    .insertInto("case")
    .values(values)
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}
