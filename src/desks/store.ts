import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";

/** What waits for a provider and what it has running. */
export async function countForProvider(db: Db, providerId: string, now: Date) {
  const { rows } = await sql<{
    invitations: number;
    openRequests: number;
    drafts: number;
    submitted: number;
    toStart: number;
    toDeliver: number;
    running: number;
    toReply: number;
    solutions: number;
    unfinished: number;
  }>`
    select
      (select count(*)::int from request_invitation i join request r on r.id = i.request_id
        where i.provider_id = ${providerId} and i.declined_at is null
          and r.status = 'open' and r.closes_at > ${now}
          and not exists (select from proposal p where p.request_id = r.id
            and p.provider_id = ${providerId} and p.status = 'submitted')) as invitations,
      (select count(*)::int from request r
        where r.status = 'open' and r.closes_at > ${now}) as "openRequests",
      (select count(*)::int from proposal p join request r on r.id = p.request_id
        where p.provider_id = ${providerId} and p.status = 'draft'
          and r.status = 'open' and r.closes_at > ${now}) as drafts,
      (select count(*)::int from proposal
        where provider_id = ${providerId} and status in ('submitted', 'shortlisted')) as submitted,
      deal."toStart", deal."toDeliver", deal.running,
      (select count(*)::int from rating
        where provider_id = ${providerId} and reply is null) as "toReply",
      (select count(*)::int from solution
        where provider_id = ${providerId} and status = 'published') as solutions,
      (select count(*)::int from solution
        where provider_id = ${providerId} and status = 'draft') as unfinished
    from (select count(*) filter (where status = 'agreed')::int as "toStart",
        count(*) filter (where status = 'in_delivery')::int as "toDeliver",
        count(*) filter (where status in ('in_delivery', 'delivered'))::int as running
      from engagement where provider_id = ${providerId}) deal
  `.execute(db);
  return rows[0]!;
}
export type ProviderCounts = Awaited<ReturnType<typeof countForProvider>>;

/** What waits in a jurisdiction, since when, and what is there. */
export async function countForOfficial(db: Db, regionCode: string, now: Date) {
  const there = within("region_code", regionCode);
  const { rows } = await sql<{
    applications: number;
    oldestApplication: Date | null;
    cases: number;
    oldestCase: Date | null;
    listed: number;
    suspended: number;
    imported: number;
    expiring: number;
    requests: number;
    publishedCases: number;
  }>`
    select a.*, c.*, p.*,
      (select count(*)::int from request
        where status = 'open' and closes_at > ${now} and ${there}) as requests,
      (select count(*)::int from "case"
        where status = 'published' and ${there}) as "publishedCases"
    from
      (select count(*)::int as applications, min(submitted_at) as "oldestApplication"
        from application where status = 'submitted' and ${there}) a,
      (select count(*)::int as cases, min(updated_at) as "oldestCase"
        from "case" where status = 'in_review' and ${there}) c,
      (select
        count(*) filter (where status = 'listed'
          or (status = 'suspended' and suspended_until <= ${now} and listed_at is not null))::int as listed,
        count(*) filter (where status = 'suspended'
          and (suspended_until is null or suspended_until > ${now}))::int as suspended,
        count(*) filter (where status = 'imported')::int as imported,
        count(*) filter (where status = 'listed'
          and valid_until < (${now}::timestamptz + interval '60 days')::date)::int as expiring
        from provider where ${there}) p
  `.execute(db);
  return rows[0]!;
}
export type OfficialCounts = Awaited<ReturnType<typeof countForOfficial>>;

/** Everybody, by name, with his organisations. */
export async function listPeople(
  db: Db,
  { q, after, limit }: { q: string; after?: string | undefined; limit: number },
) {
  const like = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<{
    id: string;
    name: string;
    email: string;
    createdAt: Date;
    administrator: boolean;
    places: { name: string; kind: string; role: string; regionCode: string | null }[];
  }>`
    select u.id, u.name, u.email, u."createdAt",
      exists (select from administrator a where a.user_id = u.id) as administrator,
      coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'kind', o.kind,
          'role', m.role, 'regionCode', o.region_code) order by o.name)
        from membership m join organisation o on o.id = m.organisation_id
        where m.user_id = u.id), '[]') as places
    from "user" u
    where u.erased_at is null and (${q} = '' or u.name ilike ${like} or u.email ilike ${like})
      and (${after ?? null}::uuid is null or u.id > ${after ?? null}::uuid)
    order by u.id limit ${limit + 1}
  `.execute(db);
  return pageOf(rows, limit);
}
