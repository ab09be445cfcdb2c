import { membershipOf, type Actor } from "../accounts/actor.ts";
import { AppError, refused } from "../errors.ts";
import type { Office } from "./decisions.ts";

/** The authority that the person acts for, with its jurisdiction. */
export function officeOf(actor: Actor): Office {
  const { organisationId, regionCode } = membershipOf(actor, "authority");
  if (!actor || regionCode === null) throw new AppError("forbidden");
  return { organisationId, regionCode, person: actor };
}

/** The provider that the person acts for; a firm that has not begun to apply has none. */
export function ownProvider(actor: Actor): { organisationId: string; providerId: string } {
  const { organisationId, providerId } = membershipOf(actor, "provider");
  if (providerId === null) throw refused("provider", "not_applied", ["apply"]);
  return { organisationId, providerId };
}
