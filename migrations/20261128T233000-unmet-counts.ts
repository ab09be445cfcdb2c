import { type Kysely, sql } from "kysely";

/** Needs that nothing solved, counted when they are typed: a report reads counts, never the lists that were shown. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What was typed before, each text and need once, on the day in China it was first typed. */
const typed = `
  select distinct on (md5(m.text), u.item->>'need')
    (m.created_at at time zone 'Asia/Shanghai')::date as day,
    coalesce(n.need->'constraints'->>'regionCode', 'none') as region,
    coalesce(n.need->'scenes'->0->>'code', 'none') as scene,
    u.item->>'code' as code, n.need->'capabilities' as capabilities
  from match_result m
  cross join lateral jsonb_array_elements(m.result->'unmet') as u (item)
  cross join lateral (select m.needs->((u.item->>'need')::int) as need) n
  where m.result->'unmet' <> '[]'::jsonb
  order by md5(m.text), u.item->>'need', m.created_at`;

const group = `
  day date not null,
  region_code text not null,
  scene text not null`;

const statements = [
  `create table unmet_day (${group},
    nothing_fits integer not null default 0,
    not_understood integer not null default 0,
    primary key (day, region_code, scene)
  )`,
  `create index unmet_day_place on unmet_day (region_code text_pattern_ops, day)`,
  `create table unmet_wanted (${group},
    name text not null,
    times integer not null,
    primary key (day, region_code, scene, name)
  )`,
  `create index unmet_wanted_place on unmet_wanted (region_code text_pattern_ops, day)`,
  // `asker` is a keyed hash of the firm with scene and province: it tells few from many and leads to
  // nobody. No group keeps more of a day than tells that they were enough.
  `create table unmet_asker (${group},
    asker text not null,
    primary key (day, region_code, scene, asker)
  )`,
  `create index unmet_asker_place on unmet_asker (region_code text_pattern_ops, day)`,
  // The same text counts once; also a keyed hash.
  `create table unmet_text (
    key text primary key,
    at timestamptz not null
  )`,
  `create index on unmet_text (at)`,
  `insert into unmet_day
    select day, region, scene, count(*) filter (where code = 'nothing_fits'),
      count(*) filter (where code = 'not_understood')
    from (${typed}) t group by 1, 2, 3`,
  `insert into unmet_wanted
    select day, region, scene, c.item->>'name', count(*)
    from (${typed}) t cross join lateral jsonb_array_elements(capabilities) as c (item)
    where c.item->>'name' is not null group by 1, 2, 3, 4`,
  `drop index match_result_unmet`,
  `create index request_unmet on request (closed_at)
    where status = 'closed' and outcome in ('none_suitable', 'expired')`,
];
