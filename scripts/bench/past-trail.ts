import { sql } from "kysely";
import type { Trx } from "../../src/db/connect.ts";
import { keptDays } from "../../src/matching/forget-service.ts";
import { idOf } from "./ids.ts";
import { dice, drawnOf } from "./past-sql.ts";

/** Months that lie behind get a partition each, as the job would have made them in their time. */
export async function makeEarlierMonths(trx: Trx): Promise<void> {
  await sql`do $$
    declare
      parent text;
      starts timestamptz;
      month text;
    begin
      foreach parent in array array['audit_event', 'notice', 'match_result'] loop
        for back in 1..12 loop
          starts := china_month(now(), -back);
          month := parent || to_char(starts at time zone 'Asia/Shanghai', '_YYYYMM');
          if to_regclass(month) is null then
            execute format('create table %I partition of %I for values from (%L) to (%L)',
              month, parent, starts, china_month(starts, 1));
          end if;
        end loop;
      end loop;
    end $$`.execute(trx);
}

/** What else a year leaves behind: lists that were shown, notices, events, days that were counted. */
export async function makeTrail(trx: Trx, size: number): Promise<void> {
  for (const statement of [...shown(size), ...notices, ...events(size)])
    await sql.raw(statement).execute(trx);
}

const parts = `'[{"factor":"fit","points":38.5,"detail":"能解决您说的扫码报工和月底算工资"},
  {"factor":"text","points":11.2,"detail":"说法和您的话接近"},
  {"factor":"industry","points":6,"detail":"没有写明行业，按中间算"},
  {"factor":"size","points":5,"detail":"没有写明企业大小，按中间算"},
  {"factor":"price","points":7.5,"detail":"没有公开价格，按中间算"},
  {"factor":"reach","points":5,"detail":"服务全国"},
  {"factor":"record","points":2.1,"detail":"有评价和验收过的合作"}]'::jsonb`;

/** Every other request came from a match. What was typed is let go when it is old. */
function shown(size: number): string[] {
  const solution = "s.offered[1]";
  return [
    `insert into match_result (id, user_id, text, needs, result, engine, weights_version,
        lexicon_version, created_at)
      select ${idOf("match", "i")}, ${idOf("buyerUser", "buyer")},
        case when made_at > now() - interval '${keptDays - 5} days' then d.text else '' end,
        case when made_at > now() - interval '${keptDays - 5} days' then d.needs else '[]' end,
        jsonb_build_object('matches', m.list, 'blocked', '[]'::jsonb, 'answers', '[]'::jsonb, 'unmet',
          case when ${dice("i", 61)} < 0.05
            then '[{"need":0,"code":"nothing_fits","detail":"目录里还没有"}]'::jsonb else '[]' end),
        'postgresql', '1', '1', made_at - interval '10 minutes'
      from plan join need d on d.n = ${drawnOf("(select count(*) from need)", "i", 14)}
      cross join lateral (select jsonb_agg(jsonb_build_object('rank', k, 'need', 0, 'score', 80 - k,
          'reason', '能解决您说的报工', 'parts', ${parts},
          'solution', jsonb_build_object('id', ${solution}, 'name', s.name),
          'provider', jsonb_build_object('id', s.id, 'name', s.name, 'status', 'listed')) order by k) as list
        from generate_series(1, 10) k
        join seller s on s.n = ${drawnOf("(select count(*) from seller)", "i * 16 + k", 62)}) m
      where i % 2 = 0 order by i`,
    `insert into exposure_day (day, provider_id, shown)
      select current_date - day::int, s.id, count(*) * 3
      from generate_series(0, 364) day cross join generate_series(1, ${Math.ceil(size / 100)}) k
      join seller s on s.n = ${drawnOf("(select count(*) from seller)", `day * ${size} + k`, 63, 2)}
      group by 1, 2 order by 1, 2`,
    `update exposure_state set counted_until = now()`,
    `insert into unmet_day (day, region_code, scene, nothing_fits, not_understood)
      select current_date - day::int, p.code, x.scene, 1, 0
      from generate_series(0, 364) day cross join generate_series(1, ${Math.ceil(size / 2000)}) k
      join place p on p.n = ${drawnOf("(select count(*) from place)", `day * ${size} + k`, 64, 2)}
      join need d on d.n = ${drawnOf("(select count(*) from need)", `day * ${size} + k`, 65)}
      cross join lateral (select d.scenes[1] as scene) x where x.scene is not null
      order by 1, 2, 3 on conflict do nothing`,
  ];
}

const titled = (title: string) => `jsonb_build_object('title', ${title})`;
const toBuyer = `${idOf("buyerUser", "buyer")} as user_id, ${idOf("buyer", "buyer")} as organisation_id`;
const toSeller = `${idOf("sellerUser", "seller")} as user_id, ${idOf("seller", "seller")} as organisation_id`;
const link = (to: string, id: string) => `'/${to}/' || ${id} as link`;
const ofPlan = `${titled("'扫码报工 ' || i")} as params, ${link("requests", idOf("request", "i"))}`;
const ofDeal = `${titled("'扫码报工 ' || i")} as params, ${link("engagements", idOf("engagement", "n"))}`;

/** To whom, of what, when: with what production tells. */
const told = `
  select ${toBuyer}, 'proposal_submitted' as kind, ${ofPlan}, b.at
    from bid b join plan p using (i) where status <> 'draft'
  union all select ${toBuyer}, case fate when 'expired' then 'request_expired' else 'request_evaluating' end,
    ${ofPlan}, closes_at from plan
    where fate not in ('draft', 'open', 'withdrawn')
  union all select ${toSeller}, 'proposal_' || status, ${ofPlan}, decided_at from bid
    where status in ('awarded', 'not_awarded')
  union all select ${idOf("sellerUser", "s.n")}, ${idOf("seller", "s.n")}, 'request_invitation',
    ${titled("'扫码报工'")}, '/requests/' || v.request_id, v.at
    from request_invitation v join seller s on s.id = v.provider_id
  union all select ${toBuyer}, 'engagement_start', ${ofDeal}, started_at from deal where started_at < now()
  union all select ${toBuyer}, 'engagement_deliver', ${ofDeal}, delivered_at from deal
    where status in ('delivered', 'accepted')
  union all select ${toSeller}, 'engagement_accept', ${ofDeal}, accepted_at from deal
    where status = 'accepted'
  union all select ${toSeller}, 'engagement_rated', ${ofDeal}, r.at
    from deal join rating r on r.engagement_id = ${idOf("engagement", "deal.n")}`;

const notices = [
  `insert into notice (id, user_id, organisation_id, kind, params, link, created_at, read_at)
    select ${idOf("notice", "n")}, user_id, organisation_id, kind, params, link, at,
      case when at < now() - interval '5 days' and ${dice("n", 71)} > 0.05 then at + interval '1 day' end
    from (select row_number() over (order by at) as n, * from (${told}) told) numbered order by n`,
];

const byBuyer = `${idOf("buyerUser", "buyer")} as actor_id, ${idOf("buyer", "buyer")} as organisation_id`;
const bySeller = `${idOf("sellerUser", "seller")} as actor_id, ${idOf("seller", "seller")} as organisation_id`;
const nobody = `null::uuid as actor_id, null::uuid as organisation_id`;
const offer = `jsonb_build_object('summary', '扫码报工，两周上线，按年付费', 'weeks', 2, 'oneOffFen',
  1200000, 'yearlyFen', 600000, 'plan', repeat('第一周：导入工序和人员，贴码；第二周：两条线试用。', 4))`;
const changed = (status: string) => `jsonb_build_object('status', '${status}')`;

/** What was done with requests, proposals and engagements. */
const done = `
  select ${byBuyer}, 'request.added' as kind, ${idOf("request", "i")} as thing_id,
    jsonb_build_object('title', '扫码报工', 'text', repeat('工人每天手写报工。', 6)) as after,
    made_at as at from plan
  union all select ${byBuyer}, 'request.published', ${idOf("request", "i")}, null, published_at from plan
    where fate <> 'draft'
  union all select ${nobody}, case fate when 'expired' then 'request.expired'
    else 'request.deadline_passed' end, ${idOf("request", "i")}, null, closes_at from plan
    where fate not in ('draft', 'open', 'withdrawn')
  union all select ${byBuyer}, 'request.' || fate, ${idOf("request", "i")},
    jsonb_build_object('reason', '别家的更合适'), case fate when 'withdrawn' then withdrawn_at
      else decided_at end from plan where fate in ('awarded', 'none_suitable', 'cancelled', 'withdrawn')
  union all select ${bySeller}, 'proposal.added', ${idOf("proposal", "n")}, ${offer}, at from bid
  union all select ${bySeller}, 'proposal.submitted', ${idOf("proposal", "n")}, null, at from bid
    where status <> 'draft'
  union all select ${bySeller}, 'engagement.start', ${idOf("engagement", "n")}, ${changed("in_delivery")},
    started_at from deal where started_at < now()
  union all select ${bySeller}, 'engagement.deliver', ${idOf("engagement", "n")}, ${changed("delivered")},
    delivered_at from deal where status in ('delivered', 'accepted')
  union all select ${byBuyer}, 'engagement.accept', ${idOf("engagement", "n")}, ${changed("accepted")},
    accepted_at from deal where status = 'accepted'
  union all select ${byBuyer}, 'engagement.rated', r.engagement_id, jsonb_build_object('overall', r.overall),
    r.at from deal join rating r on r.engagement_id = ${idOf("engagement", "deal.n")}`;

const eachImport = 5000;

/** The catalogue came in some imports a year ago, each of which is one instant. */
function events(size: number): string[] {
  const at = `now() - interval '364 days' + interval '1 minute' * (n / ${eachImport})`;
  const office = `${idOf("officeUser", "0")}, '王工', ${idOf("office", "0")}`;
  const columns = "actor_id, actor, organisation_id, kind, thing_kind, thing_id, after, at";
  return [
    `insert into audit_event (id, ${columns})
      select ${idOf("event", "n")}, ${office}, thing_kind || '.imported', thing_kind, thing_id,
        jsonb_build_object('name', name), ${at}
      from (select row_number() over (order by thing_kind, thing_id) as n, * from (
        select 'provider' as thing_kind, id as thing_id, name from provider where external_key is not null
        union all select 'solution', id, name from solution where external_key is not null) c) n
      order by n`,
    `insert into audit_event (id, ${columns})
      select ${idOf("event", `${size} * 2 + n`)}, ${office}, 'import.done', 'import', ${idOf("import", "n")},
        '{"counts":{"provider":{"added":2500,"changed":0},"solution":{"added":2500,"changed":0},"case":{"added":0,"changed":0}}}',
        at
      from (select at, row_number() over (order by at) as n from audit_event
        where kind in ('provider.imported', 'solution.imported') group by at) runs order by n`,
    `insert into audit_event (id, request_id, ${columns})
      select ${idOf("event", `${size} * 3 + n`)}, 'bench-' || n, actor_id,
        case when actor_id is null then 'system:deadline' else '王工' end, organisation_id, kind,
        split_part(kind, '.', 1), thing_id, after, at
      from (select row_number() over (order by at) as n, * from (${done}) done) numbered order by n`,
  ];
}
