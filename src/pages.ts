import { Hono } from "hono";
import { invitationPages } from "./accounts/invitation-pages.tsx";
import { mailPages } from "./accounts/mail-pages.tsx";
import { mePages } from "./accounts/me-pages.tsx";
import { organisationPages } from "./accounts/organisation-pages.tsx";
import { resetPages } from "./accounts/reset-pages.tsx";
import { signPages } from "./accounts/sign-pages.tsx";
import { applicationPages } from "./applications/pages.tsx";
import { reviewPages } from "./applications/review-pages.tsx";
import { auditPages } from "./audit/pages.tsx";
import { ownCasePages } from "./cases/own-pages.tsx";
import { casePages } from "./cases/pages.tsx";
import { caseReviewPages } from "./cases/review-pages.tsx";
import { adminDeskPages } from "./desks/admin-pages.tsx";
import { officialDeskPages } from "./desks/official-pages.tsx";
import { providerDeskPages } from "./desks/provider-pages.tsx";
import { engagementPages } from "./engagements/pages.tsx";
import { guidePages } from "./guides/pages.tsx";
import { homePages } from "./home/pages.tsx";
import { type AppEnv } from "./http.ts";
import { importPages } from "./imports/pages.tsx";
import { lexiconPages } from "./lexicon/pages.tsx";
import { searchStatusPages } from "./index-sync/pages.tsx";
import { matchPages } from "./matching/pages.tsx";
import { ownMatchPages } from "./matching/own-pages.tsx";
import { replayPages } from "./matching/replay-pages.tsx";
import { noticePages } from "./notices/pages.tsx";
import { ownDataPages } from "./privacy/pages.tsx";
import { proposalPages, proposePages } from "./proposals/pages.tsx";
import { providerPages } from "./providers/pages.tsx";
import { standingPages } from "./providers/standing-pages.tsx";
import { reportPages } from "./reports/pages.tsx";
import { requestActPages } from "./requests/act-pages.tsx";
import { requestChoicePages } from "./requests/choose-pages.tsx";
import { leadPages } from "./requests/lead-pages.tsx";
import { requestOfficePages } from "./requests/office-pages.tsx";
import { requestPages } from "./requests/pages.tsx";
import { searchPages } from "./search/pages.tsx";
import { ownSolutionPages } from "./solutions/own-pages.tsx";
import { solutionPages } from "./solutions/pages.tsx";
import { taggingPages } from "./tagging/pages.tsx";
import { whyPages } from "./why/pages.tsx";

/** From a need to a rated delivery, for both sides. */
const marketPages = new Hono<AppEnv>()
  .get("/desk/sme", (c) => c.redirect("/requests", 303))
  .route("/requests", requestPages)
  .route("/requests", requestActPages)
  .route("/requests", requestChoicePages)
  .route("/requests", requestOfficePages)
  .route("/requests", proposePages)
  .route("/leads", leadPages)
  .route("/proposals", proposalPages)
  .route("/engagements", engagementPages)
  .route("/notices", noticePages);
/** The same for people. */
const deskPages = new Hono<AppEnv>()
  .route("/", providerDeskPages)
  .route("/", applicationPages)
  .route("/", ownSolutionPages)
  .route("/", ownCasePages)
  .route("/", officialDeskPages)
  .route("/", reviewPages)
  .route("/", standingPages)
  .route("/", caseReviewPages)
  .route("/", auditPages)
  .route("/", lexiconPages)
  .route("/", reportPages)
  .route("/", searchStatusPages)
  .route("/", taggingPages)
  .route("/", whyPages)
  .route("/", adminDeskPages)
  .route("/", guidePages);

/** Every page that people see. */
export const pages = new Hono<AppEnv>()
  .route("/", signPages)
  .route("/", resetPages)
  .route("/", mailPages)
  .route("/me", mePages)
  .route("/me", ownDataPages)
  .route("/me/matches", ownMatchPages)
  .route("/organisations", organisationPages)
  .route("/invitations", invitationPages)
  .route("/official/imports", importPages)
  .route("/", matchPages)
  .route("/", replayPages)
  .route("/", homePages)
  .route("/", searchPages)
  .route("/", providerPages)
  .route("/", solutionPages)
  .route("/", casePages)
  .route("/", marketPages)
  .route("/", deskPages);
