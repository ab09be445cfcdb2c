import { type Context, Hono } from "hono";
import { z } from "zod";
import { ministryOf } from "../applications/door.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { lexiconChange } from "./change.ts";
import { findCapability, listCapabilities } from "./look.ts";
import { previewDraft } from "./preview.ts";
import {
  capabilityList,
  capabilityQuery,
  capabilityView,
  draftView,
  previewView,
  publishing,
  versionList,
  versionQuery,
  versionView,
} from "./schema.ts";
import { addEdit, dropEdit, drafted, publishDraft, readDraft, restoreVersion } from "./service.ts";
import { findVersion, listVersions } from "./store.ts";

const tag = "lexicon";

/** Every official reads the lexicon; it is one for the whole country, and the ministry changes it. */
export const lexiconRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("The lexicon in force, and what is drafted on top", tag, draftView),
    async (c) => c.json(await tell(c)),
  )
  .get(
    "/capabilities",
    answers("Capabilities, with the draft on top", tag, capabilityList),
    validate("query", capabilityQuery),
    async (c) => {
      const items = listCapabilities(drafted(await readDraft(c.var.db)), c.req.valid("query"));
      return c.json({ items, next: null });
    },
  )
  .get(
    "/capabilities/:code",
    answers("One of them with its phrases", tag, capabilityView),
    async (c) => {
      const draft = await readDraft(c.var.db);
      c.header("etag", `"${draft.version}"`);
      return c.json(findCapability(drafted(draft), c.req.param("code")));
    },
  )
  .post(
    "/edits",
    answers("Draft a change", tag, z.object({ id: z.uuid(), code: z.string() }), 201),
    validate("json", lexiconChange),
    async (c) => {
      const office = ministryOf(c.var.actor);
      const by = byOf(c, office.organisationId);
      return c.json(await addEdit(c.var.db, by, office, c.req.valid("json")), 201);
    },
  )
  .delete("/edits/:id", answers("Drop a drafted change", tag, draftView), async (c) => {
    const office = ministryOf(c.var.actor);
    await dropEdit(c.var.db, byOf(c, office.organisationId), idOf(c));
    return c.json(await tell(c));
  })
  .get("/preview", answers("What the draft would change", tag, previewView), async (c) => {
    const draft = await readDraft(c.var.db);
    c.header("etag", `"${draft.version}"`);
    return c.json(await previewDraft(c.var.db, await c.var.matcher(), draft));
  })
  .post(
    "/publish",
    answers("Bring the draft into force as a new version", tag, versionView, 201),
    versioned,
    validate("json", publishing),
    async (c) => {
      const office = ministryOf(c.var.actor);
      const by = byOf(c, office.organisationId);
      return await told(
        c,
        await publishDraft(c.var.db, by, office, givenIn(c, c.req.valid("json"))),
      );
    },
  )
  .get(
    "/versions",
    answers("Every version there was, newest first", tag, versionList),
    validate("query", versionQuery),
    async (c) => c.json(await listVersions(c.var.db, c.req.valid("query"))),
  )
  .get("/versions/:number", answers("One version", tag, versionView), async (c) => {
    const found = await findVersion(c.var.db, numberOf(c));
    if (!found) throw new AppError("not_found");
    return c.json(found);
  })
  .post(
    "/versions/:number/restore",
    answers("Bring an older version back as a new one", tag, versionView, 201),
    versioned,
    validate("json", publishing),
    async (c) => {
      const office = ministryOf(c.var.actor);
      const by = byOf(c, office.organisationId);
      const given = givenIn(c, c.req.valid("json"));
      return await told(c, await restoreVersion(c.var.db, by, office, numberOf(c), given));
    },
  );

async function tell(c: Context<AppEnv>) {
  const { published, version, edits } = await readDraft(c.var.db);
  c.header("etag", `"${version}"`);
  return { published, version, edits };
}

function givenIn(c: Context<AppEnv>, { reason }: { reason: string }) {
  return { version: versionOf(c), reason, now: c.var.now() };
}

async function told(c: Context<AppEnv>, number: number) {
  const made = await findVersion(c.var.db, number);
  if (!made) throw new AppError("not_found");
  c.header("location", `/api/v1/lexicon/versions/${number}`);
  return c.json(made, 201);
}

/** 0 is the lexicon as it is shipped. */
export function numberOf(c: Context<AppEnv>): number {
  const typed = c.req.param("number") ?? "";
  if (!/^\d{1,9}$/.test(typed)) throw new AppError("not_found");
  return Number(typed);
}
