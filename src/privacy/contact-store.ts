import { sql } from "kysely";
import type { Trx } from "../db/connect.ts";
import { erasedName } from "../accounts/actor.ts";

/** Where he is a member, and where he has ever acted for: he may stand there as the one to call. */
export async function listKnownPlaces(trx: Trx, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select organisation_id as id from membership where user_id = ${userId}
    union select organisation_id from audit_event
      where actor_id = ${userId} and organisation_id is not null
    order by 1`.execute(trx);
  return rows.map(({ id }) => id);
}

type Gone = { id: string; name: string; organisationIds: readonly string[] };
/** What lacks a contact now: where its organisation puts in another, or calls the other side itself. */
export type Uncalled = {
  organisationId: string;
  kind: "contact_gone" | "contact_gone_late";
  title: string;
  link: string;
};

/**
 * Takes him away where he stands as the one to call. A colleague of the same name may be the one who is
 * meant. Requests come first and providers last, the order in which whoever chooses a proposal locks them.
 */
export async function unnameContacts(trx: Trx, gone: Gone): Promise<Uncalled[]> {
  const { id, name } = gone;
  const ids = sql`any(${[...gone.organisationIds]}::uuid[])`;
  const isHis = (organisation: string) => sql`t.contact_name = ${name} and not exists (
    select from membership m join "user" u on u.id = m.user_id
    where m.organisation_id = ${sql.ref(organisation)} and u.id <> ${id} and u.name = ${name})`;
  const blank = sql`contact_name = '', contact_phone = '', version = version + 1`;
  const { rows } = await sql<Uncalled>`
    with organisations as (
      update organisation t set ${blank} where t.id = ${ids} and ${isHis("t.id")} returning t.id, t.name
    ), providers as (
      update provider t set ${blank}
      where t.organisation_id = ${ids} and ${isHis("t.organisation_id")}
      returning t.organisation_id as id, t.name
    ), requests as (
      update request t set ${blank}, contact_consent_at = null
      where (t.organisation_id = ${ids} or t.created_by = ${id}) and ${isHis("t.organisation_id")}
      returning t.id, t.organisation_id, t.title, t.status
    )
    select organisation_id as "organisationId", 'contact_gone' as kind, title,
        '/requests/' || id || '/edit' as link
      from requests where status in ('draft', 'open') and title <> ''
    union all select organisation_id, 'contact_gone_late', title, '/requests/' || id
      from requests where status = 'evaluating'
    union all select r.organisation_id, 'contact_gone_late', title, '/engagements/' || e.id
      from requests r join engagement e on e.request_id = r.id
      where e.status in ('agreed', 'in_delivery', 'delivered')
    union all select id, 'contact_gone', name, '/organisations/' || id || '/edit' from organisations
    union all select id, 'contact_gone', name, '/desk/provider' from providers`.execute(trx);
  await unsign(trx, gone);
  return rows;
}

/** Where his name is written beside what was done. */
async function unsign(trx: Trx, { id, name, organisationIds }: Gone): Promise<void> {
  await sql`
    update "case" set consent_by = ${erasedName}
    where proposed_by = any(${[...organisationIds]}::uuid[]) and consent_by = ${name}`.execute(trx);
  await sql`
    update solution_tag_correction c set author = ${erasedName}
    where c.made_by = 'provider' and exists (
      select from audit_event e where e.thing_id = c.solution_id and e.actor_id = ${id}
        and e.kind = 'solution.tags_corrected' and e.actor = c.author)`.execute(trx);
}
