/**
 * Arrays of one dimension as PostgreSQL writes them. postgres.js would ask the server for these types
 * on every new connection: a round trip more for each request of a Worker, and a rejection that
 * nobody can catch when the connection dies just then.
 */
const arrays = {
  texts: { oid: 1009, read: String },
  uuids: { oid: 2951, read: String },
  smallints: { oid: 1005, read: Number },
  integers: { oid: 1007, read: Number },
  bigints: { oid: 1016, read: Number },
  reals: { oid: 1021, read: Number },
  doubles: { oid: 1022, read: Number },
  booleans: { oid: 1000, read: (text: string) => text === "t" },
} as const;

type Element = string | number | boolean | null;

export const arrayTypes = Object.fromEntries(
  Object.entries(arrays).map(([name, { oid, read }]) => [
    name,
    {
      to: oid,
      from: [oid],
      serialize: writeArray,
      parse: (text: string) => readArray(text).map((part) => (part === null ? null : read(part))),
    },
  ]),
);

function writeArray(values: readonly Element[]): string {
  const parts = values.map((value) =>
    value === null ? "NULL" : `"${String(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  );
  return `{${parts.join(",")}}`;
}

const unlessNull = (part: string) => (part === "NULL" ? null : part);

const element = /"((?:[^"\\]|\\.)*)"|([^",{}]+)/gs;

function readArray(text: string): (string | null)[] {
  if (text === "{}") return [];
  // Codes and ids, most of what we read, need no quotes.
  if (!text.includes('"')) return text.slice(1, -1).split(",").map(unlessNull);
  return Array.from(text.slice(1, -1).matchAll(element), ([, quoted, plain]) =>
    quoted === undefined
      ? plain === "NULL"
        ? null
        : (plain ?? "")
      : quoted.replaceAll(/\\(.)/gs, "$1"),
  );
}
