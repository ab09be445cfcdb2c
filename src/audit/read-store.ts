import { sql } from "kysely";
import { erasedName } from "../accounts/actor.ts";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import { plannedAnew } from "../db/planned.ts";

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
  query: AuditQuery,
): Promise<{ items: Told[]; next: string | null }> {
  const { limit } = query;
  const near = sql.join(
    branchesOf(regionCode, query).map(
      (each) => sql`(${each} order by e.id desc limit ${limit + 1})`,
    ),
    sql` union `,
  );
  // Of a place where little happens other indexes are to be asked than of the whole country.
  const { rows } = await sql<Told>`${plannedAnew}
    with event as (
      select e.*, o.kind as organisation_kind, o.name as organisation
      from (select id, at from (${near}) near order by id desc limit ${limit + 1}) n
      join audit_event e on e.id = n.id and e.at = n.at
      left join organisation o on o.id = e.organisation_id
    )
    select e.id, e.at, e.kind, e.thing_kind as "thingKind", e.thing_id as "thingId",
      case when e.erased is not null then ${erasedName}::text
        when e.organisation_kind = 'authority' or e.actor_id is null then e.actor end as actor,
      e.organisation, e.request_id as "requestId",
      ${nameOf(regionCode)} as name, ${isPublic} as "isPublic",
      case when e.kind = 'import.done' then e.after->'counts' end as counts
    from event e order by e.id desc
  `.execute(db);
  return pageOf(rows, limit);
}

/**
 * Each is found by an index of its own: who acted there, which thing lies there, which import brought one
 * there. What is no request, solution or case is no draft of one.
 */
function branchesOf(regionCode: string, query: AuditQuery) {
  const wanted = query.thingKind ? [query.thingKind] : overseen;
  const limits = sql.join(limitsOf(query), sql` and `);
  const there = (column: string) =>
    sql`${within(column, regionCode)} and ${sql.ref(column)} is not null`;
  const of = (kind: Overseen, where: ReturnType<typeof sql>) =>
    wanted.includes(kind)
      ? [
          sql`select e.id, e.at from audit_event e
            where ${limits} and e.thing_kind = ${sql.lit(kind)} and ${where}`,
        ]
      : [];
  return [
    sql`select e.id, e.at from audit_event e
      where ${limits} and e.thing_kind in (${sql.join(wanted.map((kind) => sql.lit(kind)))})
        and e.organisation_id in (select id from organisation where ${there("region_code")})
        and ${sql.join(noDrafts, sql` and `)}`,
    ...of("provider", sql`e.thing_id in (select id from provider where ${there("region_code")})`),
    ...of(
      "application",
      sql`e.thing_id in (select id from application where ${there("region_code")})
        and ${noDrafts[0]!}`,
    ),
    // Of an import the first that lies there is enough: a join would look at all that it wrote.
    ...of(
      "import",
      sql`e.kind = 'import.done' and (select true from audit_event d join provider p on p.id = d.thing_id
        where d.at = e.at and d.thing_kind = 'provider' and d.kind = 'provider.imported'
          and ${there("p.region_code")} limit 1)`,
    ),
  ];
}

/** What was asked for, wherever it was done. */
function limitsOf({ kind, thing, import: run, after }: AuditQuery) {
  const isFolded = thing === undefined && kind === undefined && run === undefined;
  return [
    isFolded ? sql`e.kind not in ${imported}` : sql`true`,
    kind === undefined ? sql`true` : sql`e.kind = ${kind}`,
    thing === undefined ? sql`true` : sql`e.thing_id = ${thing}`,
    after === undefined ? sql`true` : sql`e.id < ${after}`,
    run === undefined
      ? sql`true`
      : sql`e.kind in ${imported} and e.at = (
          select d.at from audit_event d where d.thing_id = ${run} and d.kind = 'import.done')`,
  ];
}

const noDrafts = [
  sql`not exists (select from application a
    where a.id = e.thing_id and a.status = 'draft' and a.submitted_at is null)`,
  sql`not exists (select from request r where r.id = e.thing_id and r.status = 'draft')`,
  sql`not exists (select from solution s where s.id = e.thing_id and s.status = 'draft')`,
  sql`not exists (select from "case" c where c.id = e.thing_id and c.status = 'proposed')`,
];

/** What a request is called, those may read in whose place it was made. */
function nameOf(regionCode: string) {
  const there = within("r.region_code", regionCode);
  return sql`case e.thing_kind
    when 'provider' then (select p.name from provider p where p.id = e.thing_id)
    when 'application' then (select p.name from application a join provider p on p.id = a.provider_id
      where a.id = e.thing_id)
    when 'solution' then (select s.name from solution s where s.id = e.thing_id)
    when 'case' then (select c.title from "case" c where c.id = e.thing_id)
    when 'request' then (select r.title from request r
      where r.id = e.thing_id and ${there})
    when 'engagement' then (select r.title from engagement g join request r on r.id = g.request_id
      where g.id = e.thing_id and ${there})
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
