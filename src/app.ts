import { type Context, Hono, type MiddlewareHandler } from "hono";
import { generateSpecs } from "hono-openapi";
import { authRoutes } from "./accounts/auth-routes.ts";
import { createAccounts, sessionCookieName } from "./accounts/auth.ts";
import { identify } from "./accounts/identify.ts";
import { permissions } from "./accounts/permissions.ts";
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
import { aSecond, createLately } from "./lately.ts";
import { createTypedCapabilities } from "./lexicon/typed.ts";
import type { Lexicon } from "./matching/lexicon.ts";
import { createMatching } from "./matching/matcher.ts";
import { meaningOf } from "./matching/meaning.ts";
import { completed } from "./openapi.ts";
import { pages } from "./pages.ts";
import type { TypedCapability } from "./search/topics.ts";
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
  // To ask for each search and each letter typed which lexicon is published would cost a tenth of them.
  const typedLately = createLately<readonly TypedCapability[]>(aSecond);
  const lexiconLately = createLately<Lexicon>(aSecond);
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
      const now = c.get("now")();
      c.set("meaningOf", async (text) => {
        const lexicon = await lexiconLately(now, async () => (await c.var.matcher()).lexicon);
        return meaningOf(lexicon, text);
      });
      c.set("typedCapabilities", async () => await typedLately(now, () => typed(c.get("db"))));
      c.set("figures", () => figures(finder, now));
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
  let document: ReturnType<typeof describe> | undefined;
  // Every schema is walked for it, and it stays what it is as long as the app lives.
  const specs = async () => await (document ??= describe(app));
  return app
    .get("/api/v1/openapi.json", async (c) => c.json(await specs()))
    .route("/", docsPages(specs));
}
export type AppType = ReturnType<typeof createApp>;

const general = `中小企业数字化服务市场的接口

- Text is trimmed, its length counted in UTF-16 units. Half a character, NUL and, in what others read, control characters and marks that hide or turn text around are refused (\`unwanted_characters\`).
- What changes a thing that was read names its version in \`If-Match\`: 428 without it, 412 where it is stale.
- A POST with an \`Idempotency-Key\` of at most 200 characters is done once; the same key with another body is 422.
- Who belongs to several organisations names one in \`Organisation-Id\`.
- A token reads with the scope \`read\` and does everything else with \`write\`.`;

const documentation = {
  openapi: "3.1.0",
  info: { title: "Shuqiao 数桥", version: "1", description: general },
  components: {
    securitySchemes: {
      token: { type: "http" as const, scheme: "bearer" },
      session: { type: "apiKey" as const, in: "cookie", name: sessionCookieName("http:") },
    },
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

async function describe(app: Hono<AppEnv>) {
  return completed(await generateSpecs(app, described), permissions);
}

/** Whatever fails, and wherever: programs get a problem document, people a page. */
function refuse(error: Error, c: Context) {
  if (c.req.path.startsWith("/api/")) return problem(error, c);
  const mustSignIn = error instanceof AppError && error.code === "not_signed_in";
  const isBrowser = c.req.header("authorization") === undefined;
  return mustSignIn && isBrowser ? askToSignIn(c) : errorPage(error, c);
}
