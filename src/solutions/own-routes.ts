import { type Context, Hono } from "hono";
import { z } from "zod";
import { ownProvider } from "../applications/door.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { tagSoon } from "../tagging/soon.ts";
import {
  newSolution,
  ownSolutionView,
  solutionChange,
  versionsView,
  withdrawal,
} from "./own-schema.ts";
import {
  addSolution,
  changeSolution,
  ownView,
  publishSolution,
  withdrawSolution,
} from "./own-service.ts";
import { findOwnSolution, listOwnSolutions, listVersions } from "./own-store.ts";

const tag = "solutions";
const list = z.object({ items: z.array(ownSolutionView), next: z.null() });

/** At /me/solutions: what the provider holds, drafts included. */
export const mySolutionRoutes = new Hono<AppEnv>()
  .get("/", answers("Your firm's solutions, drafts included", tag, list), async (c) => {
    const { providerId } = ownProvider(c.var.actor);
    const items = await listOwnSolutions(c.var.db, providerId);
    return c.json({ items: items.map(ownView), next: null });
  })
  .get("/:id", answers("One of them, with what is missing", tag, ownSolutionView), async (c) =>
    c.json(await read(c, idOf(c))),
  )
  .get("/:id/versions", answers("Every version it ever had", tag, versionsView), async (c) => {
    const { id } = await read(c, idOf(c));
    return c.json({ items: await listVersions(c.var.db, id) });
  });

export const ownSolutionRoutes = new Hono<AppEnv>()
  .post(
    "/",
    answers("Draft a solution", tag, ownSolutionView, 201),
    validate("json", newSolution),
    async (c) => {
      const { providerId } = ownProvider(c.var.actor);
      const id = await addSolution(c.var.db, by(c), providerId, c.req.valid("json"));
      tagSoon(c, id);
      c.header("location", `/api/v1/me/solutions/${id}`);
      return c.json(await read(c, id), 201);
    },
  )
  .patch(
    "/:id",
    answers("Change a solution", tag, ownSolutionView),
    versioned,
    validate("json", solutionChange),
    async (c) => {
      const { providerId } = ownProvider(c.var.actor);
      const which = { id: idOf(c), version: versionOf(c) };
      await changeSolution(c.var.db, by(c), providerId, which, c.req.valid("json"));
      tagSoon(c, which.id);
      return c.json(await read(c, which.id));
    },
  )
  .post("/:id/publish", answers("Publish it", tag, ownSolutionView), versioned, async (c) => {
    const { providerId } = ownProvider(c.var.actor);
    const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
    await publishSolution(c.var.db, by(c), providerId, which);
    return c.json(await read(c, which.id));
  })
  .post(
    "/:id/withdraw",
    answers("Take it off the market", tag, ownSolutionView),
    versioned,
    validate("json", withdrawal),
    async (c) => {
      const { providerId } = ownProvider(c.var.actor);
      const which = { id: idOf(c), version: versionOf(c) };
      await withdrawSolution(c.var.db, by(c), providerId, which, c.req.valid("json").reason);
      return c.json(await read(c, which.id));
    },
  );

function by(c: Context<AppEnv>) {
  return byOf(c, ownProvider(c.var.actor).organisationId);
}

async function read(c: Context<AppEnv>, id: string) {
  const { providerId } = ownProvider(c.var.actor);
  const found = await findOwnSolution(c.var.db, providerId, id);
  if (!found) throw new AppError("not_found");
  c.header("etag", `"${found.version}"`);
  return ownView(found);
}
