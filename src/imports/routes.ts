import { type Context, Hono } from "hono";
import { describeRoute } from "hono-openapi";
import { z } from "zod";
import { membershipOf } from "../accounts/actor.ts";
import { AppError, invalid } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate } from "../http.ts";
import { answers, answersFile } from "../openapi.ts";
import type { Locale } from "../state-words.ts";
import type { ImportFile } from "./files.ts";
import { getRun, listRuns, type Run } from "./run-store.ts";
import { importQuery, type ImportView, importView, listedImport, templateQuery } from "./schema.ts";
import { checkImport, performImport, startImport } from "./service.ts";
import { csvTemplate, xlsxTemplate } from "./template.ts";
import { sayProblem } from "./words.ts";

const runList = z.object({ items: z.array(listedImport), next: z.uuid().nullable() });

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const upload = {
  requestBody: {
    required: true,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object" as const,
          required: ["file"],
          properties: {
            file: {
              type: "array" as const,
              description: "XLSX, CSV or JSON; several files belong together",
              items: { type: "string" as const, format: "binary" },
            },
          },
        },
      },
    },
  },
};

export const importRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Imports of my authority, newest first", "imports", runList),
    validate("query", importQuery),
    async (c) => c.json(await listRuns(c.var.db, importerOf(c).authorityId, c.req.valid("query"))),
  )
  .post(
    "/",
    answers("Check files without writing anything", "imports", importView, 201),
    describeRoute(upload),
    async (c) => {
      const id = await check(c);
      return c.json(viewOf(await ownRun(c, id), localeOf(c)), 201, {
        location: `/api/v1/imports/${id}`,
      });
    },
  )
  .get(
    "/template",
    answersFile("A template to fill in, as XLSX or CSV", "imports", [xlsxType, "text/csv"]),
    validate("query", templateQuery),
    async (c) => await template(c, c.req.valid("query")),
  )
  .get("/:id", answers("An import with its report", "imports", importView), async (c) =>
    c.json(viewOf(await ownRun(c, idOf(c)), localeOf(c))),
  )
  .post(
    "/:id/run",
    answers("Write what was checked: all or nothing", "imports", importView, 202),
    async (c) => {
      const id = idOf(c);
      await begin(c, id);
      return c.json(viewOf(await ownRun(c, id), localeOf(c)), 202);
    },
  );

/** The authority a person imports for, and the region it answers for. */
export function importerOf(c: Context<AppEnv>) {
  const { organisationId, regionCode } = membershipOf(c.var.actor, "authority");
  // Every authority has one; without it nothing would be in its region.
  return { authorityId: organisationId, regionCode: regionCode ?? "" };
}

export async function check(c: Context<AppEnv>): Promise<string> {
  const importer = importerOf(c);
  const files = await filesOf(c);
  const by = byOf(c, importer.authorityId);
  return await checkImport(c.var.db, by, importer, { files, now: c.var.now() });
}

/** Another authority's run is not there. */
export async function ownRun(c: Context<AppEnv>, id: string): Promise<Run> {
  return await getRun(c.var.db, id, importerOf(c).authorityId);
}

/** Begins at once and goes on after the answer; the run itself tells how far it is. */
export async function begin(c: Context<AppEnv>, id: string): Promise<void> {
  const { db, now, background } = c.var;
  const importer = importerOf(c);
  const by = byOf(c, importer.authorityId);
  await startImport(db, by, id, importer, now());
  const done = performImport(db, by, id, now);
  background(done.catch((error: unknown) => console.error(by.requestId, error)));
}

export async function template(
  c: Context<AppEnv>,
  { format, kind }: z.output<typeof templateQuery>,
) {
  const name = format === "xlsx" ? "shuqiao-import.xlsx" : `shuqiao-${kind}.csv`;
  c.header("content-disposition", `attachment; filename="${name}"`);
  if (format === "csv")
    return c.body(csvTemplate(kind), 200, { "content-type": "text/csv; charset=utf-8" });
  return c.body(await xlsxTemplate(), 200, { "content-type": xlsxType });
}

const mostFiles = 10;

async function filesOf(c: Context<AppEnv>): Promise<ImportFile[]> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new AppError("unreadable");
  });
  // A browser sends an empty file where none was chosen.
  const given = [body["file"] ?? []].flat().filter((one): one is File => one instanceof File);
  const files = given.filter(({ size, name }) => size > 0 || name !== "");
  if (files.length === 0) throw invalid("/file", "file_missing");
  if (files.length > mostFiles) throw invalid("/file", "too_big_list", { maximum: mostFiles });
  return await Promise.all(
    files.map(async (file) => ({
      name: file.name.replaceAll(/[\p{Cc}/\\]/gu, "_").slice(-100),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

function viewOf({ report, isKept, ...run }: Run, locale: Locale): ImportView {
  const { counts, errors, warnings, problems, again } = report;
  const mayRun = isKept && (run.status === "checked" || run.status === "failed");
  return {
    ...run,
    counts,
    errors,
    warnings,
    again,
    problems: problems.map((each) => ({ ...each, detail: sayProblem(each, locale) })),
    possible: mayRun ? ["run"] : [],
  };
}

function localeOf(c: Context<AppEnv>): Locale {
  return c.get("language") === "en" ? "en" : "zh";
}
