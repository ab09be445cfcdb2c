import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { Person, Scope } from "./actor.ts";

type Found = Omit<Person, "active" | "scopes" | "sessionId">;

// Every signed-in request asks for its person, with all memberships, in one query, written out:
// putting it together anew each time would take longer than reading the answer.
const shown = sql`"user".id, "user".name, "user".email, "user".version,
  exists (select from administrator a where a.user_id = "user".id) as administrator,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'organisationId', o.id, 'kind', o.kind, 'name', o.name, 'role', m.role,
      'regionCode', o.region_code, 'providerId', p.id) order by m.created_at, o.id)
    from membership m
    join organisation o on o.id = m.organisation_id
    left join provider p on p.organisation_id = o.id
    where m.user_id = "user".id), '[]') as memberships`;

export async function findPerson(db: Db, userId: string): Promise<Found | undefined> {
  const { rows } = await sql<Found>`select ${shown} from "user"
    where id = ${userId} and erased_at is null`.execute(db);
  return rows[0];
}

/** The same for whoever holds a session that has not ended. */
export async function findSessionHolder(db: Db, token: string, now: Date) {
  const { rows } = await sql<Found & { sessionId: string }>`
    select ${shown}, session.id as "sessionId"
    from session join "user" on "user".id = session."userId"
    where session.token = ${token} and session."expiresAt" > ${now}
      and "user".erased_at is null`.execute(db);
  return rows[0];
}

type Holder = Found & { tokenId: string; scopes: string[]; lastUsedAt: Date | null };

/** And for whoever holds this token, with what it allows. */
export async function findTokenHolder(db: Db, tokenHash: string, now: Date) {
  const { rows } = await sql<Holder>`
    select ${shown}, t.id as "tokenId", t.scopes, t.last_used_at as "lastUsedAt"
    from access_token t join "user" on "user".id = t.user_id
    where t.token_hash = ${tokenHash} and t.revoked_at is null and t.expires_at > ${now}
      and "user".erased_at is null`.execute(db);
  return rows[0];
}

/** When a token was used is kept to the minute: many requests at once would wait for each other. */
export async function touchToken(db: Db, { tokenId, lastUsedAt }: Holder, now: Date) {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < 60_000) return;
  await db
    .updateTable("access_token")
    .set({ last_used_at: now })
    .where("id", "=", tokenId)
    .execute();
}

const known: readonly Scope[] = ["read", "write"];

export function asScopes(scopes: readonly string[]): Scope[] {
  return known.filter((scope) => scopes.includes(scope));
}

/** Nothing where the address of mail is taken: the unique constraint decides, also between two at once. */
export async function insertPerson(
  trx: Trx,
  person: { name: string; email: string; passwordHash: string },
): Promise<string | undefined> {
  const made = await trx
    .insertInto("user")
    .values({ name: person.name, email: person.email, emailVerified: false })
    .onConflict((oc) => oc.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) return undefined;
  await trx
    .insertInto("account")
    .values({
      accountId: made.id,
      providerId: "credential",
      userId: made.id,
      password: person.passwordHash,
      updatedAt: new Date(),
    })
    .execute();
  return made.id;
}

export async function findPassword(db: Db, userId: string): Promise<string | null> {
  const found = await db
    .selectFrom("account")
    .select("password")
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  return found?.password ?? null;
}

/** Nothing when the person has changed since `version` was read. */
export async function updatePerson(trx: Trx, id: string, version: number, name: string) {
  return await trx
    .updateTable("user")
    .set({ name, version: version + 1, updatedAt: new Date() })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
}

export async function insertMail(
  db: Db,
  mail: { recipient: string; subject: string; body: string },
): Promise<void> {
  await db.insertInto("mail").values(mail).execute();
}

/** Nobody's inbox is to be flooded by asking for one link after the other. */
export async function countMails(db: Db, recipient: string, subject: string, since: Date) {
  const { count } = await db
    .selectFrom("mail")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("recipient", "=", recipient)
    .where("subject", "=", subject)
    .where("created_at", ">", since)
    .executeTakeFirstOrThrow();
  return count;
}

export async function listMails(db: Db, limit: number) {
  return await db
    .selectFrom("mail")
    .select(["id", "recipient", "subject", "body", "created_at as createdAt"])
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function listSessions(db: Db, userId: string, now: Date) {
  return await db
    .selectFrom("session")
    .select(["id", "createdAt", "ipAddress", "userAgent"])
    .where("userId", "=", userId)
    .where("expiresAt", ">", now)
    .orderBy("id", "desc")
    .execute();
}

export async function deleteOtherSessions(trx: Trx, userId: string, keptId: string) {
  const ended = await trx
    .deleteFrom("session")
    .where("userId", "=", userId)
    .where("id", "!=", keptId)
    .returning("id")
    .execute();
  return ended.length;
}
