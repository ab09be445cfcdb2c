import { z } from "zod";
import { phrase } from "../matching/lexicon-schema.ts";
import { states } from "../db/states.ts";
import { normalise } from "../search/normalise.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { line } from "../text.ts";

export const phraseLists = ["owner", "called", "weak", "vendor"] as const;
export type PhraseList = (typeof phraseLists)[number];

const code = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
// Looked for in texts like a phrase, though people read it with its brackets.
const name = line(16)
  .min(2)
  .refine((value) => !value.includes("*") && /(?:\p{L}\p{M}*){2}/u.test(value), "bad_name");
// As texts are before they are compared: simplified and half width, though as large as it was typed.
const typed = line(40)
  .min(1)
  .transform((value) => normalise(value).cased.trim())
  .refine((value) => phrase.safeParse(value).success, "bad_phrase")
  .meta({ type: "string" });
const phrases = z
  .array(typed)
  .max(60)
  .transform((all) => [...new Map(all.map((one) => [one.toLowerCase(), one])).values()])
  .meta({ type: "array", items: { type: "string" } });
const onPhrase = { code, list: z.enum(phraseLists), phrase: typed };

/** One thing that an official changes in the lexicon. */
export const lexiconChange = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("add_phrase"), ...onPhrase }),
  z.strictObject({ what: z.literal("remove_phrase"), ...onPhrase }),
  z.strictObject({ what: z.literal("rename"), code, name }),
  /** One that officials have added; its name is kept for those who read of it later. */
  z.strictObject({ what: z.literal("retire_capability"), code, name: name.optional() }),
  z.strictObject({
    what: z.literal("add_capability"),
    /** Left out, it is made from the sound of the name. */
    code: code.optional(),
    name,
    category: z.enum(states.category),
    scenes: z
      .array(z.enum(scenes.map((each) => each.code)))
      .min(1)
      .max(4)
      .transform((list) => [...new Set(list)])
      .meta({ type: "array" }),
    owner: phrases.pipe(z.array(z.string()).min(1)).meta({ minItems: 1 }),
    /** Some were made before there were such words. */
    called: phrases.optional(),
    weak: phrases.default([]),
    vendor: phrases.pipe(z.array(z.string()).min(1)).meta({ minItems: 1 }),
  }),
]);
export type GivenChange = z.output<typeof lexiconChange>;
type Coded<C> = C extends { code?: string | undefined } ? Omit<C, "code"> & { code: string } : C;
/** With its code, as it is kept. */
export type LexiconChange = Coded<GivenChange>;

/** What is still to be seen of a change once it is published: of what was retired, nothing. */
export type LastingChange = Exclude<LexiconChange, { what: "retire_capability" }>;

/** The later of two changes of the same thing stands; a capability that is retired takes all of its own with it. */
export function compact(changes: readonly LexiconChange[]): LastingChange[] {
  const latest = new Map<string, LastingChange>();
  for (const change of changes)
    if (change.what === "retire_capability") {
      for (const [key, { code: of }] of latest) if (of === change.code) latest.delete(key);
    } else {
      const key = keyOf(change);
      // Deleted first, so that it stands where it was made last.
      latest.delete(key);
      latest.set(key, change);
    }
  return [...latest.values()];
}

function keyOf(change: LastingChange): string {
  const { what, code: of } = change;
  if (what === "rename" || what === "add_capability") return `${what} ${of}`;
  return `${of} ${change.list} ${change.phrase.toLowerCase()}`;
}
