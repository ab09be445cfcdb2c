import type { Actor, Membership } from "../accounts/actor.ts";
import type { Db } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { ownVerbs } from "./own-schema.ts";
import { caseView, type Proposer } from "./own-service.ts";
import { findCase } from "./own-store.ts";

/** Firms may propose: the active one, else the first. */
export function proposerOf(actor: Actor): Proposer {
  const [first] = firmsOf(actor);
  if (!first) throw new AppError("forbidden");
  return first;
}

export function firmsOf(actor: Actor): Proposer[] {
  if (!actor) throw new AppError("not_signed_in");
  const ordered = [actor.active, ...actor.memberships].filter((one) => one !== undefined);
  const firms = ordered.flatMap(asProposer);
  return firms.filter((one, at) => firms.findIndex(sameFirm(one)) === at);
}

function sameFirm({ organisationId }: Proposer) {
  return (other: Proposer) => other.organisationId === organisationId;
}

function asProposer({ organisationId, kind, providerId }: Membership): Proposer[] {
  return kind === "authority" ? [] : [{ organisationId, kind, providerId }];
}

/** A case of one of the person's firms, and the firm it belongs to; another's is not there. */
export async function ownCase(db: Db, actor: Actor, id: string) {
  const found = await findCase(db, id);
  const own = firmsOf(actor).find(({ organisationId }) => organisationId === found?.proposedBy);
  if (!found || !own) throw new AppError("not_found");
  return { own, found: caseView(found, (verb) => ownVerbs.includes(verb)) };
}
