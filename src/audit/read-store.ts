import { sql } from "kysely";
import { erasedName } from "../accounts/actor.ts";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { regionPrefix } from "../taxonomy/regions.ts";

/** Things an official oversees; what firms offer each other stays between them. */
export const overseen = [
  "application",
  "provider",
  "solution",
  "case",
  "request",
  "engagement",
  "import",
  "lexicon",
] as const;
export type Overseen = (typeof overseen)[number];

export type AuditQuery = {
  thingKind?: Overseen | undefined;
  kind?: string | undefined;
  thing?: string | undefined;
  /** The many that this import wrote, instead of the one event that stands for them. */
  import?: string | undefined;
  after?: string | undefined;
  limit: number;
};

export type Told = {
  id: string;
  at: Date;
  kind: string;
  thingKind: string;
  thingId: string;
  /** What the thing is called, where he who reads may know it. */
  name: string | null;
  /** Whether a page shows it to everybody. */
  isPublic: boolean;
  /** Of an import, how many things it wrote. */
  counts: Record<"provider" | "solution" | "case", { added: number; changed: number }> | null;
  /** The person, where an authority acted; of firms only the firm. */
  actor: string | null;
  organisation: string | null;
  requestId: string | null;
};

const imported = sql`('provider.imported', 'solution.imported', 'case.imported')`;

/**
 * Who did what in a jurisdiction: organisations there, and officials of other levels where they
 * touched a firm of the place. Drafts are nobody's business, nor is what events hold. What an import
 * wrote is one event, unless one asks for it or for one thing.
 */
export async function listEvents(
  db: Db,
  regionCode: string,
  { thingKind, kind, thing, import: run, after, limit }: AuditQuery,
): Promise<{ items: Told[]; next: string | null }> {
  const within = `${regionPrefix(regionCode)}%`;
  const kinds = thingKind ? [thingKind] : [...overseen];
  const folded = thing === undefined && kind === undefined && run === undefined;
  const { rows } = await sql<Told>`
    with event as (
      select e.*, o.kind as organisation_kind, o.name as organisation
      from audit_event e
      left join organisation o on o.id = e.organisation_id
      where e.thing_kind = any(${kinds}::text[])
        and (${kind ?? null}::text is null or e.kind = ${kind ?? null})
        and (${thing ?? null}::uuid is null or e.thing_id = ${thing ?? null}::uuid)
        and (${after ?? null}::uuid is null or e.id < ${after ?? null}::uuid)
        and (${run ?? null}::uuid is null or e.kind in ${imported} and e.at = (
          select d.at from audit_event d where d.thing_id = ${run ?? null} and d.kind = 'import.done'))
        and not (${folded} and e.kind in ${imported} and exists (
          select from audit_event d where d.at = e.at and d.kind = 'import.done'))
        and (o.region_code like ${within}
          or exists (select from provider p where p.id = e.thing_id and p.region_code like ${within})
          or exists (select from application a where a.id = e.thing_id and a.region_code like ${within})
          or e.kind = 'import.done' and exists (select from audit_event d
            join provider p on p.id = d.thing_id
            where d.at = e.at and d.kind = 'provider.imported' and p.region_code like ${within}))
        and not exists (select from request r where r.id = e.thing_id and r.status = 'draft')
        and not exists (select from application a
          where a.id = e.thing_id and a.status = 'draft' and a.submitted_at is null)
        and not exists (select from solution s where s.id = e.thing_id and s.status = 'draft')
        and not exists (select from "case" c where c.id = e.thing_id and c.status = 'proposed')
      order by e.id desc limit ${limit + 1}
    )
    select e.id, e.at, e.kind, e.thing_kind as "thingKind", e.thing_id as "thingId",
      case when e.erased is not null then ${erasedName}::text
        when e.organisation_kind = 'authority' or e.actor_id is null then e.actor end as actor,
      e.organisation, e.request_id as "requestId",
      ${nameOf(within)} as name, ${isPublic} as "isPublic",
      case when e.kind = 'import.done' then e.after->'counts' end as counts
    from event e order by e.id desc
  `.execute(db);
  return pageOf(rows, limit);
}

/** What a request is called, those may read in whose place it was made. */
function nameOf(within: string) {
  return sql`case e.thing_kind
    when 'provider' then (select p.name from provider p where p.id = e.thing_id)
    when 'application' then (select p.name from application a join provider p on p.id = a.provider_id
      where a.id = e.thing_id)
    when 'solution' then (select s.name from solution s where s.id = e.thing_id)
    when 'case' then (select c.title from "case" c where c.id = e.thing_id)
    when 'request' then (select r.title from request r
      where r.id = e.thing_id and coalesce(r.region_code, '') like ${within})
    when 'engagement' then (select r.title from engagement g join request r on r.id = g.request_id
      where g.id = e.thing_id and coalesce(r.region_code, '') like ${within})
    when 'import' then (select i.file_name from import_run i where i.id = e.thing_id)
    when 'lexicon' then (select '第 ' || v.number || ' 版' from lexicon_version v where v.id = e.thing_id)
  end`;
}

const isPublic = sql`(
  exists (select from solution s join provider p on p.id = s.provider_id
    where s.id = e.thing_id and s.status = 'published' and p.status in ('listed', 'imported'))
  or exists (select from "case" c left join provider p on p.id = c.provider_id
    where c.id = e.thing_id and c.status = 'published'
      and (p.id is null or p.status in ('listed', 'imported'))))`;
