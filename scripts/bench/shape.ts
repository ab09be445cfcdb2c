import fs from "node:fs";
import { z } from "zod";
import { termsOf } from "../../src/search/terms.ts";

/** Eleven quantiles of a length or a count, from the least to the most. */
type Quantiles = readonly number[];

/** How long texts are and how frequent their terms, so that what we generate is as hard to search. */
export type Shape = {
  name: Quantiles;
  summary: Quantiles;
  description: Quantiles;
  /** How many there are of pains, benefits and scenarios, and how long each. */
  lists: { pains: List; benefits: List; scenarios: List };
  /** The share of solutions that hold the term of that rank, the most frequent first. */
  frequency: readonly (readonly [rank: number, share: number])[];
  /** The same of whole words: in what share of the texts the most common ones stand. */
  words: readonly (readonly [rank: number, share: number])[];
  solutionsPerProvider: number;
};
type List = { count: Quantiles; each: Quantiles };

const known: Shape = {
  name: [2, 5, 6, 7, 8, 9, 10, 12, 14, 16, 24],
  summary: [0, 17, 26, 31, 36, 41, 45, 50, 55, 64, 120],
  description: [0, 30, 48, 70, 100, 128, 150, 170, 190, 214, 340],
  lists: {
    pains: {
      count: [0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8],
      each: [5, 11, 14, 16, 18, 20, 23, 26, 30, 38, 80],
    },
    benefits: {
      count: [0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8],
      each: [3, 7, 10, 13, 16, 19, 22, 25, 29, 37, 80],
    },
    scenarios: {
      count: [0, 0, 0, 0, 0, 0, 0, 2, 3, 4, 4],
      each: [2, 4, 4, 5, 6, 6, 7, 8, 9, 11, 36],
    },
  },
  frequency: [
    [1, 0.67],
    [10, 0.51],
    [30, 0.33],
    [100, 0.17],
    [300, 0.08],
    [1000, 0.03],
  ],
  words: [
    [0, 0.68],
    [10, 0.46],
    [20, 0.33],
    [40, 0.1],
  ],
  solutionsPerProvider: 1.84,
};

const texts = z
  .array(z.string())
  .nullish()
  .transform((all) => all ?? []);
const products = z.array(
  z.object({
    name: z.string(),
    provider_id: z.string(),
    tagline: z
      .string()
      .nullish()
      .transform((text) => text ?? ""),
    description: z
      .string()
      .nullish()
      .transform((text) => text ?? ""),
    challenges: texts,
    values: texts,
    scenarios: texts,
  }),
);

/** Measured on the catalogue where it is at hand; of its texts only lengths and shares are taken. */
export function measureShape(file: string): { shape: Shape; measured: boolean } {
  if (!fs.existsSync(file)) return { shape: known, measured: false };
  const all = products.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  const list = (values: readonly string[][]) => ({
    count: quantiles(values.map(({ length }) => length)),
    each: lengths(values.flat()),
  });
  const shape = {
    name: lengths(all.map(({ name }) => name)),
    summary: lengths(all.map(({ tagline }) => tagline)),
    description: lengths(all.map(({ description }) => description)),
    lists: {
      pains: list(all.map(({ challenges }) => challenges)),
      benefits: list(all.map(({ values }) => values)),
      scenarios: list(all.map(({ scenarios }) => scenarios)),
    },
    frequency: sharesOf(
      all.map((one) =>
        [one.name, one.tagline, one.description, ...one.challenges, ...one.values].join("\n"),
      ),
    ),
    words: known.words,
    solutionsPerProvider: all.length / new Set(all.map((one) => one.provider_id)).size,
  };
  return { shape, measured: true };
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from(
    { length: 11 },
    (_, i) => sorted[Math.floor((i / 10) * (sorted.length - 1))] ?? 0,
  );
}

function lengths(values: readonly string[]): Quantiles {
  return quantiles(values.map((text) => text.length));
}

/** In what share of the texts the term of each rank stands. */
export function sharesOf(all: readonly string[]): [number, number][] {
  const counts = new Map<string, number>();
  for (const text of all)
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const sorted = [...counts.values()].toSorted((a, b) => b - a);
  return known.frequency.map(([rank]) => [rank, (sorted[rank - 1] ?? 0) / all.length]);
}
