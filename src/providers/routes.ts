import { Hono } from "hono";
import { type AppEnv, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { provider, providerList, providerQuery } from "./schema.ts";
import { getProvider, listProviders } from "./store.ts";

export const providerRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("List providers", "providers", providerList),
    validate("query", providerQuery),
    async (c) => c.json(await listProviders(c.var.db, c.req.valid("query"), c.var.now())),
  )
  .get("/:id", answers("Read a provider", "providers", provider), async (c) =>
    c.json(await getProvider(c.var.db, idOf(c), c.var.now())),
  );
