import { insertEvent } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import { AppError, type FieldError, invalid, refused } from "../errors.ts";
import type { Actor, By, Membership, Person } from "./actor.ts";
import { findHolder, findOwnWithCode } from "./code-store.ts";
import {
  deleteMembership,
  getOrganisation,
  insertMembership,
  insertOrganisation,
  listMembers,
  lockOrganisation,
  setRole,
  updateOrganisation,
} from "./organisation-store.ts";
import type { NewOrganisation, OrganisationChange } from "./schema.ts";

/** The person's own place in it; what one does not belong to is not there. */
export function placeIn(actor: Actor, organisationId: string): Membership {
  const place = actor?.memberships.find((one) => one.organisationId === organisationId);
  if (!place) throw new AppError("not_found");
  return place;
}

export function ownerOf(actor: Actor, organisationId: string): Person {
  const { role } = placeIn(actor, organisationId);
  if (!actor || role !== "owner") throw new AppError("forbidden");
  return actor;
}

export async function addOrganisation(db: Db, by: By, person: Person, input: NewOrganisation) {
  return await inTransaction(db, async (trx) => {
    const wrong = await wrongFirm(trx, input, person.id);
    if (wrong.length > 0) throw new AppError("taken", { fields: wrong });
    return await insertFirm(trx, by, person.id, input);
  });
}

/** What speaks against registering this firm; all of it, so that a form can say it at once. */
export async function wrongFirm(
  trx: Trx,
  { kind, uscc }: NewOrganisation,
  userId: string | null,
): Promise<FieldError[]> {
  return uscc ? await wrongCode(trx, uscc.code, { kind, userId, exceptId: null }) : [];
}

type Side = { kind: State<"organisation">; userId: string | null; exceptId: string | null };

/**
 * A code is a claim, and what others claim is nobody's business here. Refused is what one has
 * registered oneself, and to a provider what was vetted of another.
 */
async function wrongCode(
  trx: Trx,
  code: string,
  { kind, userId, exceptId }: Side,
): Promise<FieldError[]> {
  const own = userId && (await findOwnWithCode(trx, code, { kind, userId, exceptId }));
  if (own) return [{ pointer: "/uscc", code: "uscc_own", params: { name: own.name } }];
  const holder = kind === "provider" && (await findHolder(trx, code, exceptId));
  return holder ? [usccHeld(holder)] : [];
}

export function usccHeld({ name }: { name: string }): FieldError {
  return { pointer: "/uscc", code: "uscc_held", params: { name } };
}

export async function insertFirm(trx: Trx, by: By, userId: string, input: NewOrganisation) {
  const id = await insertOrganisation(trx, input);
  await insertMembership(trx, id, userId, "owner");
  await insertEvent(
    trx,
    { ...by, organisationId: id },
    { kind: "organisation.added", thingKind: "organisation", thingId: id, after: input },
  );
  return id;
}

export async function changeOrganisation(
  db: Db,
  by: By,
  id: string,
  version: number,
  change: OrganisationChange,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const before = await getOrganisation(trx, id);
    // Its region is its jurisdiction: whoever could change it would choose whom to judge.
    const moves = change.regionCode !== undefined && change.regionCode !== before.regionCode;
    if (before.kind === "authority" && moves) throw invalid("/regionCode", "set_by_administrator");
    await refuseCode(trx, by, before, change);
    if (!(await updateOrganisation(trx, id, version, change))) throw new AppError("stale");
    const old = Object.entries(before).filter(([key]) => key in change);
    await insertEvent(trx, by, {
      kind: "organisation.changed",
      thingKind: "organisation",
      thingId: id,
      before: Object.fromEntries(old),
      after: change,
    });
  });
}

/** The code of a vetted firm is what was vetted: it stays. */
async function refuseCode(
  trx: Trx,
  by: By,
  { id, kind, uscc, providerStatus }: Awaited<ReturnType<typeof getOrganisation>>,
  change: OrganisationChange,
) {
  if (change.uscc === undefined || (change.uscc?.code ?? null) === uscc) return;
  const vetted = providerStatus === "listed" || providerStatus === "suspended";
  if (vetted && uscc !== null)
    throw new AppError("invalid", {
      fields: [{ pointer: "/uscc", code: "uscc_vetted", params: {} }],
    });
  if (!change.uscc) return;
  const side = { kind, userId: by.actorId, exceptId: id };
  const fields = await wrongCode(trx, change.uscc.code, side);
  if (fields.length > 0) throw new AppError("taken", { fields });
}

/** `role` undefined takes the person out. An organisation never stays without an owner. */
export async function changeMember(
  db: Db,
  by: By,
  organisationId: string,
  userId: string,
  role: State<"role"> | undefined,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockOrganisation(trx, organisationId);
    const members = await listMembers(trx, organisationId);
    const member = members.find((one) => one.userId === userId);
    // Somebody may have taken the caller's own right away while this waited.
    const caller = members.find((one) => one.userId === by.actorId);
    if (!member || !caller) throw new AppError("not_found");
    if (caller.role !== "owner" && (role !== undefined || caller !== member))
      throw new AppError("forbidden");
    if (member.role === role) return;
    const owners = members.filter((one) => one.role === "owner");
    if (member.role === "owner" && owners.length === 1)
      throw refused("membership", "last_owner", ["invite"]);
    await (role === undefined
      ? deleteMembership(trx, organisationId, userId)
      : setRole(trx, organisationId, userId, role));
    await insertEvent(trx, by, {
      kind: role === undefined ? "membership.ended" : "membership.changed",
      thingKind: "organisation",
      thingId: organisationId,
      before: { userId, role: member.role },
      after: role === undefined ? null : { userId, role },
    });
  });
}
