import type { Role } from "./actor.ts";

const everyone: readonly Role[] = ["visitor", "person"];
const person: readonly Role[] = ["person"];
const seekers: readonly Role[] = ["sme", "official"];
const judges: readonly Role[] = ["provider", "official"];
const provider: readonly Role[] = ["provider"];
const official: readonly Role[] = ["official"];
const ministry: readonly Role[] = ["ministry"];

/** The part of the permission table about matching, its lexicon and what officials read of it. */
export const matchingPermissions: Readonly<Record<string, readonly Role[]>> = {
  // matching
  "POST /api/v1/needs/understand": everyone,
  "POST /api/v1/matches": everyone,
  "GET /api/v1/matches/factors": everyone,
  "GET /api/v1/matches/:id": person,
  "GET /matches/:id": person,
  "GET /api/v1/me/matches": person,
  "DELETE /api/v1/me/matches": person,
  "DELETE /api/v1/me/matches/:id": person,
  "GET /me/matches": person,
  "POST /me/matches/forget": person,
  "POST /me/matches/:id/forget": person,
  "GET /api/v1/requests/:id/match": seekers,
  "GET /requests/:id/match": seekers,
  "GET /match": everyone,
  "POST /match": everyone,
  "GET /ranking": everyone,
  // what a solution is read as
  "GET /api/v1/solutions/:id/tags": judges,
  "PATCH /api/v1/solutions/:id/tags": judges,
  "GET /solutions/:id/tags": judges,
  "POST /solutions/:id/tags": judges,
  "GET /api/v1/solutions/:id/why": provider,
  "GET /solutions/:id/why": provider,
  // the lexicon
  "GET /api/v1/lexicon": official,
  "GET /api/v1/lexicon/capabilities": official,
  "GET /api/v1/lexicon/capabilities/:code": official,
  "POST /api/v1/lexicon/edits": ministry,
  "DELETE /api/v1/lexicon/edits/:id": ministry,
  "GET /api/v1/lexicon/preview": ministry,
  "POST /api/v1/lexicon/publish": ministry,
  "GET /api/v1/lexicon/versions": official,
  "GET /api/v1/lexicon/versions/:number": official,
  "POST /api/v1/lexicon/versions/:number/restore": ministry,
  "GET /official/lexicon": official,
  "GET /official/lexicon/new": ministry,
  "POST /official/lexicon/new": ministry,
  "GET /official/lexicon/capabilities/:code": official,
  "POST /official/lexicon/capabilities/:code/add": ministry,
  "POST /official/lexicon/capabilities/:code/remove": ministry,
  "POST /official/lexicon/capabilities/:code/rename": ministry,
  "POST /official/lexicon/capabilities/:code/retire": ministry,
  "GET /official/lexicon/draft": official,
  "POST /official/lexicon/edits/:id/drop": ministry,
  "GET /official/lexicon/preview": ministry,
  "POST /official/lexicon/publish": ministry,
  "GET /official/lexicon/versions": official,
  "POST /official/lexicon/versions/:number/restore": ministry,
  // what officials read of matching
  "GET /api/v1/statistics/unmet": official,
  "GET /api/v1/statistics/unmet/requests": official,
  "GET /api/v1/statistics/unmet.csv": official,
  "GET /api/v1/statistics/unread-words": official,
  "GET /api/v1/statistics/exposure": official,
  "GET /api/v1/statistics/exposure.csv": official,
  "GET /official/unmet": official,
  "GET /official/unread-words": official,
  "GET /official/exposure": official,
};
