import { sql } from "kysely";
import type { ChangedRow, Db, NewRow, Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { ListedSolution, Solution, SolutionQuery } from "./schema.ts";

const providerStanding = (now: Date) => sql<ListedSolution["provider"]["status"]>`case
  when p.status <> 'suspended' or p.suspended_until is null or p.suspended_until > ${now} then p.status
  when p.listed_at is null then 'imported' else 'listed' end`;

function shown(db: Db, now: Date) {
  return db
    .selectFrom("solution as s")
    .innerJoin("provider as p", "p.id", "s.provider_id")
    .select(["s.id", "s.external_key as externalKey", "s.name", "s.summary", "s.category"])
    .select(["s.secondary_categories as secondaryCategories", "s.scenes"])
    .select(["s.one_off_fen as oneOffFen", "s.yearly_fen as yearlyFen"])
    .select(["p.id as providerId", "p.name as providerName", "p.demo as providerDemo"])
    .select(providerStanding(now).as("providerStatus"))
    .where("s.status", "=", "published");
}

type Made = {
  providerId: string;
  providerName: string;
  providerDemo: boolean;
  providerStatus: ListedSolution["provider"]["status"];
};

function withProvider<Row extends Made>(row: Row) {
  const { providerId, providerName, providerDemo, providerStatus, ...rest } = row;
  const provider = {
    id: providerId,
    name: providerName,
    status: providerStatus,
    demo: providerDemo,
  };
  return { ...rest, provider };
}

/** The visible ones, oldest first: ids are UUIDv7. */
export async function listSolutions(
  db: Db,
  { provider, category, scene, industry, size, after, limit }: SolutionQuery,
  now: Date,
): Promise<{ items: ListedSolution[]; next: string | null }> {
  let query = shown(db, now).where(
    sql<boolean>`(p.status in ('imported', 'listed')
      or (p.status = 'suspended' and p.suspended_until <= ${now}))`,
  );
  if (provider) query = query.where("s.provider_id", "=", provider);
  if (category)
    query = query.where(sql<boolean>`(s.category = ${category}
      or ${category} = any(s.secondary_categories))`);
  if (scene) query = query.where(sql<boolean>`${scene} = any(s.scenes)`);
  if (industry) query = query.where(sql<boolean>`${industry} = any(s.industries)`);
  if (size) query = query.where(sql<boolean>`${size} = any(s.sizes)`);
  if (after) query = query.where("s.id", ">", after);
  const rows = await query
    .orderBy("s.id")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(withProvider);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Several at once, for comparing, in the order that was asked for; hidden ones are left out. */
export async function listSolutionsById(
  db: Db,
  ids: readonly string[],
  now: Date,
): Promise<Solution[]> {
  const rows = await shown(db, now)
    .select(["s.industries", "s.sizes", "s.service_regions as serviceRegions", "s.description"])
    .select(["s.pains", "s.benefits", "s.scenarios", "s.deployment", "s.price_note as priceNote"])
    .select(["s.trial_days as trialDays", "s.weeks_to_start as weeksToStart"])
    .select(["s.data_promise as dataPromise", "s.support_promise as supportPromise"])
    .select(["s.source_url as sourceUrl", "s.published_at as publishedAt", "s.version"])
    .where(sql<boolean>`s.id = any(${ids}::uuid[])`)
    .where("p.status", "in", ["imported", "listed", "suspended"])
    .execute();
  const found = rows.map((row) => ({
    ...withProvider(row),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  }));
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

export async function getSolution(db: Db, id: string, now: Date): Promise<Solution> {
  const [found] = await listSolutionsById(db, [id], now);
  if (!found) throw new AppError("not_found");
  return found;
}

/** Whoever inserts writes the audit event and calls `indexSolutions` in the same transaction. */
export async function insertSolution(trx: Trx, values: NewRow<"solution">): Promise<string> {
  const made = await trx
    .insertInto("solution")
    .values(values)
    .returning("id")
    .executeTakeFirstOrThrow();
  await keepVersion(trx, made.id);
  return made.id;
}

/** Changes the version that was read and no other; answers the new version. */
export async function updateSolution(
  trx: Trx,
  id: string,
  version: number,
  values: ChangedRow<"solution">,
): Promise<number> {
  const changed = await trx
    .updateTable("solution")
    .set({ ...values, version: version + 1, updated_at: sql`now()` })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  if (!changed) throw new AppError("stale");
  await keepVersion(trx, id);
  return changed.version;
}

async function keepVersion(trx: Trx, id: string): Promise<void> {
  await sql`
    insert into solution_version (solution_id, version, content)
    select id, version, to_jsonb(solution) from solution where id = ${id}::uuid
    on conflict (solution_id, version) do update set content = excluded.content
  `.execute(trx);
}
