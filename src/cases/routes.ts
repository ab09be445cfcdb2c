import { Hono } from "hono";
import { type AppEnv, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { caseAnswer, caseList, caseQuery } from "./schema.ts";
import { getCase, listCases } from "./store.ts";

export const caseRoutes = new Hono<AppEnv>()
  .get("/", answers("List cases", "cases", caseList), validate("query", caseQuery), async (c) =>
    c.json(await listCases(c.var.db, c.req.valid("query"), c.var.now())),
  )
  .get("/:id", answers("Read a case", "cases", caseAnswer), async (c) =>
    c.json(await getCase(c.var.db, idOf(c), c.var.now())),
  );
