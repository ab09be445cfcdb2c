import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { Membership, Person, Scope } from "./actor.ts";

type Found = Omit<Person, "active" | "scopes" | "sessionId">;

/** Who holds this token, what it allows, and where it still does. */
export async function findTokenHolder(db: Db, tokenHash: string, now: Date) {
  return await db
    .updateTable("access_token")
    .set({ last_used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["user_id as userId", "scopes"])
    .executeTakeFirst();
}

const memberships = sql<Membership[]>`coalesce((
  select jsonb_agg(jsonb_build_object(
    'organisationId', o.id, 'kind', o.kind, 'name', o.name, 'role', m.role,
    'regionCode', o.region_code, 'providerId', p.id) order by m.created_at, o.id)
  from membership m
  join organisation o on o.id = m.organisation_id
  left join provider p on p.organisation_id = o.id
  where m.user_id = "user".id), '[]')`;
const administrator = sql<boolean>`exists (
  select from administrator a where a.user_id = "user".id)`;
const shown = ["user.id", "user.name", "user.email", "user.version"] as const;

/** The person with all memberships, in one query: every signed-in request asks for it. */
export async function findPerson(db: Db, userId: string): Promise<Found | undefined> {
  return await db
    .selectFrom("user")
    .select([...shown, administrator.as("administrator"), memberships.as("memberships")])
    .where("user.id", "=", userId)
    .executeTakeFirst();
}

/** The same for whoever holds a session that has not ended. */
export async function findSessionHolder(db: Db, token: string, now: Date) {
  return await db
    .selectFrom("session")
    .innerJoin("user", "user.id", "session.userId")
    .select([
      ...shown,
      administrator.as("administrator"),
      memberships.as("memberships"),
      "session.id as sessionId",
    ])
    .where("session.token", "=", token)
    .where("session.expiresAt", ">", now)
    .executeTakeFirst();
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
