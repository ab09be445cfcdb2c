import { sql } from "kysely";
import type { ChangedRow, Db, NewRow, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { AppError } from "../errors.ts";
import type { ListedSolution, Solution, SolutionQuery } from "./schema.ts";

// The list and the page that everybody opens are written out: building and compiling such a query
// from its thirty columns took three times as long as everything else that Node does for it.
const columns = sql`s.id, s.external_key as "externalKey", s.name, s.summary, s.category,
  s.secondary_categories as "secondaryCategories", s.scenes, s.one_off_fen as "oneOffFen",
  s.yearly_fen as "yearlyFen", p.id as "providerId", p.name as "providerName",
  p.demo as "providerDemo"`;
const furtherColumns = sql`s.industries, s.sizes, s.service_regions as "serviceRegions",
  s.description, s.pains, s.benefits, s.scenarios, s.deployment, s.price_note as "priceNote",
  s.trial_days as "trialDays", s.weeks_to_start as "weeksToStart",
  s.data_promise as "dataPromise", s.support_promise as "supportPromise",
  s.source_url as "sourceUrl", s.published_at as "publishedAt", s.version`;
const providerStanding = (now: Date) => sql`case
  when p.status <> 'suspended' or p.suspended_until is null or p.suspended_until > ${now} then p.status
  when p.listed_at is null then 'imported' else 'listed' end`;

type ListedRow = Omit<ListedSolution, "provider"> & {
  providerId: string;
  providerName: string;
  providerDemo: boolean;
  providerStatus: ListedSolution["provider"]["status"];
};
type Row = ListedRow & Omit<Solution, "provider" | "publishedAt"> & { publishedAt: Date | null };

function withProvider<Given extends ListedRow>(row: Given) {
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
  const wanted = [
    sql`s.status = 'published'`,
    sql`(p.status in ('imported', 'listed')
      or (p.status = 'suspended' and p.suspended_until <= ${now}))`,
  ];
  if (provider) wanted.push(sql`s.provider_id = ${provider}`);
  if (category)
    wanted.push(sql`(s.category = ${category} or ${category} = any(s.secondary_categories))`);
  if (scene) wanted.push(sql`${scene} = any(s.scenes)`);
  if (industry) wanted.push(sql`${industry} = any(s.industries)`);
  if (size) wanted.push(sql`${size} = any(s.sizes)`);
  if (after) wanted.push(sql`s.id > ${after}`);
  const { rows } = await sql<ListedRow>`
    select ${columns}, ${providerStanding(now)} as "providerStatus"
    from solution s join provider p on p.id = s.provider_id
    where ${sql.join(wanted, sql` and `)}
    order by s.id limit ${limit + 1}`.execute(db);
  return pageOf(rows.map(withProvider), limit);
}

/** Several at once, for comparing, in the order that was asked for; hidden ones are left out. */
export async function listSolutionsById(
  db: Db,
  ids: readonly string[],
  now: Date,
): Promise<Solution[]> {
  const { rows } = await sql<Row>`
    select ${columns}, ${furtherColumns}, ${providerStanding(now)} as "providerStatus"
    from solution s join provider p on p.id = s.provider_id
    where s.id = any(${ids}::uuid[]) and s.status = 'published'
      and p.status in ('imported', 'listed', 'suspended')`.execute(db);
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
