import { z } from "zod";
import { states } from "../db/states.ts";
import { said } from "../text.ts";
import { lexiconChange } from "./change.ts";

export const publishing = z.strictObject({ reason: said(500) });

export const longestSearch = 60;

export const capabilityQuery = z.strictObject({
  q: z.string().trim().max(longestSearch).default(""),
  scene: z.string().max(40).optional(),
});

export const versionQuery = z.strictObject({
  after: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const edit = z.object({ id: z.uuid(), at: z.date(), author: z.string(), change: lexiconChange });
export const draftView = z
  .object({ published: z.int(), version: z.int(), edits: z.array(edit) })
  .meta({ id: "LexiconDraft" });

export const capabilityView = z
  .object({
    code: z.string(),
    name: z.string(),
    category: z.enum(states.category),
    scenes: z.array(z.string()),
    owner: z.array(z.string()),
    called: z.array(z.string()),
    weak: z.array(z.string()),
    vendor: z.array(z.string()),
    /** By officials, who may retire it. */
    isAdded: z.boolean(),
  })
  .meta({ id: "Capability" });

export const capabilityList = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      scene: z.string(),
      phrases: z.int(),
      /** Those that hold what was typed, where not all of them are listed. */
      held: z.array(z.string()),
    }),
  ),
  next: z.null(),
});

const version = z
  .object({
    number: z.int(),
    at: z.date(),
    author: z.string(),
    organisation: z.string(),
    reason: z.string(),
    restores: z.int().nullable(),
    edits: z.array(lexiconChange),
    lexiconVersion: z.string(),
    readAt: z.date().nullable(),
  })
  .meta({ id: "LexiconVersion" });
export const versionView = version;
export const versionList = z.object({ items: z.array(version), next: z.int().nullable() });

const reading = z.object({ category: z.string(), capabilities: z.array(z.string()) });
export const previewView = z
  .object({
    draftVersion: z.int(),
    needs: z.object({
      read: z.int(),
      changed: z.array(
        z.object({
          requestId: z.uuid().nullable(),
          text: z.string(),
          before: reading,
          after: reading,
        }),
      ),
    }),
    solutions: z.object({
      read: z.int(),
      isCapped: z.boolean(),
      changed: z.int(),
      first: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          providerName: z.string(),
          gained: z.array(z.string()),
          lost: z.array(z.string()),
        }),
      ),
    }),
  })
  .meta({ id: "LexiconPreview" });
