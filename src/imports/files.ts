import { unzipSync, zipSync } from "fflate";
import { readCsv } from "../sheets/csv.ts";
import { decodeText } from "../sheets/text.ts";
import { readWorkbook } from "../sheets/xlsx.ts";
import { readJson, unreadable } from "./json-reader.ts";
import type { RawSheet } from "./schema.ts";
import { readTable } from "./table-reader.ts";

export type ImportFile = { name: string; bytes: Uint8Array };

/** What a file is, its content says and not its name. */
export async function readFiles(files: readonly ImportFile[]): Promise<RawSheet[]> {
  const read = await Promise.all(files.map(readFile));
  return read.flat();
}

const magic = { zip: [0x50, 0x4b, 0x03, 0x04], ole: [0xd0, 0xcf, 0x11, 0xe0] };

async function readFile({ name, bytes }: ImportFile): Promise<RawSheet[]> {
  if (begins(bytes, magic.ole)) return [unreadable(name, "old_excel")];
  if (begins(bytes, magic.zip)) return await readXlsxFile(name, bytes);
  const text = decodeText(bytes);
  if (text === undefined) return [unreadable(name, "unknown_file")];
  if (/^\s*[[{]/u.test(text)) return readJson(name, text.replace(/^\ufeff/u, ""));
  const rows = readCsv(text);
  if (!rows) return [unreadable(name, "broken_csv")];
  return [readTable(name, "", rows) ?? unreadable(name, "unknown_content")];
}

async function readXlsxFile(name: string, bytes: Uint8Array): Promise<RawSheet[]> {
  const workbook = await readWorkbook(bytes);
  if (typeof workbook === "string") return [unreadable(name, workbook)];
  const sheets = workbook.flatMap((sheet) => readTable(sheet.name, sheet.name, sheet.rows) ?? []);
  return sheets.length > 0 ? sheets : [unreadable(name, "unknown_content")];
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

/** Several files as one, the way they were given; their order is kept in their names. */
export function packFiles(files: readonly ImportFile[]): Uint8Array {
  const entries = files.map(({ name, bytes }, i) => [`${i}/${name.replaceAll("/", "_")}`, bytes]);
  return zipSync(Object.fromEntries(entries), { level: 1 });
}

export function unpackFiles(content: Uint8Array): ImportFile[] {
  return Object.entries(unzipSync(content))
    .toSorted(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map(([name, bytes]) => ({ name: name.replace(/^\d+\//u, ""), bytes }));
}
