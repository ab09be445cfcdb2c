import { Hono } from "hono";
import { z } from "zod";
import { signedIn } from "../accounts/me-routes.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { forgetOwnWords } from "./forget-service.ts";
import { listOwnMatches } from "./own-store.ts";

const tag = "me";
const pageQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const ownMatches = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      createdAt: z.date(),
      text: z.string(),
      requestId: z.uuid().nullable(),
    }),
  ),
  next: z.uuid().nullable(),
});

/** At /me/matches: what one typed into matching, until it is forgotten. */
export const ownMatchRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("What you typed into matching", tag, ownMatches),
    validate("query", pageQuery),
    async (c) => c.json(await listOwnMatches(c.var.db, signedIn(c).id, c.req.valid("query"))),
  )
  .delete(
    "/",
    answers("Have the words of all of it forgotten", tag, z.object({ forgotten: z.int() })),
    async (c) => c.json({ forgotten: await forgetOwnWords(c.var.db, byOf(c), signedIn(c).id) }),
  )
  .delete("/:id", answers("Have the words of one forgotten", tag, null, 204), async (c) => {
    const forgotten = await forgetOwnWords(c.var.db, byOf(c), signedIn(c).id, idOf(c));
    if (forgotten === 0) throw new AppError("not_found");
    return c.body(null, 204);
  });
