import Papa from "papaparse";

/** Nothing when a quote is opened and never closed. */
export function readCsv(text: string): string[][] | undefined {
  const plain = text.replace(/^\ufeff/u, "");
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain) });
  if (errors.some(({ type }) => type === "Quotes")) return undefined;
  // What we once wrote behind an apostrophe, so that no spreadsheet would run it, comes back as it was.
  return data.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/u, "")));
}

/** With the mark by which Excel knows UTF-8; no cell can be run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const list = rows.map((row) => [...row]);
  return `\ufeff${Papa.unparse(list, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}

/** What parts the first line that says anything; Excel writes commas, semicolons or tabs. */
function delimiterOf(text: string): string {
  const line = /^.*\S.*$/mu.exec(text)?.[0].replaceAll(/"[^"]*"/gu, "") ?? "";
  const count = (mark: string) => line.split(mark).length;
  return [",", "\t", ";"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}
