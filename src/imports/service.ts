import { type By, system } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { refused } from "../errors.ts";
import { wholeCountry } from "../taxonomy/regions.ts";
import { type ImportFile, packFiles, readFiles, unpackFiles } from "./files.ts";
import { makePlan, type Plan, type Scope } from "./plan.ts";
import { readRows } from "./rows.ts";
import {
  claimRun,
  endRun,
  failRun,
  forgetContents,
  getRun,
  insertRun,
  listAbandoned,
  lockRun,
  setProgress,
} from "./run-store.ts";
import { type Problem, type Report } from "./schema.ts";
import { writePlan } from "./write.ts";

type Importer = { authorityId: string; regionCode: string } | null;

/** The dry run: reads and compares, writes nothing but the report. Nobody's authority is the terminal. */
export async function checkImport(
  db: Db,
  by: By,
  importer: Importer,
  { files, now }: { files: readonly ImportFile[]; now: Date },
): Promise<string> {
  const { rows, problems, rowsTotal } = readRows(await readFiles(files));
  const plan = await makePlan(
    db,
    rows,
    { regionCode: importer?.regionCode ?? wholeCountry },
    false,
  );
  const report = reportOf(
    plan,
    rowsTotal === 0 && !problems.some(isError) ? [...problems, nothingToDo] : problems,
  );
  const wrong = report.errors > 0;
  return await inTransaction(db, async (trx) => {
    const id = await insertRun(trx, {
      authorityId: importer?.authorityId ?? null,
      startedBy: by.actorId,
      fileName: files
        .map(({ name }) => name)
        .join("、")
        .slice(0, 300),
      fileSize: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      content: wrong ? null : packFiles(files),
      status: wrong ? "refused" : "checked",
      rowsTotal,
      report,
      now,
    });
    await record(trx, by, "import.checked", id, { after: told(report) });
    return id;
  });
}

/** Takes the run for `performImport`; of two who confirm at once one is refused. */
export async function startImport(db: Db, by: By, id: string, importer: Importer, now: Date) {
  await inTransaction(db, async (trx) => {
    const run = await getRun(trx, id, importer?.authorityId ?? null);
    const claimed = await claimRun(trx, id, importer?.authorityId ?? null, now);
    if (!claimed) throw refused("import", run.status, []);
    await record(trx, by, "import.started", id);
  });
}

/** All or nothing. What fails leaves the run as failed and the catalogue as it was. */
export async function performImport(db: Db, by: By, id: string, now: () => Date): Promise<void> {
  try {
    await inTransaction(db, async (trx) => await perform(trx, by, id, { clock: now, db }));
  } catch (error) {
    await inTransaction(db, async (trx) => await fail(trx, by, id, now()));
    throw error;
  }
}

async function perform(trx: Trx, by: By, id: string, { clock, db }: { clock: () => Date; db: Db }) {
  const run = await lockRun(trx, id);
  if (run.status !== "running" || run.content === null) throw refused("import", run.status, []);
  const scope: Scope = {
    regionCode: run.authorityId === null ? wholeCountry : (run.regionCode ?? ""),
  };
  const files = await readFiles(unpackFiles(run.content));
  const { rows, problems, rowsTotal } = readRows(files);
  const plan = await makePlan(trx, rows, scope, true);
  const report = reportOf(plan, problems);
  const found: unknown = Reflect.get(Object(run.report), "found");
  const status = report.errors > 0 ? "refused" : found === report.found ? "done" : "checked";
  if (status === "done") {
    // Through `db`, not `trx`: the page is to see it while this transaction is still open.
    const progress = async (part: number) =>
      await setProgress(db, id, Math.floor(part * rowsTotal));
    await writePlan(trx, by, plan, { now: clock(), progress });
  }
  const again = status === "checked";
  await endRun(trx, id, { status, report: { ...report, again }, now: clock() });
  await record(trx, by, `import.${status}`, id, {
    after: told(report),
  });
}

async function fail(trx: Trx, by: By, id: string, now: Date) {
  if (await failRun(trx, id, now)) await record(trx, by, "import.failed", id);
}

/** Timed: runs whose process died may be tried again, and files that nobody confirmed are let go. */
export async function tidyImports(db: Db, now: Date): Promise<void> {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  await inTransaction(db, async (trx) => {
    for (const id of await listAbandoned(trx, ago(30))) await fail(trx, system("imports"), id, now);
    await forgetContents(trx, ago(24 * 3600));
  });
}

const shown = 500;

function reportOf(plan: Plan, read: readonly Problem[]): Report {
  const problems = [...read, ...plan.problems];
  const errors = problems.filter(isError);
  const warnings = problems.filter((problem) => !isError(problem));
  return {
    counts: plan.counts,
    errors: errors.length,
    warnings: warnings.length,
    problems: [...errors.slice(0, shown), ...warnings.slice(0, 2 * shown)],
    found: plan.found,
    again: false,
  };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

const nothingToDo: Problem = {
  severity: "error",
  sheet: "",
  row: null,
  column: null,
  code: "no_rows",
  params: {},
};

function told({ counts, errors, warnings }: Report) {
  return { counts, errors, warnings };
}
