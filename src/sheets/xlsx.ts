import { unzipSync, zipSync } from "fflate";
import { type CellValue, readXlsx, writeXlsx, type WriteSheet } from "hucre/xlsx";

export type Workbook = { name: string; rows: CellValue[][] }[];
export type WorkbookFault = "too_large_inside" | "unknown_file";

const mostBytes = 50 * 1024 * 1024;
const mostRows = 200_000;
const isText = /\.(?:xml|rels)$/u;

/** What the sheets hold, formulas as their last result. Answers a word when it is no workbook or a bomb. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook | WorkbookFault> {
  const plain = unpack(bytes);
  if (typeof plain === "string") return plain;
  try {
    const { sheets } = await readXlsx(plain, { maxRows: mostRows });
    return sheets.map(({ name, rows }) => ({ name, rows }));
  } catch {
    return "unknown_file";
  }
}

/**
 * The texts of the workbook, unpacked by us and packed again without compression: the sizes are
 * added up before anything is inflated, and a size that lies ends in an error here.
 */
function unpack(bytes: Uint8Array): Uint8Array | WorkbookFault {
  let size = 0;
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isText.test(name)) return false;
        size += originalSize;
        if (size > mostBytes) throw new RangeError("bomb");
        return true;
      },
    });
    const parts = Object.values(entries);
    const isWorkbook = "xl/workbook.xml" in entries && !parts.some(declaresEntities);
    return isWorkbook ? zipSync(entries, { level: 0 }) : "unknown_file";
  } catch (error) {
    return error instanceof RangeError && size > mostBytes ? "too_large_inside" : "unknown_file";
  }
}

/** No spreadsheet has a document type; one that has could define itself without end. */
function declaresEntities(part: Uint8Array): boolean {
  return new TextDecoder().decode(part.subarray(0, 2000)).includes("<!DOCTYPE");
}

/** Texts stay texts: a cell that begins with = is no formula. */
export async function writeWorkbook(sheets: WriteSheet[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeXlsx({ sheets }));
}
