import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { tagChange } from "./schema.ts";
import { correctTagsOf, readTags } from "./service.ts";
import { TagsPage } from "./views.tsx";

const done = { corrected: "已更正，下一次推荐就按更正的算。以后重读文字也不会改回去。" };

export const taggingPages = new Hono<AppEnv>()
  .get("/solutions/:id/tags", async (c) => c.html(<>{await tagsPage(c)}</>))
  .post("/solutions/:id/tags", async (c) => {
    const values = await readForm(c, ["remove", "undo"]);
    const id = idOf(c);
    return await attempt(
      c,
      async () => {
        const matcher = await c.var.matcher();
        const which = { matcher, person: personOf(c), id, version: versionIn(values) };
        const input = parsed(tagChange, changeIn(values));
        const by = (own: string) => byOf(c, own);
        await correctTagsOf(c.var.db, by, { ...which, now: c.var.now() }, input);
        return `/solutions/${id}/tags?done=corrected`;
      },
      async (refusal) => await tagsPage(c, { values, refusal }),
    );
  });

function personOf(c: Context<AppEnv>) {
  if (!c.var.actor) throw new AppError("not_signed_in");
  return c.var.actor;
}

function changeIn(values: Values) {
  const add = textIn(values, "add");
  return {
    add: add === "" ? [] : [add],
    remove: values["remove"],
    undo: values["undo"],
    reason: textIn(values, "reason"),
  };
}

async function tagsPage(c: Context<AppEnv>, again?: { values: Values; refusal: Refusal }) {
  const matcher = await c.var.matcher();
  const { side, view } = await readTags(c.var.db, matcher, personOf(c), idOf(c));
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c, done);
  const form = { values: again?.values ?? {}, errors: again?.refusal.errors ?? [] };
  const capabilities = [...matcher.lexicon.capabilities.values()];
  return <TagsPage {...{ frame, side, view, form, capabilities }} />;
}
