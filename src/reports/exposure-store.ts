import { sql } from "kysely";
import { type Db, inTransaction } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import { plannedAnew } from "../db/planned.ts";
import type { State } from "../db/states.ts";
import { regionPrefix } from "../taxonomy/regions.ts";
import type { Period } from "./period.ts";

/** So many of a list count as shown: farther down hardly anybody looks. */
const firstOf = 10;
/** What is written this moment may not be readable yet. */
const lag = 60_000;

/** The job: adds to each provider's days what was shown since it last counted. */
export async function countExposure(db: Db, now: Date): Promise<void> {
  const until = new Date(now.getTime() - lag);
  await inTransaction(db, async (trx) => {
    const { counted_until: since } = await trx
      .selectFrom("exposure_state")
      .select("counted_until")
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (until <= since) return;
    await sql`
      insert into exposure_day (day, provider_id, shown)
      select (m.created_at at time zone 'Asia/Shanghai')::date, v.id, count(*)::int
      from match_result m
      cross join lateral jsonb_array_elements(m.result->'matches') as x (item)
      join provider v on v.id = (x.item->'provider'->>'id')::uuid
      where m.created_at > ${since} and m.created_at <= ${until}
        and (x.item->>'rank')::int <= ${firstOf}
      group by 1, 2 order by 1, 2
      on conflict (day, provider_id) do update set shown = exposure_day.shown + excluded.shown`.execute(
      trx,
    );
    await trx.updateTable("exposure_state").set({ counted_until: until }).execute();
  });
}

export async function countedUntil(db: Db): Promise<Date> {
  const { counted_until: at } = await db
    .selectFrom("exposure_state")
    .select("counted_until")
    .executeTakeFirstOrThrow();
  return at;
}

type Counts = { shown: number; invitations: number; proposals: number; awards: number };
export type ProviderExposure = Counts & {
  id: string;
  name: string;
  status: State<"provider">;
  regionCode: string | null;
  listedAt: Date | null;
};
export type GroupExposure = Counts & { code: string; providers: number };

/** Providers of a place with what came to them. */
function exposed(place: string, { from, to, since, until }: Period) {
  const theirs = sql`provider_id in (select id from there)`;
  return sql`
    there as materialized (
      select id, name, status, region_code, listed_at from provider
      where status in ('listed', 'suspended', 'imported') and ${within("region_code", place)}
    ), exposed as materialized (
      select v.id, v.name, v.status, v.region_code, v.listed_at,
        coalesce(e.shown, 0)::int as shown, coalesce(i.count, 0)::int as invitations,
        coalesce(p.proposals, 0)::int as proposals, coalesce(a.awards, 0)::int as awards
      from there v
      left join (select provider_id, sum(shown) as shown from exposure_day
        where day >= ${from}::date and day <= ${to}::date and ${theirs} group by provider_id) e
        on e.provider_id = v.id
      left join (select provider_id, count(*) from request_invitation
        where at >= ${since} and at < ${until} and ${theirs} group by provider_id) i
        on i.provider_id = v.id
      left join (select provider_id, count(*) as proposals from proposal
        where status not in ('draft', 'withdrawn')
          and submitted_at >= ${since} and submitted_at < ${until} and ${theirs}
        group by provider_id) p on p.provider_id = v.id
      left join (select provider_id, count(*) as awards from proposal
        where status = 'awarded' and decided_at >= ${since} and decided_at < ${until} and ${theirs}
        group by provider_id) a on a.provider_id = v.id
    )`;
}

type Exposure = {
  items: (Omit<ProviderExposure, "listedAt"> & { listedAt: string | null })[];
  byRegion: GroupExposure[];
  byAge: GroupExposure[];
};

const sums = sql`count(*)::int as providers, sum(shown)::int as shown,
  sum(invitations)::int as invitations, sum(proposals)::int as proposals, sum(awards)::int as awards`;

/**
 * All of it counted once. The providers, the most shown first; by the places just below the jurisdiction,
 * provinces, cities, districts; by how long they had been on the list when the period ended.
 */
export async function listExposure(
  db: Db,
  place: string,
  period: Period,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  const digits = Math.min(6, regionPrefix(place).length + 2);
  const { rows } = await sql<Exposure>`${plannedAnew}
    with ${exposed(place, period)}, item as (
      select id, name, status, region_code as "regionCode", listed_at as "listedAt",
        shown, invitations, proposals, awards
      from exposed
      where ${after ?? null}::uuid is null
        or (shown, id) < (select shown, id from exposed where id = ${after ?? null}::uuid)
      order by shown desc, id desc limit ${limit + 1}
    ), region as (
      select coalesce(rpad(left(region_code, ${digits}), 6, '0'), 'none') as code, ${sums}
      from exposed group by 1 order by sum(shown) desc, 1 limit 60
    ), age as (
      select case when listed_at is null then 'unlisted'
          when listed_at >= ${period.until}::timestamptz - interval '90 days' then 'newcomer'
          when listed_at >= ${period.until}::timestamptz - interval '365 days' then 'first_year'
          else 'older' end as code, ${sums}
      from exposed group by 1
    )
    select
      coalesce((select jsonb_agg(to_jsonb(item) order by shown desc, id desc) from item), '[]') as items,
      coalesce((select jsonb_agg(to_jsonb(region) order by shown desc, code) from region), '[]')
        as "byRegion",
      coalesce((select jsonb_agg(to_jsonb(age) order by code) from age), '[]') as "byAge"`.execute(
    db,
  );
  const { items = [], byRegion = [], byAge = [] } = rows[0] ?? {};
  const dated = items.map((item): ProviderExposure => {
    return { ...item, listedAt: item.listedAt === null ? null : new Date(item.listedAt) };
  });
  return { ...pageOf(dated, limit), byRegion, byAge };
}
