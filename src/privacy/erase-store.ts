import { sql } from "kysely";
import { erasedName } from "../accounts/actor.ts";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";

/** Nobody is made administrator, or ceases to be, meanwhile. */
export async function lockAdministrators(trx: Trx): Promise<void> {
  await sql`lock table administrator in share row exclusive mode`.execute(trx);
}

export type Place = {
  id: string;
  name: string;
  kind: State<"organisation">;
  /** He is its only member: it goes with him. */
  alone: boolean;
  providerId: string | null;
};

export async function listPlaces(db: Db, userId: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select o.id, o.name, o.kind, p.id as "providerId",
      not exists (select from membership x where x.organisation_id = o.id and x.user_id <> ${userId}) as alone
    from membership m join organisation o on o.id = m.organisation_id
      left join provider p on p.organisation_id = o.id
    where m.user_id = ${userId} order by o.id`.execute(db);
  return rows;
}

const reasons = [
  "sole_owner",
  "last_official",
  "open_request",
  "running_engagement",
  "last_administrator",
] as const;
/** What has to be settled first, each by its name and where that is done. */
export type Blocker = { code: (typeof reasons)[number]; name: string; path: string };

export async function listBlockers(db: Db, userId: string): Promise<Blocker[]> {
  const { rows } = await sql<Blocker>`
    with place as (
      select o.id, o.name, o.kind, m.role, p.id as provider_id,
        (select count(*) from membership x where x.organisation_id = o.id) as members,
        (select count(*) from membership x where x.organisation_id = o.id and x.role = 'owner') as owners
      from membership m join organisation o on o.id = m.organisation_id
        left join provider p on p.organisation_id = o.id
      where m.user_id = ${userId}
    ), alone as (select * from place where members = 1)
    select 'sole_owner' as code, name, '/organisations/' || id as path from place
      where role = 'owner' and owners = 1 and members > 1
    union all select 'last_official', name, '/organisations/' || id from alone where kind = 'authority'
    union all select 'open_request', r.title, '/requests/' || r.id
      from alone join request r on r.organisation_id = alone.id where r.status in ('open', 'evaluating')
    union all select distinct 'running_engagement', r.title, '/engagements/' || e.id
      from alone join engagement e on e.organisation_id = alone.id or e.provider_id = alone.provider_id
        join request r on r.id = e.request_id
      where e.status in ('agreed', 'in_delivery', 'delivered')
    union all select 'last_administrator', '', '/desk/admin'
      where exists (select from administrator a where a.user_id = ${userId})
        and not exists (select from administrator a where a.user_id <> ${userId})
    limit 200`.execute(db);
  return rows;
}

/** Whoever has acted for an authority stands by it, a member who has not does not: what was decided must stay defensible. */
export async function hasActedForAuthority(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql<{ acted: boolean }>`
    select exists (
      select from audit_event e join organisation o on o.id = e.organisation_id
      where e.actor_id = ${userId} and o.kind = 'authority'
        and e.thing_kind not in ('person', 'token', 'match', 'organisation')
    ) as acted`.execute(db);
  return rows[0]?.acted === true;
}

/**
 * From here on he is nobody: the address is free, and what is still under way in his name waits for
 * this and then fails. False where he has changed since `version` was read.
 */
export async function blankPerson(
  trx: Trx,
  { id, version, name, now }: { id: string; version: number; name: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("user")
    .set({
      name,
      // Nobody can type this one, so nobody signs in or is sent anything by it.
      email: `erased:${id}`,
      emailVerified: false,
      image: null,
      version: version + 1,
      updatedAt: now,
      erased_at: now,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("erased_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Whatever opens a door for him, and what was kept or sent for him alone. */
export async function deleteOwn(trx: Trx, { id, email }: { id: string; email: string }) {
  for (const table of ["session", "account"] as const)
    await trx.deleteFrom(table).where("userId", "=", id).execute();
  for (const table of [
    "access_token",
    "idempotency_key",
    "notice",
    "administrator",
    "membership",
  ] as const)
    await trx.deleteFrom(table).where("user_id", "=", id).execute();
  await trx.deleteFrom("verification").where("value", "=", id).execute();
  await trx.deleteFrom("sign_in_failure").where("email", "=", email).execute();
  await trx.deleteFrom("mail").where("recipient", "=", email).execute();
  await trx
    .deleteFrom("invitation")
    .where((eb) => eb.or([eb("email", "=", email), eb("accepted_by", "=", id)]))
    .execute();
}

/** Whom he invited still needs the link that was mailed; who sent it is nobody any more. */
export async function unsignInvitations(trx: Trx, userId: string): Promise<void> {
  await sql`
    update mail l set subject = regexp_replace(l.subject, '^.*?邀请您加入', ${`${erasedName}邀请您加入`}),
      body = regexp_replace(l.body, '[^\n]*?邀请您在数桥加入', ${`${erasedName}邀请您在数桥加入`})
    from invitation i
    where i.invited_by = ${userId} and l.recipient = i.email and l.created_at = i.created_at`.execute(
    trx,
  );
}

/** Words that were counted as heard from him, by the seal that only he with that word makes. */
export async function listUnreadWordsAfter(db: Db, after: string, limit: number) {
  const rows = await db
    .selectFrom("unread_word")
    .select("word")
    .distinct()
    .where("word", ">", after)
    .orderBy("word")
    .limit(limit)
    .execute();
  return rows.map(({ word }) => word);
}

export async function deleteUnreadWords(
  db: Db,
  heard: readonly { word: string; heardFrom: string }[],
): Promise<void> {
  await sql`
    delete from unread_word u using jsonb_to_recordset(${JSON.stringify(heard)}::text::jsonb)
      as h (word text, "heardFrom" text)
    where u.word = h.word and u.heard_from = h."heardFrom"`.execute(db);
}
