import { type Context, Hono, type MiddlewareHandler } from "hono";
import { generateSpecs, openAPIRouteHandler } from "hono-openapi";
import { authRoutes } from "./accounts/auth-routes.ts";
import { createAccounts } from "./accounts/auth.ts";
import { identify } from "./accounts/identify.ts";
import { permit } from "./accounts/permit.ts";
import { askToSignIn } from "./accounts/resume-pages.tsx";
import { createSearchLimit, limitTurns } from "./accounts/turns.ts";
import { api } from "./api.ts";
import { limitBody, limitUpload } from "./body-limits.ts";
import { headers, language, ownRequestId } from "./door.ts";
import { AppError } from "./errors.ts";
import { docsPages } from "./guides/docs-pages.tsx";
import { healthRoutes } from "./health/routes.ts";
import { createFigures } from "./home/figures.ts";
import { type AppEnv, keepPrivate, problem, readableAddress, sameOrigin } from "./http.ts";
import { idempotent } from "./idempotency.ts";
import { createEngines } from "./index-sync/engines.ts";
import { tellAfterChange } from "./index-sync/tell.ts";
import { createRowMake } from "./index-sync/make.ts";
import { createTypedCapabilities } from "./lexicon/typed.ts";
import { createMatching } from "./matching/matcher.ts";
import { meaningOf } from "./matching/meaning.ts";
import { pages } from "./pages.ts";
import { errorPage } from "./web/layout.tsx";

/**
 * `provide` sets what a runtime has to offer: Node its shared pool, a Worker the request's own connection,
 * a test its database; tests share the lexicon too, which takes long to compile.
 */
export function createApp(provide: MiddlewareHandler<AppEnv>, matching = createMatching()) {
  const accounts = createAccounts();
  const engines = createEngines();
  const rowMake = createRowMake();
  const typed = createTypedCapabilities();
  const figures = createFigures();
  const app = new Hono<AppEnv>()
    .onError(refuse)
    .notFound((c) => refuse(new AppError("not_found"), c))
    .use(
      ownRequestId,
      headers,
      language,
      limitBody,
      readableAddress,
      provide,
      keepPrivate,
      sameOrigin,
      createSearchLimit(),
    )
    .use(async (c, next) => {
      c.set("accounts", accounts);
      const { meilisearch, keepsEntries = false } = c.get("settings");
      const { finder, outside, copy } = engines({
        db: c.get("db"),
        address: meilisearch,
        keepsEntries,
        background: c.get("background"),
      });
      c.set("finder", finder);
      c.set("outside", outside);
      c.set("copy", copy);
      c.set("rowMake", rowMake);
      c.set("matcher", () => matching(c.get("db"), finder));
      c.set("meaningOf", async (text) => meaningOf((await c.var.matcher()).lexicon, text));
      c.set("typedCapabilities", () => typed(c.get("db"), c.get("now")()));
      c.set("figures", () => figures(finder, c.get("now")()));
      await next();
    })
    .use(tellAfterChange, identify, permit, limitTurns)
    .use("/api/v1/imports", limitUpload)
    .use("/official/imports", limitUpload)
    .use("/api/v1/*", idempotent)
    .route("/", healthRoutes)
    .route("/api/auth", authRoutes)
    .route("/api/v1", api)
    .route("/", pages);
  const specs = async () => await generateSpecs(app, described);
  return app
    .get("/api/v1/openapi.json", openAPIRouteHandler(app, described))
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

/** Pages that check their address are no part of it, and a refusal is the problem document that each route names. */
const described = {
  documentation,
  exclude: /^\/official\//,
  // Else a sheet at an address with a dot is taken for a file that lies about.
  excludeStaticFile: false,
  defaultValidationErrorResponse: false as const,
};

/** Whatever fails, and wherever: programs get a problem document, people a page. */
function refuse(error: Error, c: Context) {
  if (c.req.path.startsWith("/api/")) return problem(error, c);
  const mustSignIn = error instanceof AppError && error.code === "not_signed_in";
  const isBrowser = c.req.header("authorization") === undefined;
  return mustSignIn && isBrowser ? askToSignIn(c) : errorPage(error, c);
}
