import { insertEvent } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import type { By, Person } from "./actor.ts";
import {
  findInvitation,
  type Invitation,
  insertInvitation,
  markAccepted,
  revokeInvitation,
} from "./invitation-store.ts";
import { invitationMail } from "./mails.ts";
import { insertMembership, listMembers, lockOrganisation } from "./organisation-store.ts";
import { hashToken, makeSecret } from "./secret.ts";
import { insertMail } from "./store.ts";

const week = 7 * 24 * 3600 * 1000;

type Asked = {
  organisationId: string;
  inviter: Person;
  email: string;
  role: State<"role">;
  publicUrl: string;
  now: Date;
};

export async function invite(db: Db, by: By, asked: Asked) {
  const token = makeSecret();
  const tokenHash = await hashToken(token);
  const link = new URL(`/invitations/${token}`, asked.publicUrl).href;
  const { organisationId, inviter, email, role, now } = asked;
  return await inTransaction(db, async (trx) => {
    const { name } = await lockOrganisation(trx, organisationId);
    const members = await listMembers(trx, organisationId);
    if (members.some((member) => member.email === email)) {
      const field = { pointer: "/email", code: "already_member", params: {} };
      throw new AppError("taken", { fields: [field] });
    }
    const expiresAt = new Date(now.getTime() + week);
    const made = await insertInvitation(
      trx,
      { organisationId, email, role, tokenHash, invitedBy: inviter.id, expiresAt },
      now,
    );
    await insertMail(
      trx,
      invitationMail(email, { inviter: inviter.name, organisation: name, link }),
    );
    await insertEvent(trx, by, {
      kind: "invitation.made",
      thingKind: "organisation",
      thingId: organisationId,
      after: { id: made.id, email, role },
    });
    return { ...made, link };
  });
}

export async function takeBackInvitation(
  db: Db,
  by: By,
  { organisationId, id, now }: { organisationId: string; id: string; now: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const revoked = await revokeInvitation(trx, organisationId, id, now);
    if (!revoked) throw new AppError("not_found");
    await insertEvent(trx, by, {
      kind: "invitation.revoked",
      thingKind: "organisation",
      thingId: organisationId,
      before: { id, email: revoked.email },
    });
  });
}

/** One that was made up, taken back or is too old leads nowhere. */
export async function getInvitation(db: Db, token: string, now: Date): Promise<Invitation> {
  const found = await findInvitation(db, await hashToken(token));
  const ended = !found || found.revokedAt !== null;
  if (ended || (found.acceptedAt === null && found.expiresAt <= now))
    throw new AppError("not_found");
  return found;
}

/** Answers the organisation that the person belongs to now. A second time changes nothing. */
export async function acceptInvitation(
  db: Db,
  by: By,
  { token, person, now }: { token: string; person: Person; now: Date },
): Promise<string> {
  const { id, organisationId, email, role, acceptedBy } = await getInvitation(db, token, now);
  if (acceptedBy === person.id) return organisationId;
  if (acceptedBy !== null) throw new AppError("not_found");
  // The link may have been passed on; it was meant for this address.
  if (email !== person.email) throw new AppError("forbidden");
  await inTransaction(db, async (trx) => {
    await lockOrganisation(trx, organisationId);
    if (!(await markAccepted(trx, id, person.id, now))) {
      // Pressed twice, or taken back a moment ago.
      const newest = await findInvitation(trx, await hashToken(token));
      if (newest?.acceptedBy === person.id) return;
      throw new AppError("not_found");
    }
    await insertMembership(trx, organisationId, person.id, role);
    await insertEvent(
      trx,
      { ...by, organisationId },
      {
        kind: "invitation.accepted",
        thingKind: "organisation",
        thingId: organisationId,
        after: { id, userId: person.id, role },
      },
    );
  });
  return organisationId;
}
