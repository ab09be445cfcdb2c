import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";

const shown = [
  "id",
  "email",
  "role",
  "created_at as createdAt",
  "expires_at as expiresAt",
] as const;

export async function listInvitations(db: Db, organisationId: string, now: Date) {
  return await db
    .selectFrom("invitation")
    .select(shown)
    .where("organisation_id", "=", organisationId)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("id")
    .limit(1000)
    .execute();
}

/** A newer invitation of the same person takes the place of the older: only its link works. */
export async function insertInvitation(
  trx: Trx,
  invitation: {
    organisationId: string;
    email: string;
    role: State<"role">;
    tokenHash: string;
    invitedBy: string;
    expiresAt: Date;
  },
  now: Date,
) {
  await trx
    .updateTable("invitation")
    .set({ revoked_at: now })
    .where("organisation_id", "=", invitation.organisationId)
    .where("email", "=", invitation.email)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
  return await trx
    .insertInto("invitation")
    .values({
      organisation_id: invitation.organisationId,
      email: invitation.email,
      role: invitation.role,
      token_hash: invitation.tokenHash,
      invited_by: invitation.invitedBy,
      expires_at: invitation.expiresAt,
    })
    .returning(shown)
    .executeTakeFirstOrThrow();
}

export async function revokeInvitation(trx: Trx, organisationId: string, id: string, now: Date) {
  return await trx
    .updateTable("invitation")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("organisation_id", "=", organisationId)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .returning("email")
    .executeTakeFirst();
}

export async function findInvitation(db: Db, tokenHash: string) {
  return await db
    .selectFrom("invitation")
    .innerJoin("organisation", "organisation.id", "invitation.organisation_id")
    .leftJoin("user", "user.id", "invitation.invited_by")
    .select([
      "invitation.id",
      "invitation.organisation_id as organisationId",
      "organisation.name as organisation",
      "organisation.kind",
      "invitation.email",
      "invitation.role",
      "invitation.expires_at as expiresAt",
      "invitation.accepted_at as acceptedAt",
      "invitation.accepted_by as acceptedBy",
      "invitation.revoked_at as revokedAt",
      "user.name as inviter",
    ])
    .where("invitation.token_hash", "=", tokenHash)
    .executeTakeFirst();
}
export type Invitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

/** Nothing when somebody else was quicker, or it has ended. */
export async function markAccepted(trx: Trx, id: string, userId: string, now: Date) {
  return await trx
    .updateTable("invitation")
    .set({ accepted_at: now, accepted_by: userId })
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .returning("id")
    .executeTakeFirst();
}
