import { sql } from "kysely";
import type { Trx } from "../db/connect.ts";

type Gone = {
  id: string;
  name: string;
  email: string;
  organisationIds: readonly string[];
  keepsName: boolean;
};

/**
 * Notes every event that tells of him, by him or of him. What he did as an official stays as it is
 * where his name is kept for it, and so does the event that tells that he went.
 */
export async function queueTold(trx: Trx, gone: Gone) {
  const { id, name, email, keepsName } = gone;
  const places = [...gone.organisationIds];
  await sql`
    insert into event_to_erase (event_id, event_at, person_id)
    select e.id, e.at, ${id}::uuid from audit_event e
    left join organisation o on o.id = e.organisation_id
    where e.erased is null and e.kind <> 'person.erased' and (
      e.actor_id = ${id}
        and not (${keepsName} and coalesce(o.kind, '') = 'authority' and e.thing_kind not in ('person', 'token', 'match'))
      or e.thing_id = ${id})
    union
    select e.id, e.at, ${id}::uuid from audit_event e
    where e.erased is null and e.kind in ('invitation.made', 'invitation.revoked') and e.thing_id in (
      select organisation_id from invitation where email = ${email})
      and ${email} in (e.after->>'email', e.before->>'email')
    union
    select e.id, e.at, ${id}::uuid from audit_event e
    where e.erased is null and ${name} in (e.after->>'contactName', e.before->>'contactName')
      and e.thing_id in (
        select unnest(${places}::uuid[])
        union select a.id from application a where a.organisation_id = any(${places}::uuid[]))
    on conflict do nothing`.execute(trx);
}

export type Emptied = { personId: string; events: number };

/**
 * Empties what so many events tell of people, the oldest first: their digest stays, so that the chain
 * holds, and no salt by which one could guess what it was made of (decision 006). They are asked for by
 * a list of their ids: joined with them, the log would be read from its beginning.
 */
export async function emptyTold(trx: Trx, until: Date, limit: number): Promise<Emptied[]> {
  const told = sql`e.salt || jsonb_build_array(e.actor, e.before, e.after)::text`;
  const { rows } = await sql<Emptied>`
    with due as materialized (
      select event_id, event_at from event_to_erase where event_at <= ${until}
      order by event_at, event_id limit ${limit} for update skip locked
    ), emptied as (
      update audit_event e set erased = encode(sha256(convert_to(${told}, 'UTF8')), 'hex'),
        actor = '', before = null, after = null, salt = '00000000-0000-0000-0000-000000000000'
      where e.id = any(array(select event_id from due)) and e.erased is null
        and e.at between (select min(event_at) from due) and (select max(event_at) from due)
    ), done as (
      delete from event_to_erase t using due where t.event_id = due.event_id returning t.person_id
    )
    select person_id as "personId", count(*)::int as events from done group by 1 order by 1`.execute(
    trx,
  );
  return rows;
}

export async function hasDue(trx: Trx, until: Date): Promise<boolean> {
  const { rows } = await sql`
    select from event_to_erase where event_at <= ${until} limit 1`.execute(trx);
  return rows.length > 0;
}

/** What came for him from others while he went. */
export async function deleteLate(trx: Trx, since: Date): Promise<void> {
  const gone = sql`(select id from "user" where erased_at > ${since})`;
  await sql`delete from notice where user_id in ${gone}`.execute(trx);
  await sql`delete from account where "userId" in ${gone}`.execute(trx);
  await sql`delete from session where "userId" in ${gone}`.execute(trx);
  await sql`delete from idempotency_key where user_id in ${gone}`.execute(trx);
}
