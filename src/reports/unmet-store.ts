import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import type { State } from "../db/states.ts";
import { regionPrefix } from "../taxonomy/regions.ts";
import type { Period } from "./period.ts";

/** How many needs of a scene and place nothing solved; `none` where neither was understood. */
export type UnmetGroup = {
  scene: string;
  regionCode: string;
  /** Typed, read, and nothing in the catalogue solves it. */
  nothingFits: number;
  /** Typed, and not understood. */
  notUnderstood: number;
  /** Published, and nobody proposed, or nothing that was proposed suited. */
  expired: number;
  noneSuitable: number;
  /** What was wanted most, by name. */
  wanted: string[];
};

/**
 * Of what was typed only counts, scenes, places and capabilities leave here, never a text. Where the
 * place is known only those of the jurisdiction; the same text typed again counts once.
 */
export async function listUnmet(
  db: Db,
  place: string,
  { since, until }: Period,
  scene: string | undefined,
): Promise<UnmetGroup[]> {
  const within = `${regionPrefix(place)}%`;
  const { rows } = await sql<UnmetGroup>`
    with typed as (
      select distinct coalesce(n.need->'scenes'->0->>'code', 'none') as scene,
        coalesce(n.need->'constraints'->>'regionCode', 'none') as region,
        u.item->>'code' as code, md5(m.text || ' ' || (u.item->>'need')) as one,
        n.need->'capabilities' as capabilities
      from match_result m
      cross join lateral jsonb_array_elements(m.result->'unmet') as u (item)
      cross join lateral (select m.needs->((u.item->>'need')::int) as need) n
      where m.result->'unmet' <> '[]'::jsonb
        and m.created_at >= ${since} and m.created_at < ${until}
    ), closed as (
      select coalesce(scenes[1], 'none') as scene, coalesce(region_code, 'none') as region, outcome
      from request
      where status = 'closed' and outcome in ('none_suitable', 'expired')
        and closed_at >= ${since} and closed_at < ${until}
    ), counted as (
      select scene, region,
        count(distinct one) filter (where code = 'nothing_fits') as fits,
        count(distinct one) filter (where code = 'not_understood') as understood,
        0 as expired, 0 as suitable
      from typed group by scene, region
      union all
      select scene, region, 0, 0, count(*) filter (where outcome = 'expired'),
        count(*) filter (where outcome = 'none_suitable')
      from closed group by scene, region
    ), wanted as (
      select scene, region, array_agg(name order by count desc, name) as names from (
        select scene, region, c->>'name' as name, count(distinct one) as count,
          row_number() over (partition by scene, region
            order by count(distinct one) desc, c->>'name') as place
        from typed cross join lateral jsonb_array_elements(capabilities) c
        group by scene, region, c->>'name') named
      where place <= 3 group by scene, region
    )
    select scene, region as "regionCode", sum(fits)::int as "nothingFits",
      sum(understood)::int as "notUnderstood", sum(expired)::int as expired,
      sum(suitable)::int as "noneSuitable",
      coalesce((select names from wanted w
        where w.scene = counted.scene and w.region = counted.region), '{}') as wanted
    from counted
    where (region = 'none' or region like ${within})
      and (${scene ?? null}::text is null or scene = ${scene ?? null})
    group by scene, region
    order by sum(fits + understood + expired + suitable) desc, scene, region
    limit 1000`.execute(db);
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

/** Needs that their owners published, in words: closed without a provider, or with nothing that fits from the start. */
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
  const within = `${regionPrefix(place)}%`;
  const { rows } = await sql<UnmetRequest>`
    select r.id, r.title, r.text, r.scenes, r.region_code as "regionCode", r.status, r.outcome,
      r.published_at as "publishedAt"
    from request r
    where r.status <> 'draft' and coalesce(r.region_code, '') like ${within}
      and r.published_at >= ${since} and r.published_at < ${until}
      and (r.outcome in ('none_suitable', 'expired')
        or (r.status in ('open', 'evaluating') and exists (select from match_result m
          where m.id = r.match_id and m.result->'unmet' <> '[]'::jsonb)))
      and (${scene ?? null}::text is null or r.scenes @> array[${scene ?? null}::text])
      and (${after ?? null}::uuid is null or r.id < ${after ?? null}::uuid)
    order by r.id desc limit ${limit + 1}`.execute(db);
  return pageOf(rows, limit);
}
