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
    async (c) => c.json(await listSolutions(c.get("db"), c.req.valid("query"), c.get("now")())),
  )
  .get("/:id", answers("Read a solution", "solutions", solution), async (c) => {
    const found = await getSolution(c.get("db"), idOf(c), c.get("now")());
    c.header("etag", `"${found.version}"`);
    return c.json(found);
  });
