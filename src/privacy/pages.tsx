import { type Context, Hono } from "hono";
import { z } from "zod";
import { signedIn } from "../accounts/me-routes.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, fieldErrors, statusFor } from "../http.ts";
import { type FormState, readForm } from "../web/form.tsx";
import { frameOf, parsed, versionIn } from "../web/page.tsx";
import { sayFailure } from "../words.ts";
import { outlookFor } from "./erase-service.ts";
import { ErasedPage, ErasePage } from "./erase-views.tsx";
import { listParts } from "./export-service.ts";
import { copyFor, eraseFor } from "./routes.ts";
import { erasure } from "./schema.ts";
import { OwnDataPage } from "./views.tsx";

const part = z.object({ before: z.uuid().optional() });
const changed = "您的账号或单位刚有变动，还没有注销。请再看一遍下面的内容，确认后重新输入密码。";
const blank: FormState = { values: {}, errors: [] };

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
  })
  .get("/erase", async (c) => c.html(await erasePage(c, blank)))
  .post("/erase", async (c) => {
    const { version = "", ...values } = await readForm(c);
    const input = erasure.safeParse(values);
    if (!input.success)
      return c.html(
        await erasePage(c, { values: {}, errors: fieldErrors(input.error, values) }),
        400,
      );
    try {
      const { keepsName } = await eraseFor(c, versionIn({ version }), input.data.password);
      return c.html(<ErasedPage keepsName={keepsName} />);
    } catch (error) {
      return await refused(c, error);
    }
  });

async function refused(c: Context<AppEnv>, error: unknown) {
  if (!(error instanceof AppError)) throw error;
  if (error.code === "forbidden" || error.code === "not_signed_in") throw error;
  if (error.code === "wrong_password") {
    const field = { pointer: "/password", code: "wrong_current_password", params: {} };
    return c.html(await erasePage(c, { values: {}, errors: [field] }), 401);
  }
  const failure = error.code === "stale" ? changed : sayFailure(error, "zh");
  return c.html(await erasePage(c, blank, failure), statusFor(error));
}

async function erasePage(c: Context<AppEnv>, form: FormState, failure?: string) {
  const person = signedIn(c);
  const frame = await frameFor(c, failure);
  const outlook = await outlookFor(c.var.db, person);
  return <ErasePage {...{ frame, person, outlook, form }} />;
}

async function ownDataPage(c: Context<AppEnv>, failure?: string) {
  const person = signedIn(c);
  const frame = await frameFor(c, failure);
  const parts = await listParts(c.var.db, person);
  return <OwnDataPage {...{ frame, person, parts }} />;
}

async function frameFor(c: Context<AppEnv>, failure?: string) {
  const frame = await frameOf(c);
  return failure === undefined
    ? frame
    : { ...frame, flash: { tone: "error", text: failure } as const };
}
