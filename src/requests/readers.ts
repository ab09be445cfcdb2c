import { membershipOf, type Person } from "../accounts/actor.ts";
import type { Db } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { RequestView } from "./schema.ts";
import { findRequestFor, type Reader } from "./store.ts";

/** Everything a person may be to a request, the organisation acted for first. */
export function readersOf(person: Person): Reader[] {
  const ordered = [person.active, ...person.memberships].filter((one) => one !== undefined);
  return ordered.flatMap(({ kind, organisationId, providerId, regionCode }): Reader[] => {
    if (kind === "sme") return [{ as: "sme", organisationId }];
    if (kind === "provider") return providerId === null ? [] : [{ as: "provider", providerId }];
    return regionCode === null ? [] : [{ as: "official", regionCode }];
  });
}

/** A person who owns the request reads it as its owner, whatever else he is. */
export async function getRequestFor(db: Db, person: Person, id: string) {
  for (const reader of closestFirst(person)) {
    const found = await findRequestFor(db, reader, id);
    if (found) return { reader, request: redacted(found, reader) };
  }
  throw new AppError("not_found");
}

/** The organisation by which he is that to it. */
export function organisationOf(
  { memberships }: Person,
  reader: Exclude<Reader, { as: "provider" }>,
): string | undefined {
  if (reader.as === "sme") return reader.organisationId;
  return memberships.find(
    ({ kind, regionCode }) => kind === "authority" && regionCode === reader.regionCode,
  )?.organisationId;
}

const closeness = { sme: 0, provider: 1, official: 2 } as const;

/** For one thing: who owns it or does it is that first of all, whatever he acts as just now. */
export function closestFirst(person: Person): Reader[] {
  return readersOf(person).toSorted((a, b) => closeness[a.as] - closeness[b.as]);
}

/** The firm's contact is nobody's business before it has chosen; then the engagement shows it. */
export function redacted(request: RequestView, reader: Reader): RequestView {
  if (reader.as === "sme") return request;
  return { ...request, matchId: null, contactName: "", contactPhone: "", contactConsentAt: null };
}

export function providerOf(person: Person): { organisationId: string; providerId: string } {
  const { organisationId, providerId } = membershipOf(person, "provider");
  if (providerId === null) throw new AppError("forbidden");
  return { organisationId, providerId };
}
