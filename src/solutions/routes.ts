import { Hono } from "hono";
import { type AppEnv, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { solution, solutionList, solutionQuery } from "./schema.ts";
import { getSolution, listSolutions } from "./store.ts";

export const solutionRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("List solutions", "solutions", solutionList),
    validate("query", solutionQuery),
    async (c) => c.json(await listSolutions(c.var.db, c.req.valid("query"), c.var.now())),
  )
  .get("/:id", answers("Read a solution", "solutions", solution), async (c) => {
    const found = await getSolution(c.var.db, idOf(c), c.var.now());
    c.header("etag", `"${found.version}"`);
    return c.json(found);
  });
