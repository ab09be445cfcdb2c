import Papa from "papaparse";

/** Nothing when a quote is opened and never closed. */
export function readCsv(text: string): string[][] | undefined {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/u, ""), {
    delimitersToGuess: [",", "\t", ";"],
  });
  if (errors.some(({ type }) => type === "Quotes")) return undefined;
  // What we once wrote behind an apostrophe, so that no spreadsheet would run it, comes back as it was.
  return data.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/u, "")));
}

/** With the mark by which Excel knows UTF-8; no cell can be run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const list = rows.map((row) => [...row]);
  return `\ufeff${Papa.unparse(list, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}
