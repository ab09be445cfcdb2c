import type { Db } from "../db/connect.ts";
import { isWithin, wholeCountry } from "../taxonomy/regions.ts";
import { caseContent, providerContent, solutionContent } from "./content.ts";
import type { CaseRow, Counts, Kind, Placed, Problem, Rows } from "./schema.ts";
import { type Content, contentColumns, type Existing, listExisting } from "./store.ts";

/** The region that whoever imports answers for, with everything below it. */
export type Scope = { regionCode: string };

/** What is to be written. The ids of things that the same run makes are filled in while writing. */
export type Change = {
  externalKey: string;
  content: Content;
  providerKey: string | null;
  solutionKey: string | null;
  existing: Existing | null;
};
export type Plan = {
  changes: Record<Kind, Change[]>;
  counts: Record<Kind, Counts>;
  problems: Problem[];
  /** A mark of what the database held, as far as these rows go. */
  found: string;
};

type KnownProvider = { id: string | null; regionCode: string | null; ours: boolean };
type KnownSolution = {
  id: string | null;
  providerId: string | null;
  providerKey: string | null;
  regionCode: string | null;
  ours: boolean;
  scenes: readonly string[];
};

const batch = 500;

/** Compares the rows with what is there; writes nothing. With `lock` what was found stays as it is. */
export async function makePlan(db: Db, rows: Rows, scope: Scope, lock: boolean): Promise<Plan> {
  const making: Making = {
    db,
    lock,
    scope,
    changes: { provider: [], solution: [], case: [] },
    counts: { provider: none(), solution: none(), case: none() },
    problems: [],
    providers: new Map(),
    solutions: new Map(),
    failed: rows.failed,
    seen: [],
  };
  for (const some of batches(rows.provider)) await planProviders(making, some);
  for (const some of batches(rows.solution)) await planSolutions(making, some);
  for (const some of batches(rows.case)) await planCases(making, some);
  const { changes, counts, problems } = making;
  return { changes, counts, problems, found: await digest(making.seen.join("\n")) };
}

type Making = Omit<Plan, "found"> & {
  db: Db;
  lock: boolean;
  scope: Scope;
  providers: Map<string, KnownProvider>;
  solutions: Map<string, KnownSolution>;
  failed: ReadonlySet<string>;
  seen: string[];
};

async function planProviders(making: Making, rows: Rows["provider"]) {
  const existing = await load(making, "provider", keysOf(rows));
  for (const placed of rows) {
    const { value } = placed;
    const there = existing.get(value.externalKey);
    requireScope(making, placed, "所在地区", value.regionCode);
    if (there) requireScope(making, placed, "服务商编号", there.regionCode);
    const change = { content: providerContent(value), providerKey: null, solutionKey: null };
    add(making, "provider", placed, there, change);
    const ours = there?.ours ?? true;
    making.providers.set(value.externalKey, {
      id: there?.id ?? null,
      regionCode: there && !ours ? there.regionCode : value.regionCode,
      ours,
    });
  }
}

async function planSolutions(making: Making, rows: Rows["solution"]) {
  await learnProviders(
    making,
    rows.map(({ value }) => value.providerKey),
  );
  const existing = await load(making, "solution", keysOf(rows));
  for (const placed of rows) {
    const { value } = placed;
    const { providerKey } = value;
    const provider = making.providers.get(providerKey);
    const there = existing.get(value.externalKey);
    const column = "服务商编号";
    if (provider) requireScope(making, placed, column, provider.regionCode);
    else tellUnknown(making, placed, "provider", providerKey);
    if (there) requireScope(making, placed, "方案编号", there.regionCode);
    const content = solutionContent(value, provider?.id ?? null);
    // A provider that speaks for itself gets nothing put into its mouth.
    if (!there && provider?.ours === false)
      skip(making, "solution", placed, column, "own_provider");
    else add(making, "solution", placed, there, { content, providerKey, solutionKey: null });
    making.solutions.set(value.externalKey, {
      id: there?.id ?? null,
      providerId: provider?.id ?? null,
      providerKey,
      regionCode: provider?.regionCode ?? null,
      ours: provider?.ours ?? true,
      scenes: value.scenes,
    });
  }
}

async function planCases(making: Making, rows: Rows["case"]) {
  await learnProviders(
    making,
    rows.flatMap(({ value }) => value.providerKey ?? []),
  );
  await learnSolutions(
    making,
    rows.flatMap(({ value }) => value.solutionKey ?? []),
  );
  const existing = await load(making, "case", keysOf(rows));
  for (const placed of rows) {
    const { value } = placed;
    const there = existing.get(value.externalKey);
    const origin = originOf(making, placed);
    if (origin.isKnown) requireScope(making, placed, "案例编号", origin.regionCode);
    if (there) requireScope(making, placed, "案例编号", there.regionCode);
    const content = caseContent(value, origin);
    const { providerKey, solutionKey } = origin;
    if (!there && !origin.ours) skip(making, "case", placed, "案例编号", "own_provider");
    else add(making, "case", placed, there, { content, providerKey, solutionKey });
  }
}

/** The provider and the solution that a case names; one is enough, two must belong together. */
function originOf(making: Making, placed: Placed<CaseRow>) {
  const { solutionKey, providerKey } = placed.value;
  const solution = solutionKey === null ? undefined : making.solutions.get(solutionKey);
  const provider = providerKey === null ? undefined : making.providers.get(providerKey);
  if (solutionKey !== null && !solution) tellUnknown(making, placed, "solution", solutionKey);
  if (providerKey !== null && !provider) tellUnknown(making, placed, "provider", providerKey);
  const other =
    solution &&
    provider &&
    solution.providerKey !== providerKey &&
    solution.providerId !== provider.id;
  if (other) tell(making, placed, "服务商编号", "other_provider", { value: providerKey ?? "" });
  return {
    isKnown: solution !== undefined || provider !== undefined,
    solutionId: solution?.id ?? null,
    solutionKey,
    providerId: (solution ? solution.providerId : provider?.id) ?? null,
    providerKey: solution ? solution.providerKey : providerKey,
    regionCode: (solution ? solution.regionCode : provider?.regionCode) ?? null,
    ours: solution?.ours ?? provider?.ours ?? true,
    scenes: solution?.scenes ?? [],
  };
}

async function learnProviders(making: Making, keys: readonly string[]) {
  const unknown = [...new Set(keys)].filter((key) => !making.providers.has(key));
  for (const [key, { id, regionCode, ours }] of await load(making, "provider", unknown))
    making.providers.set(key, { id, regionCode, ours });
}

async function learnSolutions(making: Making, keys: readonly string[]) {
  const unknown = [...new Set(keys)].filter((key) => !making.solutions.has(key));
  for (const [key, there] of await load(making, "solution", unknown)) {
    const { id, providerId, regionCode, ours, content } = there;
    const scenes = Array.isArray(content["scenes"]) ? content["scenes"].map(String) : [];
    making.solutions.set(key, { id, providerId, providerKey: null, regionCode, ours, scenes });
  }
}

async function load(making: Making, kind: Kind, keys: readonly string[]) {
  const found = keys.length > 0 ? await listExisting(making.db, kind, keys, making.lock) : [];
  for (const { id, version, state } of found.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    making.seen.push(`${kind} ${id} ${version} ${state}`);
  return new Map(found.map((existing) => [existing.externalKey, existing]));
}

function add(
  making: Making,
  kind: Kind,
  placed: Placed<{ externalKey: string }>,
  there: Existing | undefined,
  change: Pick<Change, "content" | "providerKey" | "solutionKey">,
) {
  const { externalKey } = placed.value;
  const counts = making.counts[kind];
  if (there && !there.ours) return skip(making, kind, placed, null, "not_ours", there.state);
  if (there && changedColumns(kind, there.content, change.content).length === 0) {
    counts.unchanged++;
    return undefined;
  }
  if (there) counts.changed++;
  else counts.added++;
  making.changes[kind].push({ ...change, externalKey, existing: there ?? null });
  return undefined;
}

export function changedColumns(kind: Kind, before: Content, after: Content): string[] {
  return contentColumns[kind].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

function skip(
  making: Making,
  kind: Kind,
  { sheet, row }: Placed<unknown>,
  column: string | null,
  code: string,
  state = "",
) {
  making.counts[kind].skipped++;
  making.problems.push({ severity: "warning", sheet, row, column, code, params: { state } });
}

/** Without a region only those who answer for the whole country may place it. */
function requireScope(
  making: Making,
  placed: Placed<unknown>,
  column: string,
  regionCode: string | null,
) {
  const { regionCode: own } = making.scope;
  if (own === wholeCountry || (regionCode !== null && isWithin(regionCode, own))) return;
  const code = regionCode === null ? "region_needed" : "outside_region";
  tell(making, placed, column, code, { region: own });
}

function tellUnknown(
  making: Making,
  placed: Placed<unknown>,
  kind: "provider" | "solution",
  key: string,
) {
  if (making.failed.has(`${kind} ${key}`)) return;
  const column = kind === "provider" ? "服务商编号" : "方案编号";
  tell(making, placed, column, "unknown_key", { value: key });
}

function tell(
  making: Making,
  { sheet, row }: Placed<unknown>,
  column: string,
  code: string,
  params: Problem["params"],
) {
  making.problems.push({ severity: "error", sheet, row, column, code, params });
}

function keysOf(rows: readonly Placed<{ externalKey: string }>[]): string[] {
  return rows.map(({ value }) => value.externalKey);
}

function* batches<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += batch) yield list.slice(at, at + batch);
}

function none(): Counts {
  return { added: 0, changed: 0, unchanged: 0, skipped: 0 };
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
