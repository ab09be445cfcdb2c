import { z } from "zod";
import { categories } from "../taxonomy/categories.ts";
import { scenes } from "../taxonomy/scenes.ts";
import type { OutsideKind } from "./elsewhere.ts";

const category = z.enum(categories.map((each) => each.code));
const scene = z.enum(scenes.map((each) => each.code));
const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const han = /\p{Script=Han}/gu;
const latin = /\p{Script=Latin}/gu;

/** Less than this says nothing: it would be found in any text. A gap makes a phrase looser, so it asks for more. */
function saysEnough(phrase: string): boolean {
  const hanCount = phrase.match(han)?.length ?? 0;
  const latinCount = phrase.match(latin)?.length ?? 0;
  if (phrase.includes("*")) return hanCount + latinCount >= 3;
  return hanCount >= 2 || latinCount >= 2;
}

/** A piece of text as it is looked for; `*` is a gap of up to eight characters within one clause. */
export const phrase = z
  .string()
  .max(24)
  .refine((value) => value === value.normalize("NFKC").trim(), "not normalised")
  .refine(saysEnough, "too short")
  .refine((value) => value.split("*").every((part) => part === part.trim() && part !== ""), {
    message: "a gap needs words on both sides",
  })
  .refine((value) => !/[,.;:!?、。;:!?"“”()[\]<>{}]/u.test(value), "punctuation ends a clause");

/** One word, as owners write it by itself. */
export const calledWord = z
  .string()
  .regex(/^[\p{L}\p{N}]{2,12}$/u)
  .refine((value) => value === value.normalize("NFKC"), "not normalised");

const phrases = z
  .array(phrase)
  .refine(
    (all) => new Set(all.map((each) => each.toLowerCase())).size === all.length,
    "said twice",
  );

const capability = z.strictObject({
  code,
  /** What people see on the chip. */
  name: z.string().min(2).max(16),
  category,
  alsoCategories: z.array(category).min(1).optional(),
  /** The first is the primary one and names the file. */
  scenes: z.array(scene).min(1),
  /** What the people say who have the need. */
  owner: phrases.min(1),
  /** What only hints at it, several capabilities together may share. */
  weak: phrases,
  /** What owners simply call it, of nobody else: said alone, it is what they mean. */
  called: z.array(calledWord),
  /** What the texts of vendors write for what solves it. */
  vendor: phrases.min(1),
  /**
   * Sentences in which owners of different trades would put the need, or words of theirs in a row:
   * not looked for as they stand, but as a store of the words that go with it.
   */
  said: z.array(z.string().min(6).max(60)).optional(),
  /** Capabilities whose solutions solve this too, heavier or as a part of them. */
  broader: z.array(code),
  /** Neighbours that help a little. */
  related: z.array(code),
});

export type Capability = z.infer<typeof capability>;

export const capabilities = z.array(capability).min(1);

/** What people ask for that no solution here gives; heard, so that it is not forced into a capability. */
export type Outside = { code: string; kind: OutsideKind | "talk"; said: readonly string[] };
