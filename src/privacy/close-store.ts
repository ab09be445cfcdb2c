import { sql } from "kysely";
import type { Trx } from "../db/connect.ts";

const gone = "（已随账号注销抹去）";
const closedName = "已注销的单位";

/** The provider's proposals that could still be chosen, with their requests, to be locked in that order. */
export async function listStanding(trx: Trx, providerId: string) {
  const rows = await trx
    .selectFrom("proposal")
    .innerJoin("request", "request.id", "proposal.request_id")
    .select(["proposal.id", "request.id as requestId"])
    .where("proposal.provider_id", "=", providerId)
    .where("proposal.status", "in", ["submitted", "shortlisted"])
    .where("request.status", "in", ["open", "evaluating"])
    .orderBy("request.id")
    .execute();
  return rows;
}

export async function deleteDraftProposals(trx: Trx, providerId: string): Promise<void> {
  await trx
    .deleteFrom("proposal")
    .where("provider_id", "=", providerId)
    .where("status", "=", "draft")
    .execute();
}

/**
 * What nobody else is concerned with goes: drafts, and the words of requests that came to nothing. A
 * request that became a contract stays as it was agreed on, without the contact.
 */
export async function blankRequests(trx: Trx, organisationId: string): Promise<void> {
  await unbindLists(trx, organisationId);
  await trx
    .deleteFrom("request")
    .where("organisation_id", "=", organisationId)
    .where("status", "=", "draft")
    .execute();
  const ended = sql`(select r.id from request r where r.organisation_id = ${organisationId}
    and not exists (select from engagement e where e.request_id = r.id))`;
  await sql`
    update notice n set params = jsonb_set(n.params, '{title}', to_jsonb(${gone}::text))
    where n.link in (select '/requests/' || id from ${ended} ended)
      and n.user_id in (select m.user_id from membership m join provider v on v.organisation_id = m.organisation_id
        where v.id in (select provider_id from proposal where request_id in ${ended}
          union select provider_id from question where request_id in ${ended}
          union select provider_id from request_invitation where request_id in ${ended}))`.execute(
    trx,
  );
  await sql`delete from request_change where request_id in ${ended}`.execute(trx);
  await sql`
    update question set answer = ${gone} where request_id in ${ended} and answer is not null`.execute(
    trx,
  );
  await sql`
    update request_invitation set reason = '' where request_id in (
      select id from request where organisation_id = ${organisationId})`.execute(trx);
  // Why an authority ruled one out is no word of the firm's.
  await sql`
    update proposal set reason = ${gone} where request_id in ${ended} and reason <> ''
      and status <> 'disqualified'`.execute(trx);
  await sql`
    update request set title = ${gone}, text = ${gone}, needs = '[]', headcount = null,
      budget_max_fen = null, match_id = null,
      closed_reason = case when closed_reason = '' then '' else ${gone} end
    where id in ${ended}`.execute(trx);
  await sql`
    update request set contact_name = '', contact_phone = '', contact_consent_at = null,
      version = version + 1, updated_at = now()
    where organisation_id = ${organisationId}`.execute(trx);
}

/** No request keeps them any more: the job that forgets old lists has to look at them once again. */
async function unbindLists(trx: Trx, organisationId: string): Promise<void> {
  await sql`
    update match_forgetting set done_until = least(done_until, (
      select min(m.created_at) from match_result m join request r on r.match_id = m.id
      where r.organisation_id = ${organisationId} and m.text <> ''
        and not exists (select from engagement e where e.request_id = r.id)))`.execute(trx);
}

/** Before the provider, as whoever decides an application locks them. */
export async function lockApplications(trx: Trx, providerId: string): Promise<void> {
  await sql`
    select from application where provider_id = ${providerId} order by id for update`.execute(trx);
}

/** What an authority has judged stays as it was judged, so that the decision can be answered for. */
const isJudged = (application: string) => sql`exists (
  select from application_decision d where d.application_id = ${sql.ref(application)})`;

/** Drafts of solutions, what was handed in and not judged; who was never listed or judged has no name to keep either. */
export async function blankProvider(trx: Trx, providerId: string): Promise<void> {
  // What was refused or returned was judged with its solutions, which are drafts until it is listed.
  const isKept = sql`exists (select from provider p join application a on a.provider_id = p.id
    where p.id = ${providerId} and p.listed_at is null and ${isJudged("a.id")})`;
  const isGoing = sql`provider_id = ${providerId} and status = 'draft' and not ${isKept}`;
  await sql`
    delete from solution_version where solution_id in (select id from solution where ${isGoing})`.execute(
    trx,
  );
  await sql`
    update solution set name = ${gone}, summary = '', description = '', pains = '{}', benefits = '{}',
      scenarios = '{}', capabilities = '{}', price_note = '', data_promise = '', support_promise = '',
      version = version + 1
    where ${isGoing}`.execute(trx);
  await sql`
    update application a set version = version + 1,
      evidence = case when ${isJudged("a.id")} then evidence else '[]' end,
      declarations = case when ${isJudged("a.id")} then declarations else '{}' end,
      status = case when status in ('submitted', 'returned') then 'draft' else status end
    where provider_id = ${providerId}`.execute(trx);
  const { rows } = await sql<{ link: string }>`
    select '/official/applications/' || a.id as link from application a
    where a.provider_id = ${providerId} and not ${isJudged("a.id")}`.execute(trx);
  await untellOfficials(
    trx,
    rows.map(({ link }) => link),
  );
  await sql`
    update provider set contact_name = '', contact_phone = '' where id = ${providerId}`.execute(
    trx,
  );
  await sql`
    update provider p set name = '已注销的服务商', legal_name = null, uscc = null, intro = '',
      website_url = null, strengths = '{}'
    where id = ${providerId} and listed_at is null and not ${isKept}`.execute(trx);
}

/** Cases that nobody has judged are the firm's own drafts. */
export async function deleteOwnCases(trx: Trx, organisationId: string): Promise<void> {
  const rows = await trx
    .deleteFrom("case")
    .where("proposed_by", "=", organisationId)
    .where("status", "in", ["proposed", "in_review"])
    .returning("id")
    .execute();
  await untellOfficials(
    trx,
    rows.map(({ id }) => `/official/cases/${id}`),
  );
}

/** What they were told of is not there any more. */
async function untellOfficials(trx: Trx, links: readonly string[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    delete from notice where link = any(${[...links]}::text[]) and user_id in (
      select m.user_id from membership m join organisation o on o.id = m.organisation_id
      where o.kind = 'authority')`.execute(trx);
}

/** A party to contracts keeps the name it made them under, and so does whom an authority has judged. */
export async function closeOrganisation(trx: Trx, id: string, now: Date): Promise<void> {
  await sql`
    update organisation set closed_at = ${now}, contact_name = '', contact_phone = '',
      version = version + 1, updated_at = ${now}
    where id = ${id}`.execute(trx);
  await sql`
    update organisation o set name = ${closedName}, uscc = null, industry_code = null, headcount = null,
      revenue_fen = null, assets_fen = null
    where o.id = ${id} and not exists (select from engagement e where e.organisation_id = o.id)
      and not exists (select from provider p where p.organisation_id = o.id and p.listed_at is not null)
      and not exists (select from application a where a.organisation_id = o.id and ${isJudged("a.id")})`.execute(
    trx,
  );
  await sql`
    with gone as (delete from invitation where organisation_id = ${id} returning email, created_at)
    delete from mail l using gone
    where l.recipient = gone.email and l.created_at = gone.created_at`.execute(trx);
}
