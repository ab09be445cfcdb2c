import { sql } from "kysely";
import type { Trx } from "../../src/db/connect.ts";
import { idOf } from "./ids.ts";
import { dice, drawnOf, oneOf } from "./past-sql.ts";

/** One that a firm typed, with what was understood of it. */
export type Need = {
  title: string;
  text: string;
  category: string;
  scenes: readonly string[];
  needs: unknown;
};
type Counts = { buyers: number; requests: number };

/** How much more often than others the first of them are drawn. */
export const ofSellers = 3;
const ofBuyers = 1.6;

/** A year of requests, what was proposed and agreed, and what became of it. */
export async function makeDeals(trx: Trx, counts: Counts, needs: readonly Need[]): Promise<void> {
  await sql`create temp table need on commit drop as
    select n - 1 as n, title, text, category, scenes, needs
    from jsonb_to_recordset(${JSON.stringify(needs.map((need, n) => ({ n: n + 1, ...need })))}::text::jsonb)
      as t (n int, title text, text text, category text, scenes text[], needs jsonb)`.execute(trx);
  const all = [...plans(counts), ...requests(needs.length), ...bids(), ...engagements()];
  for (const statement of all) await sql.raw(statement).execute(trx);
}

/** When each was made, and what came of it by now. */
function plans({ buyers, requests: count }: Counts): string[] {
  const year = `interval '365 days'`;
  return [
    `create temp table plan on commit drop as
      with made as (
        select i, ${drawnOf(buyers, "i", 1, ofBuyers)} as buyer,
          now() - interval '2 hours' - ${year} * (1 - i / ${count}::float8) as made_at
        from generate_series(1, ${count}) i
      ), published as (
        select *, made_at + interval '1 hour' * ${dice("i", 2)} as published_at from made
      ), closing as (
        select *, published_at + interval '20 days' + interval '10 days' * ${dice("i", 3)} as closes_at,
          published_at + interval '5 days' as withdrawn_at,
          case when ${dice("i", 4)} < 0.12 then 0 else 1 + ${drawnOf(7, "i", 5, 1.5)} end as bids
        from published
      ), decided as (
        select *, closes_at + interval '25 days' * ${dice("i", 6)} as decided_at from closing
      )
      select *, case
          when ${dice("i", 7)} < 0.06 then 'draft'
          when ${dice("i", 8)} < 0.04 and withdrawn_at < now() then 'withdrawn'
          when closes_at > now() then 'open'
          when bids = 0 then 'expired'
          when decided_at > now() then 'evaluating'
          when ${dice("i", 9)} < 0.8 then 'awarded'
          when ${dice("i", 9)} < 0.92 then 'none_suitable' else 'cancelled' end as fate
      from decided`,
    `create unique index on plan (i)`,
    `analyze plan`,
  ];
}

const outcomes = "('awarded', 'none_suitable', 'withdrawn', 'cancelled', 'expired')";

function requests(needs: number): string[] {
  return [
    // What is open now stays so for some days, for whoever measures again on what was kept.
    `insert into request (id, organisation_id, created_by, match_id, status, outcome, title, text,
        needs, category, scenes, industry_code, region_code, headcount, budget_max_fen, contact_name,
        contact_phone, contact_consent_at, published_at, closes_at, closed_at, closed_reason,
        created_at, updated_at)
      select ${idOf("request", "i")}, ${idOf("buyer", "buyer")}, ${idOf("buyerUser", "buyer")},
        case when i % 2 = 0 then ${idOf("match", "i")} end,
        case when fate in ${outcomes} then 'closed' else fate end,
        case when fate in ${outcomes} then fate end,
        d.title, d.text, d.needs, d.category, d.scenes, null, b.code, 5 + ${drawnOf(200, "i", 11)},
        case when ${dice("i", 12)} < 0.5 then ${drawnOf(30, "i", 13)} * 1000000 end,
        '王工', '13800000000', published_at,
        case when fate <> 'draft' then published_at end,
        case when fate = 'open' then closes_at + interval '3 days'
          when fate <> 'draft' then closes_at end,
        case fate when 'withdrawn' then withdrawn_at when 'expired' then closes_at
          else case when fate in ${outcomes} then decided_at end end,
        case when fate in ('withdrawn', 'cancelled', 'none_suitable') then '今年的预算用完了，明年再办。'
          else '' end,
        made_at, made_at
      from plan join buyer b on b.n = buyer join need d on d.n = ${drawnOf(needs, "i", 14)}
      order by i`,
    `insert into request_invitation (request_id, provider_id, solution_id, reason, at)
      select ${idOf("request", "i")}, s.id, s.offered[1], '方案适合这样的需求', published_at
      from plan cross join generate_series(1, 2) as j
      join seller s on s.n = ${drawnOf("(select count(*) from seller)", "i * 4 + j", 15, ofSellers)}
      where fate <> 'draft' order by i, j on conflict do nothing`,
    `insert into question (request_id, provider_id, text, asked_at, answer, answered_at)
      select ${idOf("request", "i")}, s.id, '现在用的是什么软件？数据要搬过来吗？', published_at,
        case when ${dice("i", 16)} < 0.8 then '用的是表格，要搬。' end,
        case when ${dice("i", 16)} < 0.8 then published_at + interval '1 day' end
      from plan join seller s
        on s.n = ${drawnOf("(select count(*) from seller)", "i", 17, ofSellers)}
      where fate <> 'draft' and ${dice("i", 18)} < 0.8 order by i`,
  ];
}

/** The first of a request is the one that wins, if any does. */
function bids(): string[] {
  const seller = drawnOf("(select count(*) from seller)", "i * 16 + j", 31, ofSellers);
  return [
    `create temp table bid on commit drop as
      with drawn as (
        select distinct on (i, seller) i, j, seller, fate, decided_at,
          least(now(), published_at + (closes_at - published_at) * ${dice("i * 16 + j", 32)}) as at
        from plan cross join generate_series(1, bids) as j cross join lateral (select ${seller} as seller) s
        where fate <> 'draft' order by i, seller, j
      )
      select row_number() over (order by at, i, j) as n, *, case
          when ${dice("i * 16 + j", 33)} < 0.05 and j > 1 then 'draft'
          when ${dice("i * 16 + j", 33)} < 0.1 and j > 1 then 'withdrawn'
          when fate = 'open' then 'submitted'
          when fate = 'evaluating' then
            case when ${dice("i * 16 + j", 34)} < 0.2 then 'shortlisted' else 'submitted' end
          when fate = 'awarded' and j = 1 then 'awarded'
          when ${dice("i * 16 + j", 35)} < 0.02 then 'disqualified' else 'not_awarded' end as status
      from drawn`,
    `create unique index on bid (n)`,
    `analyze bid`,
    `insert into proposal (id, request_id, provider_id, solution_id, created_by, status, summary, plan,
        weeks, one_off_fen, yearly_fen, training_fen, submitted_at, decided_at, reason, created_at,
        updated_at)
      select ${idOf("proposal", "b.n")}, ${idOf("request", "i")}, s.id,
        s.offered[1 + ${drawnOf("cardinality(s.offered)", "b.n", 36)}], ${idOf("sellerUser", "seller")},
        status, '扫码报工，两周上线，按年付费',
        repeat('第一周：导入工序和人员，贴码；第二周：两条线试用，培训班组长；之后每月回访一次。', 4),
        1 + ${drawnOf(12, "b.n", 37)}, ${drawnOf(60, "b.n", 38)} * 100000,
        ${drawnOf(30, "b.n", 39)} * 100000, 100000,
        case when status not in ('draft', 'withdrawn') or ${dice("b.n", 40)} < 0.5 then at end,
        case when status in ('awarded', 'not_awarded', 'disqualified') then decided_at end,
        case when status in ('not_awarded', 'disqualified') then '价格高过预算，别家的更合适。' else '' end,
        at, at
      from bid b join seller s on s.n = seller order by b.n`,
  ];
}

function engagements(): string[] {
  return [
    `create temp table deal on commit drop as
      with begun as (
        select b.i, b.seller, b.n as proposal, b.decided_at as agreed_at, p.buyer,
          b.decided_at + interval '1 day' + interval '5 days' * ${dice("b.i", 41)} as started_at
        from bid b join plan p on p.i = b.i where b.status = 'awarded'
      ), delivered as (
        select *, started_at + interval '14 days' + interval '60 days' * ${dice("i", 42)} as delivered_at
        from begun
      ), accepted as (
        select *, delivered_at + interval '10 days' * ${dice("i", 43)} as accepted_at,
          case when ${dice("i", 44)} < 0.05 then started_at + interval '10 days' end as ended_at
        from delivered
      )
      select row_number() over (order by agreed_at, i) as n, *, case
          when ended_at < now() then 'ended_early' when accepted_at < now() then 'accepted'
          when delivered_at < now() then 'delivered' when started_at < now() then 'in_delivery'
          else 'agreed' end as status,
        accepted_at + interval '5 days' * ${dice("i", 45)} as rated_at
      from accepted`,
    `insert into engagement (id, request_id, proposal_id, organisation_id, provider_id, solution_id,
        status, total_fen, due_on, started_at, delivered_at, accepted_at, ended_by, ended_reason,
        ended_at, created_at, updated_at)
      select ${idOf("engagement", "d.n")}, p.request_id, p.id, ${idOf("buyer", "buyer")}, p.provider_id,
        p.solution_id, d.status, p.one_off_fen + p.yearly_fen + p.training_fen,
        (started_at + interval '7 days' * p.weeks)::date,
        case when started_at < now() then started_at end,
        case when d.status in ('delivered', 'accepted') then delivered_at end,
        case when d.status = 'accepted' then accepted_at end,
        case when d.status = 'ended_early' then ${oneOf(["sme", "provider"], "i", 46)} end,
        case when d.status = 'ended_early' then '双方谈不拢，商量好停下。' else '' end,
        case when d.status = 'ended_early' then ended_at end, agreed_at, agreed_at
      from deal d join proposal p on p.id = ${idOf("proposal", "d.proposal")} order by d.n`,
    `insert into milestone (engagement_id, position, title, amount_fen, due_on)
      select e.id, position, '第 ' || position || ' 阶段', e.total_fen / 2, e.due_on
      from engagement e cross join generate_series(1, 2) as position
      where e.id >= ${idOf("engagement", "0")} and e.id < ${idOf("rating", "0")} order by e.id, position`,
    `insert into rating (id, engagement_id, provider_id, solution_id, organisation_id, rated_by, overall,
        delivery, quality, service, value, text, at, reply, replied_at)
      select ${idOf("rating", "d.n")}, e.id, e.provider_id, e.solution_id, e.organisation_id,
        ${idOf("buyerUser", "buyer")}, s.stars, s.stars, s.stars, s.stars, s.stars,
        '按时上线，工人一天就会用，月底对账省了两天。', rated_at,
        case when ${dice("i", 47)} < 0.4 then '谢谢，有问题随时找我们。' end,
        case when ${dice("i", 47)} < 0.4 then rated_at + interval '1 day' end
      from deal d join engagement e on e.id = ${idOf("engagement", "d.n")}
      cross join lateral (select (5 - ${drawnOf(5, "i", 48, 2.5)})::int as stars) s
      where d.status = 'accepted' and rated_at < now() and ${dice("i", 49)} < 0.95 order by rated_at`,
  ];
}
