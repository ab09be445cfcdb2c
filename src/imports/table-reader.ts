import type { CellValue } from "hucre/xlsx";
import { clean } from "./clean.ts";
import { type Column, columns, formerHeaders, sheetNames } from "./columns.ts";
import { type Kind, kinds, type Problem, type RawRow, type RawSheet } from "./schema.ts";

/** The column that only this kind has. */
const marks: Readonly<Record<Kind, string>> = {
  provider: "服务商名称",
  solution: "方案名称",
  case: "案例标题",
};

/** A key that begins like this belongs to the example of our template. */
export const exampleMark = "示例";

type Rows = readonly (readonly CellValue[])[];

/**
 * A table of a spreadsheet whose header says what it is; nothing for any other sheet, such as notes.
 * `place` is how a report names it.
 */
export function readTable(place: string, sheetName: string, rows: Rows): RawSheet | undefined {
  const at = rows.slice(0, 10).findIndex((row) => row.some((cell) => textOf(cell) !== ""));
  const headers = (rows[at] ?? []).map((cell) => headerOf(textOf(cell)));
  const kind =
    kinds.find((each) => headers.includes(headerOf(marks[each]))) ??
    kinds.find((each) => sheetNames[each] === sheetName.trim());
  if (kind === undefined) return undefined;
  const problems: Problem[] = [];
  const tell = (severity: Problem["severity"], column: string | null, code: string, row: number) =>
    problems.push({ severity, sheet: place, row, column, code, params: { value: column ?? "" } });
  const fields = fieldsOf(columns[kind], headers, (severity, column, code) =>
    tell(severity, column, code, at + 1),
  );
  const found: RawRow[] = [];
  for (const [i, row] of rows.entries()) {
    if (i <= at || row.every((cell) => textOf(cell) === "")) continue;
    const cells = fields.flatMap((column, position) => {
      const cell = row[position];
      if (column && isInexact(cell)) tell("error", column.header, "lost_digits", i + 1);
      return column ? [[column.field, textOf(cell)] as const] : [];
    });
    const raw = { row: i + 1, cells: Object.fromEntries(cells) };
    if (String(raw.cells["externalKey"]).startsWith(exampleMark))
      tell("warning", columns[kind][0]?.header ?? null, "example_row", i + 1);
    else found.push(raw);
  }
  return { kind, sheet: place, rows: found, problems };
}

type TellColumn = (severity: Problem["severity"], column: string, code: string) => void;

/** Which column of ours stands where; what is required must stand somewhere, and nothing twice. */
function fieldsOf(known: readonly Column[], headers: readonly string[], tell: TellColumn) {
  for (const { header, need } of known)
    if (need === "required" && !headers.includes(headerOf(header)))
      tell("error", header, "missing_column");
  return headers.map((header, i) => {
    const column = known.find((each) => headerOf(each.header) === header);
    if (!column && header !== "") tell("warning", header, "unknown_column");
    if (column && headers.indexOf(header) < i) tell("error", column.header, "repeated_column");
    return column;
  });
}

/** Wide and narrow brackets, blanks and the star of a required column make no difference. */
function headerOf(text: string): string {
  const plain = text.normalize("NFKC").replaceAll(/[\s*]/gu, "");
  return formerHeaders.get(plain) ?? plain;
}

function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? "是" : "否";
  return typeof cell === "string" ? (clean(cell).text === "" ? "" : cell) : String(cell);
}

/** A spreadsheet keeps fifteen digits of a number; the rest of a long code is gone. */
function isInexact(cell: CellValue | undefined): boolean {
  return typeof cell === "number" && Math.abs(cell) >= 1e15;
}
