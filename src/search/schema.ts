import { z } from "zod";
import {
  categoryCode,
  industryCode,
  oneOf,
  orNone,
  regionCode,
  sceneCode,
  sizeCode,
} from "../taxonomy/codes.ts";
import { line } from "../text.ts";
import { type Filter, facetNames, kinds } from "./engine.ts";
import { usualPerPage } from "./links.ts";

/** Enough for all choices that a facet shows, so for all provinces and cities. */
const mostValues = 400;

/** `scene=quality&scene=energy`: repeated means OR; `none` means what has no value. */
function codes(code: z.ZodString) {
  return z
    .preprocess(
      (given) =>
        given === undefined || given === "" ? [] : Array.isArray(given) ? given : [given],
      z.array(orNone(code)).max(mostValues),
    )
    .transform((values) => [...new Set(values)]);
}

export const longestQuery = 500;

export const searchQuery = z.object({
  q: line(longestQuery).default(""),
  type: codes(oneOf(kinds)),
  category: codes(categoryCode),
  scene: codes(sceneCode),
  region: codes(regionCode),
  industry: codes(industryCode),
  size: codes(sizeCode),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce.number().int().min(1).max(50).default(usualPerPage),
});
export type SearchInput = z.output<typeof searchQuery>;

/** A page reads whatever stands in its address: what cannot be read of a query is left out. */
const searchPageQuery = searchQuery.extend({
  q: z
    .preprocess((given) => (Array.isArray(given) ? given[0] : given), z.string().default(""))
    .transform((typed) =>
      typed
        .toWellFormed()
        .replaceAll(/[\p{Cc}\ufffd]/gu, " ")
        .trim(),
    )
    .transform((typed) => Array.from(typed).slice(0, longestQuery).join("")),
});

/** What was typed, if more than is looked for: so that it can be shortened where it stands. */
export function tooLongIn({ q }: Record<string, unknown>): string | undefined {
  const typed = [q].flat()[0];
  return typeof typed === "string" && Array.from(typed.trim()).length > longestQuery
    ? typed.trim()
    : undefined;
}

export const mostCompared = 3;

/** Ids of solutions that were picked to be compared. */
export function pickedIn(given: readonly string[] = []): string[] {
  const ids = [...new Set(given)].filter((id) => z.uuid().safeParse(id).success);
  return ids.slice(0, mostCompared);
}

/** What stands in an address, as `searchQuery` takes it. */
export function askedIn(queries: Record<string, string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(queries).map(([name, all]) => [name, all.length === 1 ? all[0] : all]),
  );
}

/** What of an address can be read, and whether that is all of it. */
export function readSearchPage(given: Record<string, unknown>) {
  const read = searchPageQuery.safeParse(given);
  if (read.success) return { input: read.data, isWhole: true };
  const wrong = new Set(read.error.issues.map(({ path }) => path[0]));
  const rest = Object.entries(given).filter(([name]) => !wrong.has(name));
  return { input: searchPageQuery.parse(Object.fromEntries(rest)), isWhole: false };
}

export function filterOf(input: SearchInput): Filter {
  return Object.fromEntries(facetNames.map((facet) => [facet, input[facet]]));
}

export const suggestQuery = z.object({
  q: line(200).default(""),
  limit: z.coerce.number().int().min(1).max(20).default(8),
});

const range = z.tuple([z.int(), z.int()]);
const facet = z.array(z.object({ code: z.string(), count: z.int() }));

export const searchAnswer = z
  .object({
    hits: z.array(
      z.object({
        type: z.enum(kinds),
        id: z.uuid(),
        externalKey: z.string().nullable(),
        name: z.string(),
        providerId: z.uuid().nullable(),
        providerName: z.string(),
        summary: z.string(),
        excerpt: z.string().nullable(),
        imported: z.boolean(),
        demo: z.boolean(),
        matches: z.partialRecord(
          z.enum(["name", "providerName", "summary", "excerpt"]),
          z.array(range),
        ),
      }),
    ),
    total: z.int(),
    totalIsExact: z.boolean(),
    facets: z.object({
      type: facet,
      category: facet,
      scene: facet,
      region: facet,
      industry: facet,
      size: facet,
    }),
    reading: z.enum(["exact", "mended", "partial"]),
    spelledAs: z.string().nullable(),
    meant: z
      .object({
        capabilities: z.array(z.object({ code: z.string(), name: z.string() })),
        besides: z
          .array(z.string())
          .describe("Words that were typed besides: what means it and holds them comes first."),
        unused: z.array(z.string()).describe("Words that were typed and had no part in it."),
        literal: z.int(),
      })
      .nullable(),
    place: z
      .object({
        codes: z.array(z.string()),
        words: z.array(z.string()).describe("The place as it was typed."),
        rest: z.string().describe("What was typed besides; nothing where only a place was typed."),
        use: z
          .enum(["served", "chosen", "held"])
          .describe(
            "`served`: what holds all words comes first, then what `rest` finds among what serves the place, as if that were chosen as `region` (who serves the whole country or does not say serves it too). `chosen`: the same, but in the `region` that was asked for. `held`: enough holds all words, so these were looked for as they stand.",
          ),
        literal: z.int().describe("So many hits hold all words that were typed, and come first."),
        otherwise: z
          .object({ total: z.int(), totalIsExact: z.boolean() })
          .nullable()
          .describe(
            "What the other way finds, if there is more: where `served`, `rest` in any region; where `held`, `rest` with the place as `region`.",
          ),
      })
      .nullable()
      .describe("What was done with a place among the words, where there is one."),
    engine: z.enum(["postgresql", "meilisearch"]),
    tookMs: z.number(),
  })
  .meta({ id: "SearchPage" });

export const suggestAnswer = z
  .object({
    items: z.array(
      z.object({
        type: z.enum(["provider", "solution", "scene", "category", "capability"]),
        id: z.string(),
        text: z.string(),
        kind: z.string(),
        href: z.string(),
      }),
    ),
  })
  .meta({ id: "Suggestions" });
