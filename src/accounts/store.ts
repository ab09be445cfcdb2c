import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Membership, Person, Scope } from "./actor.ts";

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

/** The person with all memberships, in one query: every signed-in request asks for it. */
export async function findPerson(
  db: Db,
  userId: string,
): Promise<Omit<Person, "active" | "scopes"> | undefined> {
  const row = await db
    .selectFrom("user")
    .leftJoin("administrator", "administrator.user_id", "user.id")
    .select([
      "user.id",
      "user.name",
      "user.email",
      sql<boolean>`administrator.user_id is not null`.as("administrator"),
      sql<Membership[]>`coalesce((
        select jsonb_agg(jsonb_build_object(
          'organisationId', o.id, 'kind', o.kind, 'name', o.name, 'role', m.role,
          'regionCode', o.region_code, 'providerId', p.id) order by m.created_at, o.id)
        from membership m
        join organisation o on o.id = m.organisation_id
        left join provider p on p.organisation_id = o.id
        where m.user_id = "user".id), '[]')`.as("memberships"),
    ])
    .where("user.id", "=", userId)
    .executeTakeFirst();
  return row;
}

const known: readonly Scope[] = ["read", "write"];

export function asScopes(scopes: readonly string[]): Scope[] {
  return known.filter((scope) => scopes.includes(scope));
}
