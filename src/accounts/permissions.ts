import type { Role } from "./actor.ts";

const everyone: readonly Role[] = ["visitor", "person"];
const person: readonly Role[] = ["person"];
const sme: readonly Role[] = ["sme"];
const provider: readonly Role[] = ["provider"];
const official: readonly Role[] = ["official"];
const administrator: readonly Role[] = ["administrator"];
const parties: readonly Role[] = ["sme", "provider", "official"];
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
  // accounts
  "POST /api/auth/sign-up/email": everyone,
  "POST /api/auth/sign-in/email": everyone,
  "POST /api/auth/sign-out": everyone,
  "GET /api/auth/get-session": everyone,
  "POST /api/auth/request-password-reset": everyone,
  "POST /api/auth/reset-password": everyone,
  "GET /sign-in": everyone,
  "POST /sign-in": everyone,
  "POST /sign-out": everyone,
  "GET /sign-up": everyone,
  "POST /sign-up": everyone,
  "GET /forgot": everyone,
  "POST /forgot": everyone,
  "GET /reset": everyone,
  "POST /reset": everyone,
  "GET /dev/mail": everyone,
  "GET /me": person,
  "POST /me": person,
  "POST /me/password": person,
  "POST /me/sessions/end-others": person,
  "POST /me/tokens": person,
  "POST /me/tokens/:id/revoke": person,
  "POST /me/organisation": person,
  "GET /organisations/new": person,
  "POST /organisations": person,
  "GET /organisations/:id": person,
  "GET /organisations/:id/edit": person,
  "POST /organisations/:id": person,
  "POST /organisations/:id/members/:userId": person,
  "POST /organisations/:id/invitations": person,
  "POST /organisations/:id/invitations/:invitationId/revoke": person,
  "GET /invitations/:token": everyone,
  "POST /invitations/:token": person,
  "GET /api/v1/me": person,
  "PATCH /api/v1/me": person,
  "GET /api/v1/me/tokens": person,
  "POST /api/v1/me/tokens": person,
  "DELETE /api/v1/me/tokens/:id": person,
  "POST /api/v1/organisations": person,
  "GET /api/v1/organisations/:id": person,
  "PATCH /api/v1/organisations/:id": person,
  "GET /api/v1/organisations/:id/members": person,
  "PATCH /api/v1/organisations/:id/members/:userId": person,
  "DELETE /api/v1/organisations/:id/members/:userId": person,
  "GET /api/v1/organisations/:id/invitations": person,
  "POST /api/v1/organisations/:id/invitations": person,
  "DELETE /api/v1/organisations/:id/invitations/:invitationId": person,
  "POST /api/v1/invitations/:token/accept": person,
  // what anyone may find and read
  "GET /api/v1/search": everyone,
  "GET /api/v1/suggest": everyone,
  // matching
  "POST /api/v1/needs/understand": everyone,
  "POST /api/v1/matches": everyone,
  "GET /api/v1/matches/factors": everyone,
  "GET /api/v1/matches/:id": person,
  "GET /match": everyone,
  "POST /match": everyone,
  "GET /ranking": everyone,
  // requests
  "GET /api/v1/requests": parties,
  "GET /api/v1/requests/:id": parties,
  "POST /api/v1/requests": sme,
  "PATCH /api/v1/requests/:id": sme,
  "POST /api/v1/requests/:id/publish": sme,
  "GET /api/v1/requests/:id/invitations": sme,
  "POST /api/v1/requests/:id/invitations": sme,
  "GET /api/v1/requests/:id/changes": parties,
  "GET /api/v1/requests/:id/questions": parties,
  "POST /api/v1/requests/:id/questions": provider,
  "POST /api/v1/requests/:id/questions/:questionId/answer": sme,
  "POST /api/v1/requests/:id/close": sme,
  "POST /api/v1/requests/:id/withdraw": sme,
  "POST /api/v1/requests/:id/cancel": sme,
  "POST /api/v1/requests/:id/award": sme,
  "POST /api/v1/requests/:id/reject-all": sme,
  "POST /api/v1/requests/:id/undo-award": sme,
  // proposals
  "GET /api/v1/requests/:id/proposals": parties,
  "POST /api/v1/requests/:id/proposals": provider,
  "GET /api/v1/proposals": provider,
  "GET /api/v1/proposals/:id": parties,
  "PATCH /api/v1/proposals/:id": provider,
  "POST /api/v1/proposals/:id/submit": provider,
  "POST /api/v1/proposals/:id/withdraw": provider,
  "POST /api/v1/proposals/:id/shortlist": sme,
  // engagements
  "GET /api/v1/engagements": parties,
  "GET /api/v1/engagements/:id": parties,
  "PUT /api/v1/engagements/:id/milestones": provider,
  "POST /api/v1/engagements/:id/start": provider,
  "POST /api/v1/engagements/:id/deliver": provider,
  "POST /api/v1/engagements/:id/accept": sme,
  "POST /api/v1/engagements/:id/reject": sme,
  "POST /api/v1/engagements/:id/end": parties,
  "POST /api/v1/engagements/:id/rating": sme,
  "POST /api/v1/engagements/:id/rating/reply": provider,
  // notices
  "GET /api/v1/notices": person,
  "POST /api/v1/notices/read": person,
  "POST /api/v1/notices/:id/read": person,
};
