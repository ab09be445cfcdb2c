import { z } from "zod";
import { said } from "../text.ts";

/** By hand at most so many: a solution that is about everything is about nothing. */
export const mostAdded = 8;

const codes = z
  .array(z.string().min(1).max(60))
  .max(24)
  .default([])
  .transform((list) => [...new Set(list)]);

export const tagChange = z
  .strictObject({
    add: codes,
    remove: codes,
    /** Back to what the text says. */
    undo: codes,
    reason: said(300),
  })
  .refine(({ add, remove, undo }) => add.length + remove.length + undo.length > 0, {
    message: "nothing_changed",
  })
  .refine(
    ({ add, remove, undo }) =>
      new Set([...add, ...remove, ...undo]).size === add.length + remove.length + undo.length,
    { path: ["remove"], message: "both_ways" },
  );
export type TagChange = z.output<typeof tagChange>;

const correction = z.object({
  wanted: z.boolean(),
  madeBy: z.enum(["provider", "official"]),
  organisation: z.string(),
  reason: z.string(),
  at: z.date(),
});
const tag = z.object({
  code: z.string(),
  name: z.string(),
  /** 0 to 1; nothing for a tag that was taken away. */
  strength: z.number().nullable(),
  correction: correction.nullable(),
  mayChange: z.boolean(),
});
export type TagView = z.output<typeof tag>;

export const tagsView = z
  .object({
    solution: z.object({ id: z.uuid(), name: z.string() }),
    version: z.int(),
    tags: z.array(tag),
    removed: z.array(tag),
  })
  .meta({ id: "SolutionTags" });
export type TagsView = z.output<typeof tagsView>;
