import { Hono } from "hono";
import { z } from "zod";
import { type AppEnv, idOf, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { personOf } from "../requests/routes.ts";
import { countUnread, listNotices, markRead } from "./store.ts";

const noticeQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const noticeView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    link: z.string(),
    createdAt: z.date(),
    readAt: z.date().nullable(),
  })
  .meta({ id: "Notice" });
const listed = z.object({
  items: z.array(noticeView),
  next: z.uuid().nullable(),
  unread: z.int(),
});

export const noticeRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Your notices", "notices", listed),
    validate("query", noticeQuery),
    async (c) => {
      const { id } = personOf(c);
      const list = await listNotices(c.var.db, id, c.req.valid("query"));
      return c.json({ ...list, unread: await countUnread(c.var.db, id) });
    },
  )
  .post("/read", answers("Mark all as read", "notices", null, 204), async (c) => {
    await markRead(c.var.db, personOf(c).id, c.var.now());
    return c.body(null, 204);
  })
  .post("/:id/read", answers("Mark one as read", "notices", null, 204), async (c) => {
    await markRead(c.var.db, personOf(c).id, c.var.now(), idOf(c));
    return c.body(null, 204);
  });
