import type { z } from "zod";
import { fieldErrors } from "../http.ts";
import { clean } from "./clean.ts";
import { columns } from "./columns.ts";
import {
  caseRow,
  type Kind,
  kinds,
  type Placed,
  type Problem,
  providerRow,
  type RawRow,
  type RawSheet,
  type Rows,
  solutionRow,
} from "./schema.ts";

/** `rowsTotal` counts the rows that could not be read, too. */
type Read = { rows: Rows; problems: Problem[]; rowsTotal: number };

/** Reads the cells of all sheets into the model and says everything that is wrong or was mended. */
export function readRows(sheets: readonly RawSheet[]): Read {
  const problems = sheets.flatMap((sheet) => sheet.problems);
  const tell = (problem: Problem) => problems.push(problem);
  const failed = new Set<string>();
  const rows: Rows = {
    failed,
    provider: readKind(sheets, "provider", providerRow, tell, failed),
    solution: readKind(sheets, "solution", solutionRow, tell, failed),
    case: readKind(sheets, "case", caseRow, tell, failed),
  };
  for (const kind of kinds) tellRepeatedKeys(rows[kind], columns[kind][0]?.header ?? "", tell);
  tellRepeatedTexts(rows.solution, tell);
  for (const { sheet, row, value } of rows.case)
    if (value.solutionKey === null && value.providerKey === null)
      tell({ severity: "error", sheet, row, column: "方案编号", code: "needs_origin", params: {} });
  const rowsTotal = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  return { rows, problems, rowsTotal };
}

type TellProblem = (problem: Problem) => void;

function readKind<T>(
  sheets: readonly RawSheet[],
  kind: Kind,
  schema: z.ZodType<T>,
  tell: TellProblem,
  failed: Set<string>,
): Placed<T>[] {
  const found: Placed<T>[] = [];
  for (const { sheet, rows } of sheets.filter((each) => each.kind === kind))
    for (const raw of rows) {
      const value = readRow(kind, schema, sheet, raw, tell);
      if (value !== undefined) found.push({ sheet, row: raw.row, value });
      else failed.add(`${kind} ${clean(String(raw.cells["externalKey"])).text}`);
    }
  return found;
}

function readRow<T>(
  kind: Kind,
  schema: z.ZodType<T>,
  sheet: string,
  { row, cells }: RawRow,
  tellProblem: TellProblem,
): T | undefined {
  const wrong = new Set<string>();
  const values: Record<string, unknown> = {};
  for (const { field, header, need, read } of columns[kind]) {
    const cell = cells[field] ?? "";
    const tell = (severity: Problem["severity"], code: string, params: Problem["params"] = {}) => {
      if (severity === "error") wrong.add(header);
      tellProblem({ severity, sheet, row, column: header, code, params });
    };
    values[field] = read(cell, tell);
    const empty = isEmpty(values[field]);
    if (empty && !wrong.has(header) && need === "wished") tell("warning", "missing");
    if (empty && !wrong.has(header) && need === "required") tell("error", "required");
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success)
    for (const { pointer, code, params } of fieldErrors(parsed.error, values)) {
      const field = pointer.split("/")[1];
      const header = columns[kind].find((column) => column.field === field)?.header ?? null;
      // What could not be read has been said already.
      if (header !== null && wrong.has(header)) continue;
      // Only addresses have a format.
      const what = code === "invalid_format" ? "not_an_address" : code;
      tellProblem({ severity: "error", sheet, row, column: header, code: what, params });
    }
  return parsed.success && wrong.size === 0 ? parsed.data : undefined;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}

function tellRepeatedKeys(
  rows: readonly Placed<{ externalKey: string }>[],
  column: string,
  tell: TellProblem,
) {
  const first = new Map<string, number>();
  for (const { sheet, row, value } of rows) {
    const key = value.externalKey;
    const before = first.get(key);
    const params = { value: key, row: before ?? row };
    if (before === undefined) first.set(key, row);
    else tell({ severity: "error", sheet, row, column, code: "repeated_key", params });
  }
}

/** The long text that only says the short one again tells nobody anything. */
function tellRepeatedTexts(rows: Rows["solution"], tell: TellProblem) {
  for (const { sheet, row, value } of rows)
    if (value.summary !== "" && value.summary === value.description)
      tell({
        severity: "warning",
        sheet,
        row,
        column: "详细介绍",
        code: "same_as_summary",
        params: {},
      });
}
