import { type Context, Hono } from "hono";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, fieldErrors } from "../http.ts";
import { parseCount } from "../counts.ts";
import { parseYuan, upperEnd } from "../money.ts";
import { hearing } from "../reports/hear.ts";
import { type FormState, readForm } from "../web/form.tsx";
import { frameOf, textIn } from "../web/page.tsx";
import { correctionsOf } from "./corrections.ts";
import type { Lexicon } from "./lexicon.ts";
import { MatchPage } from "./match-page.tsx";
import { matchInput, type MatchesView } from "./schema.ts";
import { matchNeed } from "./service.ts";
import { RankingPage } from "./ranking-page.tsx";
import { understand } from "./understand.ts";

export const matchPages = new Hono<AppEnv>()
  .get("/match", async (c) => {
    const text = c.req.query("text") ?? "";
    return text.trim() === ""
      ? c.html(<MatchPage frame={await frameOf(c)} text="" />)
      : await show(c, { text });
  })
  // A need is nobody else's business: posted, it stands in no address and no log.
  .post("/match", async (c) => {
    const values = await readForm(c, ["scene", "capability", "folded"]);
    // A browser sends two signs for each line break, and counts one while it is typed.
    const text = textIn(values, "text").replaceAll("\r\n", "\n");
    const only = textIn(values, "only");
    if (only !== "") return await show(c, oneOf((await c.var.matcher()).lexicon, text, only));
    const needs = correctionsOf(values);
    const folded = needs && [values["folded"] ?? []].flat();
    return await show(c, { text, needs }, needs && typedIn(values), folded);
  })
  .get("/ranking", async (c) => c.html(<RankingPage frame={await frameOf(c)} />));

/** One of several needs by itself, with the words that say it and what was said of all of them. */
function oneOf(lexicon: Lexicon, text: string, at: string): { text: string; needs?: unknown } {
  if (!matchInput.safeParse({ text }).success) return { text };
  const need = understand(lexicon, text)[Number(at)];
  if (!need) return { text };
  const { category, scenes, constraints, capabilities } = need;
  const own = text.slice(need.start, need.end).replace(/^[\s,，。;；、]+/u, "");
  const codes = capabilities.map(({ code }) => ({ code }));
  return { text: own, needs: [{ category, scenes, constraints, capabilities: codes }] };
}

/** What was typed into the fields of what was understood; who takes a chip away means no field. */
function typedIn(values: FormState["values"]): FormState {
  const drop = textIn(values, "drop");
  const [budget, headcount] = ["budget", "headcount"].map((name) =>
    drop === name ? "" : textIn(values, name),
  );
  const people = parseCount(headcount ?? "");
  const errors = [
    budget && parseYuan(upperEnd(budget)) === undefined ? wrong("/budget", "not_an_amount") : [],
    people === undefined || (people ?? 0) > 9_999_999 ? wrong("/headcount", "not_a_number") : [],
  ].flat();
  return {
    values: errors.length > 0 ? { budget: budget ?? "", headcount: headcount ?? "" } : {},
    errors,
  };
}

function wrong(pointer: string, code: string): FieldError {
  return { pointer, code, params: {} };
}

async function show(
  c: Context<AppEnv>,
  given: { text: string; needs?: unknown },
  typed?: FormState,
  folded: readonly string[] = [],
) {
  const input = matchInput.safeParse(given);
  const frame = await frameOf(c);
  if (!input.success) {
    const errors: FieldError[] = fieldErrors(input.error, given).map((error) => ({
      ...error,
      pointer: "/text",
    }));
    return c.html(<MatchPage frame={frame} text={given.text} errors={errors} />, 400);
  }
  const matcher = await c.var.matcher();
  const { unmet, words } = hearing(c, matcher.lexicon, input.data.text);
  const who = { now: c.var.now(), userId: c.var.actor?.id ?? null, hear: unmet };
  const result: MatchesView = await matchNeed(c.var.db, matcher, input.data, who);
  if (result.needs.length === 0) throw new AppError("internal");
  words(result);
  const page = <MatchPage {...{ frame, result, typed, folded }} text={input.data.text} />;
  return c.html(page, typed && typed.errors.length > 0 ? 400 : 200);
}
