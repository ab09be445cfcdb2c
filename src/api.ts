import { Hono } from "hono";
import { meRoutes } from "./accounts/me-routes.ts";
import { invitationRoutes, organisationRoutes } from "./accounts/organisation-routes.ts";
import { criteriaRoutes, reviewRoutes } from "./applications/review-routes.ts";
import { applicationRoutes } from "./applications/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { caseReviewRoutes, myCaseRoutes, ownCaseRoutes } from "./cases/own-routes.ts";
import { caseRoutes } from "./cases/routes.ts";
import { engagementRoutes } from "./engagements/routes.ts";
import { type AppEnv } from "./http.ts";
import { importRoutes } from "./imports/routes.ts";
import { lexiconRoutes } from "./lexicon/routes.ts";
import { searchStatusRoutes } from "./index-sync/routes.ts";
import { ownMatchRoutes } from "./matching/own-routes.ts";
import { matchRoutes, needRoutes, requestMatchRoutes } from "./matching/routes.ts";
import { noticeRoutes } from "./notices/routes.ts";
import { ownDataRoutes } from "./privacy/routes.ts";
import { proposalRoutes, requestProposalRoutes } from "./proposals/routes.ts";
import { providerRoutes } from "./providers/routes.ts";
import { standingRoutes } from "./providers/standing-routes.ts";
import { requestDecisionRoutes, requestRoutes } from "./requests/routes.ts";
import { statisticsRoutes } from "./reports/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import { mySolutionRoutes, ownSolutionRoutes } from "./solutions/own-routes.ts";
import { solutionRoutes } from "./solutions/routes.ts";
import { taggingRoutes } from "./tagging/routes.ts";
import { taxonomyRoutes } from "./taxonomy/routes.ts";
import { whyRoutes } from "./why/routes.ts";

/** What providers keep and officials decide, for programs. */
const deskRoutes = new Hono<AppEnv>()
  .route("/me/solutions", mySolutionRoutes)
  .route("/me/cases", myCaseRoutes)
  .route("/applications", applicationRoutes)
  .route("/criteria", criteriaRoutes)
  .route("/reviews", reviewRoutes)
  .route("/providers", standingRoutes)
  .route("/solutions", ownSolutionRoutes)
  .route("/solutions", taggingRoutes)
  .route("/solutions", whyRoutes)
  .route("/cases", ownCaseRoutes)
  .route("/case-reviews", caseReviewRoutes)
  .route("/audit", auditRoutes)
  .route("/lexicon", lexiconRoutes)
  .route("/statistics", statisticsRoutes)
  .route("/search-status", searchStatusRoutes);

/** Every resource of `/api/v1`. */
export const api = new Hono<AppEnv>()
  .route("/me", meRoutes)
  .route("/me", ownDataRoutes)
  .route("/me/matches", ownMatchRoutes)
  .route("/organisations", organisationRoutes)
  .route("/invitations", invitationRoutes)
  .route("/needs", needRoutes)
  .route("/matches", matchRoutes)
  .route("/requests", requestRoutes)
  .route("/requests", requestDecisionRoutes)
  .route("/requests", requestProposalRoutes)
  .route("/requests", requestMatchRoutes)
  .route("/proposals", proposalRoutes)
  .route("/engagements", engagementRoutes)
  .route("/notices", noticeRoutes)
  .route("/", deskRoutes)
  .route("/", searchRoutes)
  .route("/taxonomy", taxonomyRoutes)
  .route("/providers", providerRoutes)
  .route("/solutions", solutionRoutes)
  .route("/cases", caseRoutes)
  .route("/imports", importRoutes);
