import { z } from "zod";
import { states } from "../db/states.ts";
import { line, prose } from "../text.ts";

/** In the order in which they are written: each may name one of the kind before it. */
export const kinds = ["provider", "solution", "case"] as const;
export type Kind = (typeof kinds)[number];

const key = line(80).min(1);
const code = z.enum(states.category);
const size = z.enum(states.size);
const deployment = z.enum(["saas", "on_premises", "private_cloud", "device"]);
const url = z.url({ protocol: /^https?$/ }).max(1000);
const words = (max: number, each = 200) => z.array(line(each)).max(max);
const codes = (max: number) => z.array(z.string()).max(max);
const fen = z.int().min(0);

export const providerRow = z.strictObject({
  externalKey: key,
  name: line(80).min(1),
  legalName: line(100).nullable(),
  uscc: z.strictObject({ code: z.string(), checked: z.boolean() }).nullable(),
  regionCode: z.string().nullable(),
  serviceRegions: codes(100),
  intro: prose(2000),
  strengths: words(20),
  websiteUrl: url.nullable(),
  foundedYear: z.int().min(1900).max(2100).nullable(),
  headcount: z.int().min(0).max(10_000_000).nullable(),
  sources: z.array(url).max(200),
});

export const solutionRow = z.strictObject({
  externalKey: key,
  providerKey: key,
  name: line(80).min(1),
  category: code,
  secondaryCategories: z.array(code).max(3),
  scenes: codes(24),
  industries: codes(60),
  sizes: z.array(size).max(4),
  serviceRegions: codes(100),
  summary: prose(300),
  description: prose(5000),
  pains: words(30),
  benefits: words(30),
  scenarios: words(30),
  deployment: z.array(deployment).max(4),
  oneOffFen: fen.nullable(),
  yearlyFen: fen.nullable(),
  priceNote: line(200),
  trialDays: z.int().min(0).max(3650).nullable(),
  weeksToStart: z.int().min(0).max(520).nullable(),
  dataPromise: prose(500),
  supportPromise: prose(500),
  sourceUrl: url.nullable(),
});

export const caseRow = z.strictObject({
  externalKey: key,
  solutionKey: key.nullable(),
  providerKey: key.nullable(),
  title: line(120).min(1),
  category: code,
  scenes: codes(24),
  industryCode: z.string().nullable(),
  size: size.nullable(),
  smeName: line(100),
  regionCode: z.string().nullable(),
  headcount: z.int().min(0).max(10_000_000).nullable(),
  summary: prose(1000),
  problem: prose(3000),
  approach: prose(3000),
  outcome: prose(3000),
  claims: words(20),
  sourceUrl: url.nullable(),
});

export type ProviderRow = z.infer<typeof providerRow>;
export type SolutionRow = z.infer<typeof solutionRow>;
export type CaseRow = z.infer<typeof caseRow>;

/** What a reader makes of a file: the text of each cell by its field, and where it stood. */
export type Cell = string | readonly string[];
export type RawRow = { row: number; cells: Readonly<Record<string, Cell>> };
export type RawSheet = { kind: Kind; sheet: string; rows: RawRow[]; problems: Problem[] };

/** A row of the model, and where it stood. */
export type Placed<T> = { sheet: string; row: number; value: T };
export type Rows = {
  provider: Placed<ProviderRow>[];
  solution: Placed<SolutionRow>[];
  case: Placed<CaseRow>[];
  /** `provider FWS-001`: rows that are there but wrong, so that who names them is not blamed too. */
  failed: ReadonlySet<string>;
};

const problem = z.object({
  severity: z.enum(["error", "warning"]),
  sheet: z.string(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
/** An error keeps everything from being written; a warning only says what was made of a cell. */
export type Problem = z.infer<typeof problem>;

const counts = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
});
export type Counts = z.infer<typeof counts>;

export const report = z.object({
  counts: z.object({ provider: counts, solution: counts, case: counts }),
  errors: z.int(),
  warnings: z.int(),
  /** The first of each severity; the numbers above count all. */
  problems: z.array(problem),
  /** What the dry run found in the database: a run that finds something else is looked at again. */
  found: z.string(),
  /** The data had changed between the dry run and the run, so this is a second dry run. */
  again: z.boolean(),
});
export type Report = z.infer<typeof report>;

export const importQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ImportQuery = z.output<typeof importQuery>;

export const templateQuery = z.strictObject({
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  kind: z.enum(kinds).default("provider"),
});

export const listedImport = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    fileSize: z.int(),
    status: z.enum(states.import),
    rowsTotal: z.int(),
    rowsDone: z.int(),
    startedBy: z.string().nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    finishedAt: z.date().nullable(),
  })
  .meta({ id: "ListedImport" });

export const importView = listedImport
  .extend({
    counts: report.shape.counts,
    errors: z.int(),
    warnings: z.int(),
    /** The first of them, each with its place and what is wrong in words. */
    problems: z.array(problem.extend({ detail: z.string() })),
    again: z.boolean(),
    /** What may be done with it now. */
    possible: z.array(z.literal("run")),
  })
  .meta({ id: "Import" });
export type ImportView = z.output<typeof importView>;
