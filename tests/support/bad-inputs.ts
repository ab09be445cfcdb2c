/** What the OpenAPI document says of a value, as far as making one of it needs. */
type Schema = {
  type?: string | string[];
  anyOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minLength?: number;
  minimum?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
};
type Parameter = { name: string; in: string };
export type Operation = {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
};
type Described = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
export type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas?: Record<string, Schema> };
};

export function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content["application/json"]?.schema,
    })),
  );
}

/** A value as the schema wants it, so that a body with one bad part gets past everything before it. */
export function sample(schema: Schema, all: Record<string, Schema>, name = ""): unknown {
  if (schema.$ref) return sample(all[schema.$ref.split("/").at(-1) ?? ""] ?? {}, all, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const inner = schema.anyOf?.[0] ?? schema.allOf?.[0];
  if (inner) return sample(inner, all, name);
  const [type] = [schema.type ?? "object"].flat();
  if (type === "string") return text(schema, name);
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 0, 1);
  if (type === "boolean") return true;
  if (type === "array") return schema.items ? [sample(schema.items, all, name)] : [];
  const fields = Object.entries(schema.properties ?? {});
  return Object.fromEntries(fields.map(([key, value]) => [key, sample(value, all, key)]));
}

const known: Record<string, string> = {
  scenes: "production",
  scene: "production",
  regionCode: "330300",
  serviceRegions: "330300",
  industryCode: "C33",
  industries: "C33",
  uscc: "91330300MA2ABCDE1X",
  deployment: "saas",
  code: "production",
  secondaryCategories: "connect",
};

function text({ format, minLength = 1 }: Schema, name: string): string {
  if (format === "uuid") return "01234567-89ab-7def-8123-456789abcdef";
  if (format === "date") return "2027-01-01";
  if (format === "date-time") return "2027-01-01T00:00:00Z";
  if (format === "email") return "someone@example.test";
  return known[name] ?? "扫码报工".padEnd(minLength, "工");
}

/** Put in the place of every value of a sample in turn. */
const badValues: readonly unknown[] = [
  null,
  -1,
  1e308,
  2 ** 53,
  "",
  "\0",
  "a\ud800b",
  "\ud83d\ude00\u202e<b>&'\";--",
  "长".repeat(20_000),
  [],
  {},
  [[[[[]]]]],
  { a: { b: "\0" } },
  { toString: null, constructor: 1 },
  "constructor",
  "0000-01-01",
  "9999-12-31T23:59:59-23:59",
  "0000-01-01T00:00:00Z",
  "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
];

/** The sample with each of its values replaced by each bad one. */
export function* spoiled(whole: unknown): Generator {
  for (const path of pathsIn(whole)) for (const bad of badValues) yield withAt(whole, path, bad);
}

function* pathsIn(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [...path, key];
    yield* pathsIn(inner, [...path, key]);
  }
}

function withAt(value: unknown, [key, ...rest]: string[], bad: unknown): unknown {
  if (key === undefined) return bad;
  const inner: unknown = Reflect.get(Object(value), key);
  if (Array.isArray(value))
    return value.map((one, i) => (String(i) === key ? withAt(inner, rest, bad) : one));
  return { ...Object(value), [key]: withAt(inner, rest, bad) };
}

export type BadBody = string | Uint8Array<ArrayBuffer>;

/** Bodies that are no JSON of the right shape at all. */
export const badBodies: readonly BadBody[] = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "1e400",
  '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  '{"a":1,"a":2}',
  "[".repeat(50_000),
  `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28]),
  "\ufeff{}",
];

export const badQueries: readonly string[] = [
  "",
  "%00",
  "%ff%fe",
  "-1",
  "1e400",
  "99999999999999999999",
  "NaN",
  "__proto__",
  "%F0%9F%98%80%E2%80%AE",
  "%27%3B%20drop%20table%20request%3B--",
  "%25_%5C",
  "%E5%B7%A5".repeat(3000),
  "()&%7C!:*%27",
  "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
];

export const badIds: readonly string[] = [
  "0",
  "%00",
  "%ff",
  "..%2f..%2fetc",
  "constructor",
  "01234567-89AB-7DEF-8123-456789ABCDEF",
  "01234567-89ab-7def-8123-456789abcdef%0a",
  "x".repeat(3000),
];
