import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";

export type Look = { name: string; authorityName: string; firstAt: Date; lastAt: Date };

/** Whether it is a new look: the first, or one after an hour's pause. */
export async function putLook(
  trx: Trx,
  look: { applicationId: string; userId: string; organisationId: string; now: Date },
): Promise<boolean> {
  const { applicationId, userId, organisationId, now } = look;
  const { rows } = await sql<{ isNew: boolean }>`
    with before as (select last_at from application_look
      where application_id = ${applicationId} and user_id = ${userId})
    insert into application_look as l (application_id, user_id, organisation_id, first_at, last_at)
    values (${applicationId}, ${userId}, ${organisationId}, ${now}, ${now})
    on conflict (application_id, user_id) do update set last_at = excluded.last_at,
      organisation_id = excluded.organisation_id,
      first_at = case when l.last_at < excluded.last_at - interval '1 hour'
        then excluded.last_at else l.first_at end
    returning not exists (select from before where last_at >= ${now}::timestamptz - interval '1 hour')
      as "isNew"`.execute(trx);
  return rows[0]?.isNew === true;
}

/** The others who had it before them since it was handed in and in the last day, the latest first. */
export async function listLooks(
  db: Db,
  applicationId: string,
  { userId, now }: { userId: string; now: Date },
): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select u.name, o.name as "authorityName", l.first_at as "firstAt", l.last_at as "lastAt"
    from application_look l
    join application a on a.id = l.application_id
    join "user" u on u.id = l.user_id
    join organisation o on o.id = l.organisation_id
    where l.application_id = ${applicationId} and l.user_id <> ${userId}
      and l.last_at >= a.submitted_at and l.last_at > ${now}::timestamptz - interval '1 day'
    order by l.last_at desc limit 10`.execute(db);
  return rows;
}
