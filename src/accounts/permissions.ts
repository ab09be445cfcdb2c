import type { Role } from "./actor.ts";

const everyone: readonly Role[] = ["visitor", "person"];
const person: readonly Role[] = ["person"];
const sme: readonly Role[] = ["sme"];
const provider: readonly Role[] = ["provider"];
const official: readonly Role[] = ["official"];
const administrator: readonly Role[] = ["administrator"];
void [person, sme, provider, official, administrator];

/**
 * Who may use which route: the one place that says so. A route that is not named here answers 404
 * to everybody; whose thing it is, a route's own service decides.
 */
export const permissions: Readonly<Record<string, readonly Role[]>> = {
  // the house
  "GET /healthz": everyone,
  "GET /readyz": everyone,
  "GET /": everyone,
  "GET /api/v1/openapi.json": everyone,
};
