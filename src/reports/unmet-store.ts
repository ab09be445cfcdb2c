import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import { within } from "../db/places.ts";
import { plannedAnew } from "../db/planned.ts";
import type { State } from "../db/states.ts";
import { regionPrefix } from "../taxonomy/regions.ts";
import { leastAskers } from "./least.ts";
import type { Period } from "./period.ts";
import type { AskedGroup } from "./unmet-groups.ts";

/** One need that nothing solves; `text` and `asker` are sealed. */
export type TypedUnmet = {
  scene: string;
  regionCode: string;
  code: string;
  wanted: string[];
  text: string;
  asker: string;
};

/** Counts each text once; who asked is kept of a day until it is enough of them. */
export async function putUnmet(
  db: Db,
  typed: readonly TypedUnmet[],
  { day, now }: { day: string; now: Date },
): Promise<void> {
  await sql`
    with typed as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(typed)}::text::jsonb)
        as t (scene text, "regionCode" text, code text, wanted jsonb, text text, asker text)
    ), fresh as (
      insert into unmet_text (key, at) select distinct text, ${now}::timestamptz from typed order by 1
      on conflict do nothing returning key
    ), counted as (
      insert into unmet_day
      select ${day}::date, "regionCode", scene, count(*) filter (where code = 'nothing_fits'),
        count(*) filter (where code = 'not_understood')
      from typed join fresh on fresh.key = typed.text group by 2, 3 order by 2, 3
      on conflict (day, region_code, scene) do update set
        nothing_fits = unmet_day.nothing_fits + excluded.nothing_fits,
        not_understood = unmet_day.not_understood + excluded.not_understood
    ), wanted as (
      insert into unmet_wanted
      select ${day}::date, "regionCode", scene, w.name, count(*)
      from typed join fresh on fresh.key = typed.text
      cross join lateral jsonb_array_elements_text(wanted) as w (name)
      group by 2, 3, 4 order by 2, 3, 4
      on conflict (day, region_code, scene, name) do update set
        times = unmet_wanted.times + excluded.times
    )
    insert into unmet_asker
    select distinct ${day}::date, "regionCode", scene, asker from typed
    where ${leastAskers} > (select count(*) from unmet_asker a
      where a.day = ${day}::date and a.region_code = "regionCode" and a.scene = typed.scene)
    order by 2, 3, 4
    on conflict do nothing`.execute(db);
}

/**
 * What was counted in a period, by scene and place; where the place is known only those of the
 * jurisdiction. Not yet to be told: a group may be of one firm.
 */
export async function listUnmetGroups(
  db: Db,
  place: string,
  { from, to, since, until }: Period,
): Promise<AskedGroup[]> {
  const inside = `${regionPrefix(place)}%`;
  const there = sql`day >= ${from}::date and day <= ${to}::date
    and (region_code = 'none' or region_code like ${inside})`;
  const { rows } = await sql<AskedGroup>`
    with counted as (
      select scene, region_code, sum(nothing_fits)::int as fits, sum(not_understood)::int as understood
      from unmet_day where ${there} group by 1, 2
    ), askers as (
      select scene, region_code, (array_agg(distinct asker))[1:${leastAskers}::int] as typers
      from unmet_asker where ${there} group by 1, 2
    ), wanted as (
      select scene, region_code,
        jsonb_agg(jsonb_build_object('name', name, 'times', times) order by times desc, name)
          filter (where place <= 10) as names
      from (select scene, region_code, name, sum(times)::int as times,
          row_number() over (partition by scene, region_code order by sum(times) desc, name) as place
        from unmet_wanted where ${there} group by 1, 2, 3) named
      group by 1, 2
    ), closed as (
      select coalesce(scenes[1], 'none') as scene, coalesce(region_code, 'none') as region_code,
        count(*) filter (where outcome = 'expired')::int as expired,
        count(*) filter (where outcome = 'none_suitable')::int as suitable,
        (array_agg(distinct organisation_id::text))[1:${leastAskers}::int] as firms
      from request
      where status = 'closed' and outcome in ('none_suitable', 'expired')
        and closed_at >= ${since} and closed_at < ${until}
        and (region_code is null or region_code like ${inside})
      group by 1, 2
    )
    select scene, region_code as "regionCode", coalesce(fits, 0) as "nothingFits",
      coalesce(understood, 0) as "notUnderstood", coalesce(expired, 0) as expired,
      coalesce(suitable, 0) as "noneSuitable", coalesce(typers, '{}') as typers,
      coalesce(firms, '{}') as firms, coalesce(names, '[]') as wanted
    from counted
    full join closed using (scene, region_code)
    left join askers using (scene, region_code)
    left join wanted using (scene, region_code)`.execute(db);
  return rows;
}

export type UnmetRequest = {
  id: string;
  title: string;
  text: string;
  scenes: string[];
  regionCode: string | null;
  status: State<"request">;
  outcome: State<"outcome"> | null;
  publishedAt: Date;
};

/**
 * Needs that their owners published, in words: closed without a provider, or with nothing that fits from
 * the start. Of a firm that has gone no words are left.
 */
export async function listUnmetRequests(
  db: Db,
  place: string,
  { since, until }: Period,
  {
    scene,
    after,
    limit,
  }: { scene?: string | undefined; after?: string | undefined; limit: number },
) {
  const { rows } = await sql<UnmetRequest>`${plannedAnew}
    select r.id, r.title, r.text, r.scenes, r.region_code as "regionCode", r.status, r.outcome,
      r.published_at as "publishedAt"
    from request r join organisation o on o.id = r.organisation_id and o.closed_at is null
    where r.status <> 'draft' and ${within("r.region_code", place)}
      and r.published_at >= ${since} and r.published_at < ${until}
      and (r.outcome in ('none_suitable', 'expired')
        or (r.status in ('open', 'evaluating') and exists (select from match_result m
          where m.id = r.match_id and m.result->'unmet' <> '[]'::jsonb)))
      and (${scene ?? null}::text is null or r.scenes @> array[${scene ?? null}::text])
      and (${after ?? null}::uuid is null or r.id < ${after ?? null}::uuid)
    order by r.id desc limit ${limit + 1}`.execute(db);
  return pageOf(rows, limit);
}
