import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
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
  after?: string | undefined;
  limit: number;
};

export type Told = {
  id: string;
  at: Date;
  kind: string;
  thingKind: string;
  thingId: string;
  /** The person, where an authority acted; of firms only the firm. */
  actor: string | null;
  organisation: string | null;
  requestId: string | null;
};

/**
 * Who did what in a jurisdiction: organisations there, and officials of other levels where they
 * touched a firm of the place. Drafts are nobody's business, nor is what events hold.
 */
export async function listEvents(
  db: Db,
  regionCode: string,
  { thingKind, kind, thing, after, limit }: AuditQuery,
): Promise<{ items: Told[]; next: string | null }> {
  const within = `${regionPrefix(regionCode)}%`;
  const kinds = thingKind ? [thingKind] : [...overseen];
  const { rows } = await sql<Told>`
    select e.id, e.at, e.kind, e.thing_kind as "thingKind", e.thing_id as "thingId",
      case when o.kind = 'authority' or e.actor_id is null then e.actor end as actor,
      o.name as organisation, e.request_id as "requestId"
    from audit_event e
    left join organisation o on o.id = e.organisation_id
    where e.thing_kind = any(${kinds}::text[])
      and (${kind ?? null}::text is null or e.kind = ${kind ?? null})
      and (${thing ?? null}::uuid is null or e.thing_id = ${thing ?? null}::uuid)
      and (${after ?? null}::uuid is null or e.id < ${after ?? null}::uuid)
      and (o.region_code like ${within}
        or exists (select from provider p where p.id = e.thing_id and p.region_code like ${within})
        or exists (select from application a where a.id = e.thing_id and a.region_code like ${within}))
      and not exists (select from request r where r.id = e.thing_id and r.status = 'draft')
      and not exists (select from application a where a.id = e.thing_id and a.status = 'draft')
      and not exists (select from solution s where s.id = e.thing_id and s.status = 'draft')
      and not exists (select from "case" c where c.id = e.thing_id and c.status = 'proposed')
    order by e.id desc limit ${limit + 1}
  `.execute(db);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
