import { isMinistry, membershipOf, type Actor } from "../accounts/actor.ts";
import { AppError, refused } from "../errors.ts";
import { wholeCountry } from "../taxonomy/regions.ts";
import type { Office } from "./decisions.ts";

/** The authority that the person acts for, with its jurisdiction. */
export function officeOf(actor: Actor): Office {
  const { organisationId, regionCode } = membershipOf(actor, "authority");
  if (!actor || regionCode === null) throw new AppError("forbidden");
  return { organisationId, regionCode, person: actor };
}

/** The authority of the whole country that the person belongs to, whatever he acts for just now. */
export function ministryOf(actor: Actor): Office {
  const found = [actor?.active, ...(actor?.memberships ?? [])].find(
    (one) => one !== undefined && isMinistry(one),
  );
  if (!actor || !found) throw new AppError("forbidden");
  return { organisationId: found.organisationId, regionCode: wholeCountry, person: actor };
}

/** The provider that the person acts for; a firm that has not begun to apply has none. */
export function ownProvider(actor: Actor): { organisationId: string; providerId: string } {
  const { organisationId, providerId } = membershipOf(actor, "provider");
  if (providerId === null) throw refused("provider", "not_applied", ["apply"]);
  return { organisationId, providerId };
}
