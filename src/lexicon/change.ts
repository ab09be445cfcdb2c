import { z } from "zod";
import { phrase } from "../matching/lexicon-schema.ts";
import { states } from "../db/states.ts";
import { scenes } from "../taxonomy/scenes.ts";

const phraseLists = ["owner", "weak", "vendor"] as const;

const code = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const name = z.string().trim().min(2).max(16);
const phrases = z.array(phrase).max(60);
const onPhrase = { code, list: z.enum(phraseLists), phrase };

/** One thing that an official changes in the lexicon. */
const lexiconChange = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("add_phrase"), ...onPhrase }),
  z.strictObject({ what: z.literal("remove_phrase"), ...onPhrase }),
  z.strictObject({ what: z.literal("rename"), code, name }),
  z.strictObject({
    what: z.literal("add_capability"),
    code,
    name,
    category: z.enum(states.category),
    scenes: z
      .array(z.enum(scenes.map((each) => each.code)))
      .min(1)
      .max(4),
    owner: phrases.min(1),
    weak: phrases.default([]),
    vendor: phrases.min(1),
  }),
]);
export type LexiconChange = z.output<typeof lexiconChange>;
