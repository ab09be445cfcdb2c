import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, idOf, statusFor, validate } from "../http.ts";
import { frameOf } from "../web/page.tsx";
import { begin, check, importerOf, ownRun, template } from "./routes.ts";
import { listRuns } from "./run-store.ts";
import { importQuery, templateQuery } from "./schema.ts";
import { ImportPage, ImportsPage } from "./views.tsx";

export const importPages = new Hono<AppEnv>()
  .get("/", validate("query", importQuery), async (c) => c.html(await importsPage(c)))
  .post("/", async (c) => {
    try {
      return c.redirect(`/official/imports/${await check(c)}`, 303);
    } catch (error) {
      if (!(error instanceof AppError) || error.fields.length === 0) throw error;
      return c.html(await importsPage(c, error), statusFor(error));
    }
  })
  .get(
    "/template",
    validate("query", templateQuery),
    async (c) => await template(c, c.req.valid("query")),
  )
  .get("/:id", async (c) => {
    const found = await ownRun(c, idOf(c));
    // The browser looks again by itself, with or without script.
    if (found.status === "running") c.header("refresh", "2");
    return c.html(<ImportPage frame={await frameOf(c)} run={found} now={c.var.now()} />);
  })
  .post("/:id/run", async (c) => {
    const id = idOf(c);
    try {
      await begin(c, id);
    } catch (error) {
      // Somebody confirmed it a moment before: the page says how it stands.
      if (!(error instanceof AppError) || error.code !== "refused_transition") throw error;
    }
    return c.redirect(`/official/imports/${id}`, 303);
  });

async function importsPage(c: Context<AppEnv>, error?: AppError) {
  const { authorityId, regionCode } = importerOf(c);
  const page = importQuery.parse(error ? {} : c.req.query());
  const runs = await listRuns(c.var.db, authorityId, page);
  const form = { values: {}, errors: error?.fields ?? [] };
  const frame = await frameOf(c);
  return <ImportsPage {...{ frame, runs, page, form, regionCode }} now={c.var.now()} />;
}
