import { type Context, Hono } from "hono";
import { z } from "zod";
import { signedIn } from "../accounts/me-routes.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, statusFor } from "../http.ts";
import { readForm } from "../web/form.tsx";
import { frameOf, parsed } from "../web/page.tsx";
import { sayFailure } from "../words.ts";
import { listParts } from "./export-service.ts";
import { copyFor } from "./routes.ts";
import { OwnDataPage } from "./views.tsx";

const part = z.object({ before: z.uuid().optional() });

/** At /me: what is kept of oneself. */
export const ownDataPages = new Hono<AppEnv>()
  .get("/data", async (c) => c.html(await ownDataPage(c)))
  .post("/data", async (c) => {
    const { before = null } = parsed(part, await readForm(c));
    try {
      return await copyFor(c, before);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "too_many") throw error;
      return c.html(await ownDataPage(c, sayFailure(error, "zh")), statusFor(error));
    }
  });

async function ownDataPage(c: Context<AppEnv>, failure?: string) {
  const person = signedIn(c);
  const frame = await frameOf(c);
  const flash = failure === undefined ? frame.flash : ({ tone: "error", text: failure } as const);
  const parts = await listParts(c.var.db, person);
  return <OwnDataPage {...{ frame: { ...frame, flash }, person, parts }} />;
}
