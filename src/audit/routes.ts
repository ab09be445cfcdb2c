import { Hono } from "hono";
import { z } from "zod";
import { officeOf } from "../applications/door.ts";
import { type AppEnv, validate } from "../http.ts";
import { answers } from "../openapi.ts";
import { calendarDay } from "../time.ts";
import { listEvents, overseen } from "./read-store.ts";
import { listSeals, readSealState } from "./seal-store.ts";

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

const sealQuery = z.strictObject({
  /** Those of later days. */
  after: calendarDay.optional(),
  limit: z.coerce.number().int().min(1).max(400).default(100),
});

const seal = z.object({
  day: z.iso.date(),
  events: z.int(),
  previous: z.string(),
  hash: z.string(),
  sealedAt: z.date(),
  checkedAt: z.date().nullable(),
  fits: z.boolean().nullable(),
});
const sealList = z
  .object({
    sealedUntil: z.iso.date().nullable(),
    checkedAt: z.date().nullable(),
    misfit: z.iso.date().nullable(),
    items: z.array(seal),
    next: z.iso.date().nullable(),
  })
  .meta({ id: "AuditSeals" });

export const auditRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Who did what in your jurisdiction, newest first", "audit", list),
    validate("query", auditQuery),
    async (c) => {
      const { regionCode } = officeOf(c.var.actor);
      const { items, next } = await listEvents(c.var.db, regionCode, c.req.valid("query"));
      return c.json({ items: items.map((told) => event.parse(told)), next });
    },
  )
  .get(
    "/seals",
    answers(
      "The chain that shows whether events were tampered with, oldest day first",
      "audit",
      sealList,
    ),
    validate("query", sealQuery),
    async (c) => {
      const { db } = c.var;
      const { after = null, limit } = c.req.valid("query");
      const [seals, state] = await Promise.all([
        listSeals(db, after, limit + 1),
        readSealState(db),
      ]);
      const items = seals.slice(0, limit).map((one) => seal.parse(one));
      const next = seals.length > limit ? (items.at(-1)?.day ?? null) : null;
      const { sealedUntil, checkedAt, misfit } = state;
      return c.json({ sealedUntil, checkedAt, misfit, items, next });
    },
  );
