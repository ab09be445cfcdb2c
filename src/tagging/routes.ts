import { type Context, Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { tagChange, tagsView } from "./schema.ts";
import { correctTagsOf, readTags } from "./service.ts";

const tag = "solutions";

/** At /solutions/:id/tags, for its provider and the officials of the place. */
export const taggingRoutes = new Hono<AppEnv>()
  .get(
    "/:id/tags",
    answers("What a solution is read as, and what people put right", tag, tagsView),
    async (c) => c.json(await read(c)),
  )
  .patch(
    "/:id/tags",
    answers("Put its tags right", tag, tagsView),
    versioned,
    validate("json", tagChange),
    async (c) => {
      const { actor: person } = c.var;
      if (!person) throw new AppError("not_signed_in");
      const matcher = await c.var.matcher();
      const which = { matcher, person, id: idOf(c), version: versionOf(c), now: c.var.now() };
      await correctTagsOf(c.var.db, (own) => byOf(c, own), which, c.req.valid("json"));
      return c.json(await read(c));
    },
  );

async function read(c: Context<AppEnv>) {
  if (!c.var.actor) throw new AppError("not_signed_in");
  const { view } = await readTags(c.var.db, await c.var.matcher(), c.var.actor, idOf(c));
  c.header("etag", `"${view.version}"`);
  return view;
}
