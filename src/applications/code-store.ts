import { sql } from "kysely";
import { holdsCode } from "../accounts/code-store.ts";
import type { Db } from "../db/connect.ts";
import { standing } from "../providers/store.ts";
import type { SameCode } from "./schema.ts";

const shown = 20;

/**
 * Whoever else carries the code of this applicant, whatever he is: first who holds it, then who is
 * judged at this time, so that a crowd of mere claims hides neither.
 */
export async function listSameCode(
  db: Db,
  { code, providerId, organisationId }: Asked,
  now: Date,
): Promise<{ total: number; items: SameCode[] }> {
  const { rows } = await sql<SameCode & { total: number }>`
    with same as (
      select p.id as "providerId", case when a.submitted_at is not null then a.id end as "applicationId",
        'provider' as kind, p.name, p.legal_name as "legalName",
        case when p.status = 'applying' then coalesce(a.region_code, p.region_code)
          else p.region_code end as "regionCode",
        case when p.status = 'applying' then coalesce(a.status, 'draft')
          when p.status = 'removed' and p.listed_at is null then 'rejected'
          else ${standing(now)} end as state,
        ${holdsCode("p")} as holds, p.uscc_since as since, p.listed_at as "listedAt",
        l.name as "listedBy", p.organisation_id as own
      from provider p left join organisation l on l.id = p.listed_by
        left join lateral (select * from application where provider_id = p.id
          order by id desc limit 1) a on true
      where p.uscc = ${code} and p.id <> ${providerId}::uuid
      union all
      select null, null, o.kind, o.name, null, o.region_code, 'registered', false, o.uscc_since,
        null, null, o.id
      from organisation o
      where o.uscc = ${code} and o.closed_at is null and o.kind <> 'authority'
        and o.id <> ${organisationId}::uuid
        and not exists (select from provider p where p.organisation_id = o.id and p.uscc = ${code}))
    select "providerId", "applicationId", kind, name, "legalName", "regionCode", state, holds, since,
      "listedAt", "listedBy", exists (
        select from membership m join membership n on n.user_id = m.user_id
        where m.organisation_id = same.own and n.organisation_id = ${organisationId}::uuid
      ) as "sharesMember", count(*) over ()::int as total
    from same
    order by holds desc, array_position(array['listed', 'suspended', 'submitted', 'returned', 'draft',
      'imported', 'removed', 'rejected', 'registered'], state), since, name
    limit ${shown}`.execute(db);
  const found = rows.map(({ total, ...item }) => ({ total, item }));
  return { total: found[0]?.total ?? 0, items: found.map(({ item }) => item) };
}
type Asked = { code: string; providerId: string; organisationId: string };
