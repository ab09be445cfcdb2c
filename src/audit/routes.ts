import { Hono } from "hono";
import { z } from "zod";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { listEvents, overseen } from "./read-store.ts";

const auditQuery = z.strictObject({
  thingKind: z.enum(overseen).optional(),
  kind: z
    .string()
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .max(60)
    .optional(),
  thing: z.uuid().optional(),
  /** What this import wrote, one by one; else one event stands for all of it. */
  import: z.uuid().optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const counts = z.object({ added: z.int(), changed: z.int() });
const event = z.object({
  id: z.uuid(),
  at: z.date(),
  kind: z.string(),
  thingKind: z.string(),
  thingId: z.uuid(),
  name: z.string().nullable(),
  counts: z.object({ provider: counts, solution: counts, case: counts }).nullable(),
  actor: z.string().nullable(),
  organisation: z.string().nullable(),
  requestId: z.string().nullable(),
});
const list = z
  .object({ items: z.array(event), next: z.uuid().nullable() })
  .meta({ id: "AuditList" });

export const auditRoutes = new Hono<AppEnv>().get(
  "/",
  answers("Who did what in your jurisdiction, newest first", "audit", list),
  validate("query", auditQuery),
  async (c) => {
    const { regionCode } = officeOf(c.var.actor);
    const { items, next } = await listEvents(c.var.db, regionCode, c.req.valid("query"));
    return c.json({ items: items.map((told) => event.parse(told)), next });
  },
);
