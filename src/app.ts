import { type Context, Hono, type MiddlewareHandler } from "hono";
import { languageDetector } from "hono/language";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { generateSpecs, openAPIRouteHandler } from "hono-openapi";
import { authRoutes } from "./accounts/auth-routes.ts";
import { createAccounts } from "./accounts/auth.ts";
import { identify } from "./accounts/identify.ts";
import { invitationPages } from "./accounts/invitation-pages.tsx";
import { mailPages } from "./accounts/mail-pages.tsx";
import { mePages } from "./accounts/me-pages.tsx";
import { meRoutes } from "./accounts/me-routes.ts";
import { organisationPages } from "./accounts/organisation-pages.tsx";
import { invitationRoutes, organisationRoutes } from "./accounts/organisation-routes.ts";
import { permit } from "./accounts/permit.ts";
import { resetPages } from "./accounts/reset-pages.tsx";
import { signPages } from "./accounts/sign-pages.tsx";
import { casePages } from "./cases/pages.tsx";
import { applicationPages } from "./applications/pages.tsx";
import { reviewPages } from "./applications/review-pages.tsx";
import { criteriaRoutes, reviewRoutes } from "./applications/review-routes.ts";
import { applicationRoutes } from "./applications/routes.ts";
import { auditPages } from "./audit/pages.tsx";
import { auditRoutes } from "./audit/routes.ts";
import { ownCasePages } from "./cases/own-pages.tsx";
import { caseReviewRoutes, myCaseRoutes, ownCaseRoutes } from "./cases/own-routes.ts";
import { caseReviewPages } from "./cases/review-pages.tsx";
import { adminDeskPages } from "./desks/admin-pages.tsx";
import { officialDeskPages } from "./desks/official-pages.tsx";
import { providerDeskPages } from "./desks/provider-pages.tsx";
import { docsPages } from "./guides/docs-pages.tsx";
import { guidePages } from "./guides/pages.tsx";
import { caseRoutes } from "./cases/routes.ts";
import { engagementPages } from "./engagements/pages.tsx";
import { engagementRoutes } from "./engagements/routes.ts";
import { AppError } from "./errors.ts";
import { healthRoutes } from "./health/routes.ts";
import { homePages } from "./home/pages.tsx";
import { type AppEnv, keepPrivate, limitBody, limitUpload, problem, sameOrigin } from "./http.ts";
import { idempotent } from "./idempotency.ts";
import { importPages } from "./imports/pages.tsx";
import { importRoutes } from "./imports/routes.ts";
import { createMatching } from "./matching/matcher.ts";
import { matchPages } from "./matching/pages.tsx";
import { matchRoutes, needRoutes } from "./matching/routes.ts";
import { noticePages } from "./notices/pages.tsx";
import { noticeRoutes } from "./notices/routes.ts";
import { proposalPages, proposePages } from "./proposals/pages.tsx";
import { proposalRoutes, requestProposalRoutes } from "./proposals/routes.ts";
import { providerPages } from "./providers/pages.tsx";
import { providerRoutes } from "./providers/routes.ts";
import { standingPages } from "./providers/standing-pages.tsx";
import { standingRoutes } from "./providers/standing-routes.ts";
import { requestActPages } from "./requests/act-pages.tsx";
import { requestChoicePages } from "./requests/choose-pages.tsx";
import { leadPages } from "./requests/lead-pages.tsx";
import { requestPages } from "./requests/pages.tsx";
import { requestDecisionRoutes, requestRoutes } from "./requests/routes.ts";
import { searchPages } from "./search/pages.tsx";
import { searchRoutes } from "./search/routes.ts";
import { solutionPages } from "./solutions/pages.tsx";
import { ownSolutionPages } from "./solutions/own-pages.tsx";
import { mySolutionRoutes, ownSolutionRoutes } from "./solutions/own-routes.ts";
import { solutionRoutes } from "./solutions/routes.ts";
import { taxonomyRoutes } from "./taxonomy/routes.ts";
import { errorPage } from "./web/layout.tsx";

/** From a need to a rated delivery, for both sides. */
const marketPages = new Hono<AppEnv>()
  .get("/desk/sme", (c) => c.redirect("/requests", 303))
  .route("/requests", requestPages)
  .route("/requests", requestActPages)
  .route("/requests", requestChoicePages)
  .route("/requests", proposePages)
  .route("/leads", leadPages)
  .route("/proposals", proposalPages)
  .route("/engagements", engagementPages)
  .route("/notices", noticePages);

/** What providers keep and officials decide, for programs. */
const deskRoutes = new Hono<AppEnv>()
  .route("/me/solutions", mySolutionRoutes)
  .route("/me/cases", myCaseRoutes)
  .route("/applications", applicationRoutes)
  .route("/criteria", criteriaRoutes)
  .route("/reviews", reviewRoutes)
  .route("/providers", standingRoutes)
  .route("/solutions", ownSolutionRoutes)
  .route("/cases", ownCaseRoutes)
  .route("/case-reviews", caseReviewRoutes)
  .route("/audit", auditRoutes);

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
  .route("/", adminDeskPages)
  .route("/", guidePages);

/** `provide` sets what a runtime has to offer: Node its shared pool, a Worker the request's own connection, a test its database. */
export function createApp(provide: MiddlewareHandler<AppEnv>) {
  const accounts = createAccounts();
  const matching = createMatching();
  const api = new Hono<AppEnv>()
    .route("/me", meRoutes)
    .route("/organisations", organisationRoutes)
    .route("/invitations", invitationRoutes)
    .route("/needs", needRoutes)
    .route("/matches", matchRoutes)
    .route("/requests", requestRoutes)
    .route("/requests", requestDecisionRoutes)
    .route("/requests", requestProposalRoutes)
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
  const app = new Hono<AppEnv>()
    .onError(refuse)
    .notFound((c) => refuse(new AppError("not_found"), c))
    .use(ownRequestId, headers, language, limitBody, provide, keepPrivate, sameOrigin)
    .use(async (c, next) => {
      c.set("accounts", accounts);
      c.set("matcher", () => matching(c.var.db));
      await next();
    })
    .use(identify, permit)
    .use("/api/v1/imports", limitUpload)
    .use("/official/imports", limitUpload)
    .use("/api/v1/*", idempotent)
    .route("/", healthRoutes)
    .route("/api/auth", authRoutes)
    .route("/", signPages)
    .route("/", resetPages)
    .route("/", mailPages)
    .route("/me", mePages)
    .route("/organisations", organisationPages)
    .route("/invitations", invitationPages)
    .route("/api/v1", api)
    .route("/official/imports", importPages)
    .route("/", matchPages)
    .route("/", homePages)
    .route("/", searchPages)
    .route("/", providerPages)
    .route("/", solutionPages)
    .route("/", casePages)
    .route("/", marketPages)
    .route("/", deskPages);
  const specs = async () => await generateSpecs(app, { documentation });
  return app
    .get("/api/v1/openapi.json", openAPIRouteHandler(app, { documentation }))
    .route("/", docsPages(specs));
}
export type AppType = ReturnType<typeof createApp>;

const documentation = {
  openapi: "3.1.0",
  info: { title: "Shuqiao 数桥", version: "1", description: "中小企业数字化服务市场的接口" },
  components: {
    securitySchemes: { token: { type: "http" as const, scheme: "bearer" } },
  },
};

/** Not one that a client brings: it goes into our log. */
const ownRequestId = requestId({ headerName: "" });

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: "same-origin",
  // Only where there is TLS: `keepPrivate` knows.
  strictTransportSecurity: false,
});

const language = languageDetector({
  supportedLanguages: ["zh", "en"],
  fallbackLanguage: "zh",
  order: ["header"],
  caches: false,
});

/** Whatever fails, and wherever: programs get a problem document, people a page. */
function refuse(error: Error, c: Context) {
  if (c.req.path.startsWith("/api/")) return problem(error, c);
  const mustSignIn = error instanceof AppError && error.code === "not_signed_in";
  const isBrowser = c.req.method === "GET" && c.req.header("authorization") === undefined;
  if (!mustSignIn || !isBrowser) return errorPage(error, c);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
}
