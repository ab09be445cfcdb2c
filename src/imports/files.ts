import { unzipSync, zipSync } from "fflate";
import { readJson, unreadable } from "./json-reader.ts";
import type { RawSheet } from "./schema.ts";

export type ImportFile = { name: string; bytes: Uint8Array };

/** What a file is, its content says and not its name. */
export function readFiles(files: readonly ImportFile[]): RawSheet[] {
  return files.flatMap(({ name, bytes }) => {
    const text = decode(bytes);
    if (text === undefined) return [unreadable(name, "unknown_file")];
    return /^\s*[[{]/u.test(text) ? readJson(name, text) : [unreadable(name, "unknown_file")];
  });
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
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
