import type { Unit } from "./query.ts";

/** What may be found. */
export const kinds = ["solution", "provider", "case"] as const;
export type Kind = (typeof kinds)[number];

export const facetNames = ["type", "category", "scene", "region", "industry", "size"] as const;
export type FacetName = (typeof facetNames)[number];
/** Values of one facet are OR, facets are AND; `none` stands for what has no value. */
export type Filter = Partial<Record<FacetName, readonly string[]>>;

export type DocumentKey = { kind: Kind; id: string };
export type KeyVersion = DocumentKey & { version: number };

/** A visible thing as an engine gets it. Texts are as people wrote them. */
export type IndexDocument = KeyVersion & {
  externalKey: string | null;
  name: string;
  /** Other names it goes by: brand, legal name. */
  aliases: string[];
  providerId: string | null;
  providerName: string;
  summary: string;
  /** Words that say what it is for: scenes, categories, capabilities. */
  labels: string[];
  body: string;
  categories: string[];
  scenes: string[];
  /** Where it serves; for a case, the one place where it happened. */
  regions: string[];
  industries: string[];
  sizes: string[];
  imported: boolean;
  demo: boolean;
  /** Not to be found before this instant. */
  hiddenUntil: Date | null;
};

/** Nobody counts or turns pages further: a page says "more than". */
export const countedAtMost = 10_000;

export type SearchQuery = {
  text: string;
  filter: Filter;
  /** From 1. */
  page: number;
  perPage: number;
  now: Date;
};
/** Ranges of UTF-16 units in a field of the hit. */
export type Range = [start: number, end: number];
export type HitField = "name" | "providerName" | "summary" | "excerpt";
export type SearchHit = {
  type: Kind;
  id: string;
  externalKey: string | null;
  name: string;
  providerId: string | null;
  providerName: string;
  summary: string;
  /** A piece of the text below the summary, when only that explains the hit. */
  excerpt: string | null;
  imported: boolean;
  demo: boolean;
  matches: Partial<Record<HitField, Range[]>>;
};
export type FacetCounts = Record<FacetName, { code: string; count: number }[]>;
/** How the words were taken: all of them, with a spelling mended, or only some of them. */
export type Reading = "exact" | "mended" | "partial";
export type SearchPage = {
  hits: SearchHit[];
  total: number;
  /** Counted up to ten thousand; beyond that `total` is a floor. */
  totalIsExact: boolean;
  facets: FacetCounts;
  reading: Reading;
  /** Nothing was left out or read otherwise but what is said around a thing: 报价 of ERP报价. */
  isWhole: boolean;
  /** The words as they were mended. */
  spelledAs: string | null;
};

/** `units`: as its text was parsed, where somebody has done that before. */
export type WeightedQuery = { text: string; weight: number; units?: readonly Unit[] };
/** `parts` says what each query that met the thing added to its score. */
export type Candidate = DocumentKey & { score: number; parts: { query: number; score: number }[] };

export type Suggestion = {
  type: "provider" | "solution" | "scene" | "category" | "capability";
  /** An id, or the code of a scene, category or capability. */
  id: string;
  name: string;
};

/** The engine was reached and would not do it: asking again brings the same. */
export class EngineRefusal extends Error {}

type EngineHealth = { ok: boolean; documents: number };
export type EngineName = "postgresql" | "meilisearch";

export interface SearchEngine extends SearchIndex {
  search(query: SearchQuery): Promise<SearchPage>;
  /** For matching: many short queries, their weights summed in one list, best first; of these things only, where `among` is given. */
  retrieve(
    queries: readonly WeightedQuery[],
    filter: Filter,
    options: { limit: number; now: Date; among?: readonly string[] },
  ): Promise<Candidate[]>;
}

/** What an engine holds. */
export interface SearchIndex {
  readonly name: EngineName;
  /** An older version never overwrites a newer. */
  put(documents: readonly IndexDocument[]): Promise<void>;
  drop(keys: readonly DocumentKey[]): Promise<void>;
  /** Whoever searches meanwhile finds all of the old or the new. */
  rebuild(all: AsyncIterable<IndexDocument>): Promise<void>;
  versions(after: DocumentKey | null): Promise<KeyVersion[]>;
  health(): Promise<EngineHealth>;
}
