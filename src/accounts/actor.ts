import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import { wholeCountry } from "../taxonomy/regions.ts";

export type Scope = "read" | "write";
/** A person's place in one organisation. `providerId` is set where the organisation has a provider. */
export type Membership = {
  organisationId: string;
  kind: State<"organisation">;
  name: string;
  role: State<"role">;
  regionCode: string | null;
  providerId: string | null;
};
/** Who is signed in. `active` is the organisation this request acts for. */
export type Person = {
  id: string;
  name: string;
  email: string;
  version: number;
  administrator: boolean;
  memberships: Membership[];
  active: Membership | undefined;
  /** What an access token may do; a browser session may do everything. */
  scopes: readonly Scope[];
  /** The browser session; nothing when a program acts with a token. */
  sessionId: string | null;
};
export type Actor = Person | undefined;

/** `ministry`: an official whose jurisdiction is the whole country. */
export type Role =
  | "visitor"
  | "person"
  | "sme"
  | "provider"
  | "official"
  | "ministry"
  | "administrator";

/** Whom the audit log and the history of a thing will name. */
export type By = {
  actorId: string | null;
  actor: string;
  organisationId: string | null;
  requestId: string | null;
};

/** A job of ours acts. */
export function system(job: string): By {
  return { actorId: null, actor: `system:${job}`, organisationId: null, requestId: null };
}

export function rolesOf(actor: Actor): Role[] {
  if (!actor) return ["visitor"];
  const roles: Role[] = ["person"];
  if (actor.administrator) roles.push("administrator");
  for (const { kind } of actor.memberships) roles.push(kind === "authority" ? "official" : kind);
  if (actor.memberships.some(isMinistry)) roles.push("ministry");
  return roles;
}

export function isMinistry({ kind, regionCode }: Pick<Membership, "kind" | "regionCode">): boolean {
  return kind === "authority" && regionCode === wholeCountry;
}

/** The organisation of that kind the person acts for: the active one if it fits, else the first. */
export function membershipOf(actor: Actor, kind: State<"organisation">): Membership {
  if (!actor) throw new AppError("not_signed_in");
  const found =
    actor.active?.kind === kind
      ? actor.active
      : actor.memberships.find((membership) => membership.kind === kind);
  if (!found) throw new AppError("forbidden");
  return found;
}

/** What others read where the name of one stood who has had himself erased. */
export const erasedName = "已注销用户";
