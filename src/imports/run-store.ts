import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { pageOf } from "../db/page.ts";
import type { State } from "../db/states.ts";
import { AppError } from "../errors.ts";
import { type Report, report as reportSchema } from "./schema.ts";

export type NewRun = {
  authorityId: string | null;
  startedBy: string | null;
  fileName: string;
  fileSize: number;
  content: Uint8Array | null;
  status: State<"import">;
  rowsTotal: number;
  report: Report;
  now: Date;
};

export async function insertRun(trx: Trx, run: NewRun): Promise<string> {
  const { id } = await trx
    .insertInto("import_run")
    .values({
      authority_id: run.authorityId,
      started_by: run.startedBy,
      file_name: run.fileName,
      file_size: run.fileSize,
      content: run.content,
      status: run.status,
      rows_total: run.rowsTotal,
      report: run.report,
      created_at: run.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

const columns = [
  "import_run.id",
  "import_run.file_name as fileName",
  "import_run.file_size as fileSize",
  "import_run.status",
  "import_run.rows_total as rowsTotal",
  "import_run.rows_done as rowsDone",
  "import_run.created_at as createdAt",
  "import_run.started_at as startedAt",
  "import_run.finished_at as finishedAt",
] as const;

/** `authorityId` is null for what was started at the terminal; another's run is not there. */
export async function getRun(db: Db, id: string, authorityId: string | null) {
  const found = await db
    .selectFrom("import_run")
    .leftJoin("user", "user.id", "import_run.started_by")
    .select(columns)
    .select(["import_run.report", "user.name as startedBy"])
    .select(sql<boolean>`import_run.content is not null`.as("isKept"))
    .where("import_run.id", "=", id)
    .where("import_run.authority_id", "is not distinct from", authorityId)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return { ...found, report: reportSchema.parse(found.report) };
}
export type Run = Awaited<ReturnType<typeof getRun>>;

export async function listRuns(
  db: Db,
  authorityId: string,
  { limit, after }: { limit: number; after?: string | undefined },
) {
  const rows = await db
    .selectFrom("import_run")
    .leftJoin("user", "user.id", "import_run.started_by")
    .select(columns)
    .select("user.name as startedBy")
    .where("import_run.authority_id", "=", authorityId)
    .$if(after !== undefined, (query) => query.where("import_run.id", "<", after ?? ""))
    .orderBy("import_run.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

/** Of several who confirm at once only one gets it. Its content may be gone: then nobody does. */
export async function claimRun(trx: Trx, id: string, authorityId: string | null, now: Date) {
  return await trx
    .updateTable("import_run")
    .set({ status: "running", rows_done: 0, started_at: now, finished_at: null })
    .where("id", "=", id)
    .where("authority_id", "is not distinct from", authorityId)
    .where("status", "in", ["checked", "failed"])
    .where("content", "is not", null)
    .returning("id")
    .executeTakeFirst();
}

const runLock = (id: string) => sql`hashtextextended(${`import ${id}`}, 0)`;

/**
 * Imports wait for one another, so that what one compared with is still true when it writes. The
 * run's own lock says, as long as this transaction lives, that somebody works on it.
 */
export async function lockRun(trx: Trx, id: string) {
  await sql`select pg_advisory_xact_lock(${runLock(id)})`.execute(trx);
  await sql`select pg_advisory_xact_lock(hashtextextended('imports', 0))`.execute(trx);
  return await trx
    .selectFrom("import_run")
    .leftJoin("organisation", "organisation.id", "import_run.authority_id")
    .select([
      "import_run.status",
      "import_run.content",
      "import_run.report",
      "import_run.authority_id as authorityId",
      "organisation.region_code as regionCode",
    ])
    .where("import_run.id", "=", id)
    .executeTakeFirstOrThrow();
}

/** Outside the import's own transaction, so that others see it. */
export async function setProgress(db: Db, id: string, rowsDone: number): Promise<void> {
  await db
    .updateTable("import_run")
    .set({ rows_done: rowsDone })
    .where("id", "=", id)
    .where("status", "=", "running")
    .execute();
}

type End = { status: State<"import">; report: Report; now: Date };

/** In the import's own transaction: it is done exactly when its rows are there. */
export async function endRun(trx: Trx, id: string, { status, report, now }: End): Promise<void> {
  const over = status === "done" || status === "refused";
  await trx
    .updateTable("import_run")
    .set({ status, report, finished_at: now })
    .$if(over, (query) => query.set({ content: null }))
    .$if(status === "done", (query) => query.set({ rows_done: sql`rows_total` }))
    .where("id", "=", id)
    .execute();
}

/** Its transaction is gone and with it all it wrote; it may be tried again. */
export async function failRun(trx: Trx, id: string, now: Date): Promise<boolean> {
  const failed = await trx
    .updateTable("import_run")
    .set({ status: "failed", finished_at: now })
    .where("id", "=", id)
    .where("status", "=", "running")
    .returning("id")
    .executeTakeFirst();
  return failed !== undefined;
}

/** Said to be running, but its process was killed: nobody holds its lock any more. */
export async function listAbandoned(trx: Trx, startedBefore: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from import_run
    where status = 'running' and started_at < ${startedBefore}
      and pg_try_advisory_xact_lock(hashtextextended('import ' || id, 0))`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Files that nobody confirmed within the time are let go. */
export async function forgetContents(trx: Trx, checkedBefore: Date): Promise<void> {
  await trx
    .updateTable("import_run")
    .set({ content: null })
    .where("content", "is not", null)
    .where("status", "<>", "running")
    .where("created_at", "<", checkedBefore)
    .execute();
}
