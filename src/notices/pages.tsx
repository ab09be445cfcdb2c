import { Hono } from "hono";
import { z } from "zod";
import { type AppEnv, idOf } from "../http.ts";
import { personOf } from "../requests/routes.ts";
import { frameOf, parsed } from "../web/page.tsx";
import { findNotice, listNotices, markRead } from "./store.ts";
import { NoticesPage } from "./views.tsx";

const pageQuery = z.object({ after: z.uuid().optional() });

export const noticePages = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { after } = parsed(pageQuery, c.req.query());
    const list = await listNotices(c.var.db, personOf(c).id, { after, limit: 30 });
    const frame = await frameOf(c, { read: "都标为已读了。" });
    return c.html(<NoticesPage {...{ frame, after, now: c.var.now(), ...list }} />);
  })
  .post("/read", async (c) => {
    await markRead(c.var.db, personOf(c).id, c.var.now());
    return c.redirect("/notices?done=read", 303);
  })
  .post("/:id/read", async (c) => {
    const { id: userId } = personOf(c);
    const { link } = await findNotice(c.var.db, userId, idOf(c));
    await markRead(c.var.db, userId, c.var.now(), idOf(c));
    return c.redirect(link, 303);
  });
