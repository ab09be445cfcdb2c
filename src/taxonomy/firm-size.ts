/**
 * 《中小企业划型标准规定》工信部联企业〔2011〕300号, items 1–16: headcount (人), revenue and assets
 * (万元), each with the least value of a large, medium and small firm. A tier needs all figures of
 * its row; one figure below drops the tier. The rule counts in GB/T 4754-2011; the mapping to 2017
 * codes is ours.
 */
const rows = {
  agri: { revenue: [20000, 500, 50] },
  industry: { headcount: [1000, 300, 20], revenue: [40000, 2000, 300] },
  construction: { revenue: [80000, 6000, 300], assets: [80000, 5000, 300] },
  wholesale: { headcount: [200, 20, 5], revenue: [40000, 5000, 1000] },
  retail: { headcount: [300, 50, 10], revenue: [20000, 500, 100] },
  transport: { headcount: [1000, 300, 20], revenue: [30000, 3000, 200] },
  storage: { headcount: [200, 100, 20], revenue: [30000, 1000, 100] },
  post: { headcount: [1000, 300, 20], revenue: [30000, 2000, 100] },
  hotel: { headcount: [300, 100, 10], revenue: [10000, 2000, 100] },
  catering: { headcount: [300, 100, 10], revenue: [10000, 2000, 100] },
  ict: { headcount: [2000, 100, 10], revenue: [100000, 1000, 100] },
  software: { headcount: [300, 100, 10], revenue: [10000, 1000, 50] },
  realestate: { revenue: [200000, 1000, 100], assets: [10000, 5000, 2000] },
  property: { headcount: [1000, 300, 100], revenue: [5000, 1000, 500] },
  leasing: { headcount: [300, 100, 10], assets: [120000, 8000, 100] },
  other: { headcount: [300, 100, 10] },
} as const satisfies Record<string, Row>;

type Metric = "headcount" | "revenue" | "assets";
type Row = Partial<Record<Metric, readonly [large: number, medium: number, small: number]>>;
export type SizeRow = keyof typeof rows;

const sizeNames = { large: "大型", medium: "中型", small: "小型", micro: "微型" } as const;
export type FirmSize = keyof typeof sizeNames;

/** Largest first. */
export const firmSizes: readonly FirmSize[] = ["large", "medium", "small", "micro"];

export function sizeName(size: FirmSize): string {
  return sizeNames[size];
}

export type FirmFigures = {
  headcount?: number | undefined;
  revenueFen?: number | undefined;
  assetsFen?: number | undefined;
};

const fenPerWan = 1_000_000;

// The longest prefix decides. Where a code is wider than a row, all rows below it remain possible.
const rowsOfIndustry: Readonly<Record<string, readonly SizeRow[]>> = {
  A: ["agri"],
  B: ["industry"],
  C: ["industry"],
  D: ["industry"],
  E: ["construction"],
  F: ["wholesale", "retail"],
  F51: ["wholesale"],
  F52: ["retail"],
  G: ["transport", "storage", "post", "other"],
  // The row of transport excludes railways, and no other row names them.
  G53: ["other"],
  G54: ["transport"],
  G55: ["transport"],
  G56: ["transport"],
  G57: ["transport"],
  G58: ["transport"],
  // Loading and unloading counts as transport; whoever says only G59 stores things.
  G59: ["storage"],
  G591: ["transport"],
  G60: ["post"],
  H: ["hotel", "catering"],
  H61: ["hotel"],
  H62: ["catering"],
  I: ["ict", "software"],
  I63: ["ict"],
  I64: ["ict"],
  I65: ["software"],
  K: ["realestate", "property", "other"],
  K701: ["realestate"],
  K702: ["property"],
  K703: ["other"],
  K704: ["other"],
  K709: ["other"],
  L: ["leasing"],
  M: ["other"],
  N: ["other"],
  O: ["other"],
  P: ["other"],
  Q: ["other"],
  R: ["other"],
};

/** The rows that an industry code may fall under; none for finance, public bodies, unknown codes. */
export function sizeRows(industryCode: string): readonly SizeRow[] {
  for (let end = industryCode.length; end > 0; end--) {
    const found = Object.hasOwn(rowsOfIndustry, industryCode.slice(0, end));
    if (found) return rowsOfIndustry[industryCode.slice(0, end)] ?? [];
  }
  return [];
}

/** The sizes that remain possible, largest first; exactly one when all figures needed are known. */
export function possibleSizes(firm: FirmFigures & { industryCode?: string | undefined }) {
  const candidates = sizeRows(firm.industryCode ?? "");
  if (candidates.length === 0) return firmSizes;
  const possible = new Set(candidates.flatMap((row) => sizesInRow(row, firm)));
  return firmSizes.filter((size) => possible.has(size));
}

/** The same for one row of the rule. */
export function sizesInRow(row: SizeRow, figures: FirmFigures): FirmSize[] {
  const thresholds: Row = rows[row];
  const given: Record<Metric, number | undefined> = {
    headcount: figures.headcount,
    revenue: inWan(figures.revenueFen),
    assets: inWan(figures.assetsFen),
  };
  let best = 0;
  let complete = true;
  for (const metric of ["headcount", "revenue", "assets"] as const) {
    const limits = thresholds[metric];
    if (limits === undefined) continue;
    const value = given[metric];
    if (value === undefined) complete = false;
    else best = Math.max(best, tierOf(value, limits));
  }
  return firmSizes.slice(best, complete ? best + 1 : undefined);
}

function inWan(fen: number | undefined): number | undefined {
  return fen === undefined ? undefined : fen / fenPerWan;
}

function tierOf(value: number, limits: readonly number[]): number {
  const tier = limits.findIndex((limit) => value >= limit);
  return tier < 0 ? limits.length : tier;
}
