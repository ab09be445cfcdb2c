import { columns, sheetNames } from "./columns.ts";
import { type Cell, type Kind, kinds, type Problem, type RawRow, type RawSheet } from "./schema.ts";

/**
 * JSON as our own model ({"provider": [{externalKey, …}], "solution": …, "case": …}) or as the public
 * catalogue has it: a list of records, each file of one kind.
 */
export function readJson(fileName: string, text: string): RawSheet[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return [unreadable(fileName, "broken_json")];
  }
  if (Array.isArray(content)) return [readRecords(fileName, content)];
  const sheets = kinds.flatMap((kind) => {
    const list = propertyOf(content, kind);
    return Array.isArray(list) ? [readOwn(kind, list)] : [];
  });
  return sheets.length > 0 ? sheets : [unreadable(fileName, "unknown_content")];
}

export function unreadable(sheet: string, code: string, params: Problem["params"] = {}): RawSheet {
  const problem = { severity: "error" as const, sheet, row: null, column: null, code, params };
  return { kind: "provider", sheet, rows: [], problems: [problem] };
}

function readOwn(kind: Kind, list: readonly unknown[]): RawSheet {
  const known = new Map(columns[kind].map(({ field }) => [field, field]));
  return collect(kind, sheetNames[kind], list, (record) => cellsOf(record, known));
}

/** Each kind of the catalogue by a key that only its records have. */
const marks: readonly [key: string, kind: Kind][] = [
  ["product_id", "case"],
  ["provider_id", "solution"],
  ["brand", "provider"],
];

function readRecords(fileName: string, list: readonly unknown[]): RawSheet {
  const kind = marks.find(([key]) => propertyOf(list[0], key) !== undefined)?.[1];
  if (kind === undefined) return unreadable(fileName, "unknown_content");
  const sheet = collect(kind, `${sheetNames[kind]}（${fileName}）`, list, (record) => {
    const cells = cellsOf(record, catalogue[kind]);
    return kind === "provider" && cells ? { ...cells, ...placeAndAge(record) } : cells;
  });
  return kind === "provider" ? withoutRemembered(sheet, list) : sheet;
}

const catalogue: Readonly<Record<Kind, ReadonlyMap<string, string>>> = {
  provider: new Map([
    ["id", "externalKey"],
    ["brand", "name"],
    ["legal_name", "legalName"],
    ["uscc", "uscc"],
    ["intro", "intro"],
    ["sources", "sources"],
  ]),
  solution: new Map([
    ["id", "externalKey"],
    ["provider_id", "providerKey"],
    ["name", "name"],
    ["category", "category"],
    ["category_secondary", "secondaryCategories"],
    ["scenes", "scenes"],
    ["industry_tags", "industries"],
    ["tagline", "summary"],
    ["description", "description"],
    ["challenges", "pains"],
    ["values", "benefits"],
    ["scenarios", "scenarios"],
    ["deploy", "deployment"],
    ["source_url", "sourceUrl"],
  ]),
  case: new Map([
    ["id", "externalKey"],
    ["product_id", "solutionKey"],
    ["title", "title"],
    ["category", "category"],
    ["summary", "summary"],
    ["metrics", "claims"],
    ["source_url", "sourceUrl"],
  ]),
};

function placeAndAge(record: object): Record<string, Cell> {
  const place = ["province", "city"].flatMap((key) => propertyOf(record, key) ?? []);
  const founded = propertyOf(record, "registered_on");
  return {
    regionCode: place.map(String).join("/"),
    foundedYear: typeof founded === "string" ? founded.slice(0, 4) : "",
  };
}

/** A firm's legal name that somebody wrote from memory is not repeated as a fact. */
function withoutRemembered(sheet: RawSheet, list: readonly unknown[]): RawSheet {
  const problems = [...sheet.problems];
  const rows = sheet.rows.map(({ row, cells }) => {
    const source = propertyOf(list[row - 1], "legal_name_source");
    if (typeof source !== "string" || !source.startsWith("from memory")) return { row, cells };
    const place = { sheet: sheet.sheet, row, column: "单位全称" };
    problems.push({ severity: "warning", ...place, code: "unverified_name", params: {} });
    return { row, cells: { ...cells, legalName: "" } };
  });
  return { ...sheet, rows, problems };
}

function collect(
  kind: Kind,
  sheet: string,
  list: readonly unknown[],
  read: (record: object) => Record<string, Cell> | undefined,
): RawSheet {
  const problems: Problem[] = [];
  const rows: RawRow[] = [];
  for (const [i, record] of list.entries()) {
    const cells = isRecord(record) ? read(record) : undefined;
    if (cells) rows.push({ row: i + 1, cells });
    else
      problems.push({
        severity: "error",
        sheet,
        row: i + 1,
        column: null,
        code: "not_a_row",
        params: {},
      });
  }
  return { kind, sheet, rows, problems };
}

/** Nothing when a value is of no kind that a cell could be. */
function cellsOf(record: object, fields: ReadonlyMap<string, string>) {
  const cells: Record<string, Cell> = {};
  for (const [key, field] of fields) {
    const value = propertyOf(record, key) ?? "";
    if (Array.isArray(value) && value.every((each) => typeof each === "string"))
      cells[field] = value.map(String);
    else if (typeof value === "string" || typeof value === "number") cells[field] = String(value);
    else return undefined;
  }
  return cells;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertyOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
