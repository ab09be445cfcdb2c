import { type Context, Hono } from "hono";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, fieldErrors } from "../http.ts";
import { readForm } from "../web/form.tsx";
import { correctionsOf } from "./corrections.ts";
import { MatchPage } from "./match-page.tsx";
import { matchInput, type MatchesView } from "./schema.ts";
import { matchNeed } from "./service.ts";
import { RankingPage } from "./ranking-page.tsx";

export const matchPages = new Hono<AppEnv>()
  .get("/match", async (c) => {
    const text = c.req.query("text") ?? "";
    return text.trim() === ""
      ? c.html(<MatchPage {...frame(c)} text="" />)
      : await show(c, { text });
  })
  // A need is nobody else's business: posted, it stands in no address and no log.
  .post("/match", async (c) => {
    const values = await readForm(c, ["scene", "capability"]);
    const text = typeof values["text"] === "string" ? values["text"] : "";
    return await show(c, { text, needs: correctionsOf(values) });
  })
  .get("/ranking", (c) => c.html(<RankingPage frame={frame(c)} />));

function frame(c: Context<AppEnv>) {
  return { actor: c.var.actor };
}

async function show(c: Context<AppEnv>, given: { text: string; needs?: unknown }) {
  const input = matchInput.safeParse(given);
  if (!input.success) {
    const errors: FieldError[] = fieldErrors(input.error, given).map((error) => ({
      ...error,
      pointer: "/text",
    }));
    return c.html(<MatchPage {...frame(c)} text={given.text} errors={errors} />, 400);
  }
  const who = { now: c.var.now(), userId: c.var.actor?.id ?? null };
  const result: MatchesView = await matchNeed(c.var.db, await c.var.matcher(), input.data, who);
  if (result.needs.length === 0) throw new AppError("internal");
  return c.html(<MatchPage {...frame(c)} text={input.data.text} result={result} />);
}
