import { z } from "zod";

/** What we read of our own OpenAPI document; the rest of it is left as it is. */
const schema = z.looseObject({});
const content = z.record(z.string(), z.looseObject({ schema: schema.optional() })).optional();
const operation = z.looseObject({
  summary: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: schema.optional(),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content })).optional(),
});
export const openapi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema).optional() }).optional(),
});
export type Openapi = z.output<typeof openapi>;

export type Line = { name: string; type: string; required: boolean; depth: number };
export type Entry = {
  id: string;
  method: string;
  path: string;
  summary: string;
  parameters: { name: string; where: string; type: string; required: boolean }[];
  body: Line[];
  answer: { status: string; lines: Line[] } | undefined;
};

/** Every route of the API by its group, in the order of the document. */
export function groupsOf(document: Openapi): Map<string, Entry[]> {
  const entries = Object.entries(document.paths)
    .filter(([path]) => path.startsWith("/api/v1/"))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, one]) => ({
        tag: one.tags?.[0] ?? path.split("/")[3] ?? "",
        entry: entryOf(document, path, method, one),
      })),
    );
  const groups = Map.groupBy(entries, ({ tag }) => tag);
  return new Map([...groups].map(([tag, all]) => [tag, all.map(({ entry }) => entry)]));
}

function entryOf(
  document: Openapi,
  path: string,
  method: string,
  one: z.output<typeof operation>,
): Entry {
  const good = Object.entries(one.responses ?? {}).find(([status]) => status.startsWith("2"));
  return {
    id: `${method}-${path.replaceAll(/[^a-zA-Z0-9]+/g, "-")}`,
    method: method.toUpperCase(),
    path,
    summary: one.summary ?? "",
    parameters: (one.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      where: parameter.in,
      type: typeOf(document, parameter.schema),
      required: parameter.required === true,
    })),
    body: linesOf(document, jsonIn(one.requestBody?.content)),
    answer: good && { status: good[0], lines: linesOf(document, jsonIn(good[1].content)) },
  };
}

type Content = z.output<typeof content>;

function jsonIn(of: Content): unknown {
  const [first] = Object.values(of ?? {});
  return of?.["application/json"]?.schema ?? first?.schema;
}

const deepest = 3;

/** The fields of a schema, each under its parent. */
function linesOf(document: Openapi, given: unknown, depth = 0): Line[] {
  const { properties, required } = follow(document, given);
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(asRecord(properties)).flatMap(([name, value]) => {
    const line = { name, type: typeOf(document, value), required: needed.includes(name), depth };
    const inner = follow(document, value);
    const below = depth < deepest ? linesOf(document, inner["items"] ?? inner, depth + 1) : [];
    return [line, ...below];
  });
}

function typeOf(document: Openapi, given: unknown): string {
  const found = follow(document, given);
  const { type, items, format } = found;
  if (Array.isArray(found["enum"])) return found["enum"].map(String).join(" | ");
  const choices = found["anyOf"] ?? found["oneOf"];
  if (Array.isArray(choices))
    return [...new Set(choices.map((one) => typeOf(document, one)))].join(" | ");
  if (typeof found["const"] === "string") return found["const"];
  if (type === "array") return `${typeOf(document, items)}[]`;
  if (typeof format === "string") return format;
  return typeof type === "string" ? type : "any";
}

/** A reference leads to its schema; of a union the part that is no null. */
function follow(document: Openapi, given: unknown): Record<string, unknown> {
  const found = asRecord(given);
  const { $ref: reference } = found;
  if (typeof reference !== "string") return found;
  return asRecord(document.components?.schemas?.[reference.split("/").at(-1) ?? ""]);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
