import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import type { State } from "../db/states.ts";
import { isListedNow } from "../providers/listed-store.ts";

export type Lead = {
  id: string;
  title: string;
  text: string;
  organisationName: string;
  category: State<"category"> | null;
  scenes: string[];
  regionCode: string | null;
  headcount: number | null;
  budgetMaxFen: number | null;
  wantedBy: string | null;
  closesAt: Date | null;
  proposalCount: number;
  invited: boolean;
  inviteReason: string;
  /** Scenes that a published solution of this provider is for, and the first such solution. */
  fitting: string[];
  solutionName: string | null;
  ownStatus: State<"proposal"> | null;
};

type LeadQuery = {
  category?: State<"category"> | undefined;
  scene?: string | undefined;
  after?: string | undefined;
  limit: number;
};

/** Open needs for a listed provider: the invited first, then those its solutions fit, the newest first. */
export async function listLeads(
  db: Db,
  providerId: string,
  now: Date,
  { category, scene, after, limit }: LeadQuery,
) {
  const { rows } = await sql<Lead>`
    with mine as (
      select id, name, scenes from solution
      where provider_id = ${providerId} and status = 'published'
    ), own as materialized (
      select array_agg(distinct s) as scenes from mine, unnest(mine.scenes) s
    ), lead as (
      select r.id, i.request_id is not null as invited, coalesce(i.reason, '') as "inviteReason",
        array(select distinct s from unnest(r.scenes) s where s = any(own.scenes)) as fitting
      from request r
      cross join own
      left join request_invitation i on i.request_id = r.id and i.provider_id = ${providerId}
      where r.status = 'open' and r.closes_at > ${now}
        and (i.request_id is not null or exists (
          select from provider where id = ${providerId} and ${isListedNow}))
        and (${category ?? null}::text is null or r.category = ${category ?? null})
        and (${scene ?? null}::text is null or r.scenes @> array[${scene ?? null}::text])
    ), shown as (
      select * from lead
      where ${after ?? null}::uuid is null or (invited, cardinality(fitting), id) <
      (select invited, cardinality(fitting), id from lead where id = ${after ?? null}::uuid)
      order by invited desc, cardinality(fitting) desc, id desc
      limit ${limit + 1}
    )
    select r.id, r.title, r.text, o.name as "organisationName", r.category, r.scenes,
      r.region_code as "regionCode", r.headcount, r.budget_max_fen as "budgetMaxFen",
      r.wanted_by as "wantedBy", r.closes_at as "closesAt", l.invited, l."inviteReason", l.fitting,
      (select name from mine where mine.scenes && r.scenes order by id limit 1) as "solutionName",
      p.status as "ownStatus",
      (select count(*) from proposal q where q.request_id = r.id
        and q.status not in ('draft', 'withdrawn')) as "proposalCount"
    from shown l
    join request r on r.id = l.id
    join organisation o on o.id = r.organisation_id
    left join proposal p on p.request_id = r.id and p.provider_id = ${providerId}
    order by l.invited desc, cardinality(l.fitting) desc, l.id desc`.execute(db);
  return pageOf(rows, limit);
}
