import { Hono } from "hono";
import { listDealsOf } from "../engagements/store.ts";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { readProposals } from "../proposals/routes.ts";
import { frameOf } from "../web/page.tsx";
import { dayAfter } from "./decisions.ts";
import { RegionProposalsPage } from "./office-views.tsx";
import { visible } from "./routes.ts";

export const requestOfficePages = new Hono<AppEnv>().get("/:id/proposals", async (c) => {
  const { db, now } = c.var;
  const { reader, request } = await visible(c);
  if (reader.as !== "official") throw new AppError("forbidden");
  const { items } = await readProposals(c);
  const deals = await listDealsOf(db, [request.id], dayAfter(now(), 0));
  const parts = { frame: await frameOf(c), request, items, deal: deals.get(request.id) };
  return c.html(<RegionProposalsPage {...{ ...parts, now: now() }} />);
});
