import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { sceneName, isScene } from "../taxonomy/scenes.ts";
import type { DocumentKey, IndexDocument, Kind, KeyVersion } from "./engine.ts";

export type SourceDocument = Omit<IndexDocument, "version">;

/** Who indexes a provider or what is its own holds it, so that no two write half of the truth each. */
export async function lockProviders(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`
    select from provider where id = any(${ids}::uuid[]) order by id for no key update
  `.execute(trx);
}

/** The same for cases of no provider: held themselves, as by whoever changes them. */
export async function lockLoneCases(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`
    select from "case" where id = any(${ids}::uuid[]) and provider_id is null
    order by id for no key update
  `.execute(trx);
}

/** `count` versions, later than any drawn before. */
export async function drawVersions(trx: Trx, count: number): Promise<number[]> {
  const { rows } = await sql<{ version: number }>`
    select nextval('search_version') as version from generate_series(1, ${count}::int)
  `.execute(trx);
  return rows.map(({ version }) => version);
}

export async function listProvidersOf(trx: Trx, kind: "solution" | "case", ids: readonly string[]) {
  const rows = await trx
    .selectFrom(kind)
    .select("provider_id as providerId")
    .distinct()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where("provider_id", "is not", null)
    .execute();
  return rows.flatMap(({ providerId }) => (providerId === null ? [] : [providerId]));
}

/** What these cases are about: a solution is found by what is told of it. */
export async function listSolutionsOf(trx: Trx, caseIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct solution_id as id from "case"
    where id = any(${caseIds}::uuid[]) and solution_id is not null
  `.execute(trx);
  return rows.map(({ id }) => id);
}

/** Everything of these providers that may be or may have been found. */
export async function listThingsOf(trx: Trx, providerIds: readonly string[]) {
  const { rows } = await sql<DocumentKey>`
    select 'solution' as kind, id from solution where provider_id = any(${providerIds}::uuid[])
    union all
    select 'case' as kind, id from "case" where provider_id = any(${providerIds}::uuid[])
  `.execute(trx);
  return rows;
}

/** Of a suspended provider we know when it is back; without an end it is not indexed at all. */
const standing = sql<boolean>`(p.status in ('imported', 'listed')
  or (p.status = 'suspended' and p.suspended_until is not null))`;
const hiddenUntil = sql<Date | null>`case when p.status = 'suspended' then p.suspended_until end`;

/** The visible ones of these things, as an engine is to know them. */
export async function loadDocuments(
  db: Db,
  kind: Kind,
  ids: readonly string[],
): Promise<SourceDocument[]> {
  if (kind === "solution") return await loadSolutions(db, ids);
  return kind === "provider" ? await loadProviders(db, ids) : await loadCases(db, ids);
}

async function loadSolutions(db: Db, ids: readonly string[]): Promise<SourceDocument[]> {
  const rows = await db
    .selectFrom("solution as s")
    .innerJoin("provider as p", "p.id", "s.provider_id")
    .selectAll("s")
    .select(["p.name as provider_name", "p.legal_name", "p.status as provider_status", "p.demo"])
    .select(hiddenUntil.as("hidden_until"))
    .select(
      sql<string>`coalesce((
        select string_agg(c.title || E'\n' || c.summary, E'\n' order by c.id)
        from "case" c where c.solution_id = s.id and c.status = 'published'), '')`.as(
        "told_by_cases",
      ),
    )
    .where(sql<boolean>`s.id = any(${ids}::uuid[])`)
    .where("s.status", "=", "published")
    .where(standing)
    .execute();
  return rows.map((row) => ({
    kind: "solution",
    id: row.id,
    externalKey: row.external_key,
    name: row.name,
    aliases: [row.provider_name, ...(row.legal_name === null ? [] : [row.legal_name])],
    providerId: row.provider_id,
    providerName: row.provider_name,
    summary: row.summary,
    labels: sceneNames(row.scenes),
    body: [
      row.description,
      ...row.pains,
      ...row.benefits,
      ...row.scenarios,
      row.told_by_cases,
    ].join("\n"),
    categories: [row.category, ...row.secondary_categories],
    scenes: row.scenes,
    regions: row.service_regions,
    industries: row.industries,
    sizes: row.sizes,
    imported: row.provider_status === "imported",
    demo: row.demo,
    hiddenUntil: row.hidden_until,
  }));
}

type Offer = {
  name: string;
  summary: string;
  categories: string[];
  scenes: string[];
  industries: string[];
  sizes: string[];
};

async function loadProviders(db: Db, ids: readonly string[]): Promise<SourceDocument[]> {
  const rows = await db
    .selectFrom("provider as p")
    .selectAll("p")
    .select(hiddenUntil.as("hidden_until"))
    .select(
      sql<Offer[]>`coalesce((
        select jsonb_agg(jsonb_build_object('name', s.name, 'summary', s.summary,
          'categories', s.category || s.secondary_categories, 'scenes', s.scenes,
          'industries', s.industries, 'sizes', s.sizes) order by s.id)
        from solution s where s.provider_id = p.id and s.status = 'published'), '[]')`.as("offers"),
    )
    .where(sql<boolean>`p.id = any(${ids}::uuid[])`)
    .where(standing)
    .execute();
  return rows.map((row) => ({
    kind: "provider",
    id: row.id,
    externalKey: row.external_key,
    name: row.name,
    aliases: row.legal_name === null ? [] : [row.legal_name],
    providerId: row.id,
    providerName: row.name,
    summary: row.intro,
    labels: [],
    body: [...row.strengths, ...row.offers.flatMap((offer) => [offer.name, offer.summary])].join(
      "\n",
    ),
    categories: distinct(row.offers.flatMap((offer) => offer.categories)),
    scenes: distinct(row.offers.flatMap((offer) => offer.scenes)),
    regions: row.service_regions,
    industries: distinct(row.offers.flatMap((offer) => offer.industries)),
    sizes: distinct(row.offers.flatMap((offer) => offer.sizes)),
    imported: row.status === "imported",
    demo: row.demo,
    hiddenUntil: row.hidden_until,
  }));
}

async function loadCases(db: Db, ids: readonly string[]): Promise<SourceDocument[]> {
  const rows = await db
    .selectFrom("case as c")
    .leftJoin("provider as p", "p.id", "c.provider_id")
    .selectAll("c")
    .select(["p.name as provider_name", hiddenUntil.as("hidden_until")])
    .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
    .where("c.status", "=", "published")
    .where(sql<boolean>`(c.provider_id is null or ${standing})`)
    .execute();
  return rows.map((row) => ({
    kind: "case",
    id: row.id,
    externalKey: row.external_key,
    name: row.title,
    aliases: [],
    providerId: row.provider_id,
    providerName: row.provider_name ?? "",
    summary: row.summary,
    labels: sceneNames(row.scenes),
    body: [row.problem, row.approach, row.outcome, ...row.claims, row.sme_name].join("\n"),
    categories: [row.category],
    scenes: row.scenes,
    regions: row.region_code === null ? [] : [row.region_code],
    industries: row.industry_code === null ? [] : [row.industry_code],
    sizes: row.size === null ? [] : [row.size],
    imported: row.origin === "imported",
    demo: row.demo,
    hiddenUntil: row.hidden_until,
  }));
}

function sceneNames(codes: readonly string[]): string[] {
  return codes.filter(isScene).map(sceneName);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Ids in their order, a page at a time, with the version under which each stands in our own index. */
export async function listSource(db: Db, kind: Kind, after: string, limit: number) {
  const { rows } = await sql<KeyVersion>`
    select thing.id, ${kind} as kind, coalesce(d.version, 0) as version
    from ${sql.table(kind)} thing
    left join search_document d on d.kind = ${kind} and d.thing_id = thing.id
    where thing.id > ${after}::uuid order by thing.id limit ${limit}
  `.execute(db);
  return rows;
}

/**
 * One row a thing: what happens to it twice before the drainer comes is one errand, as old as the first
 * of the two; what was set aside begins anew.
 */
export async function insertErrands(trx: Trx, keys: readonly KeyVersion[]): Promise<void> {
  await sql`
    insert into search_outbox (kind, thing_id, version)
    select kind, id, version
    from jsonb_to_recordset(${keys}::jsonb) as r (kind text, id uuid, version bigint)
    on conflict (kind, thing_id) do update set version = excluded.version, attempts = 0,
      refusals = 0, not_before = now(), poisoned_at = null, error = null,
      created_at = case when search_outbox.poisoned_at is null then search_outbox.created_at else now() end
    where excluded.version >= search_outbox.version
  `.execute(trx);
}
