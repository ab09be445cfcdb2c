import { describeRoute, type generateSpecs, resolver } from "hono-openapi";
import { z } from "zod";
import { uuid } from "./http.ts";

const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

const problem = {
  description: "A problem document (RFC 9457)",
  content: { "application/problem+json": { schema: resolver(problemDocument) } },
};

/**
 * What a route of the API answers, for the OpenAPI document. `schema` is the body of the answer
 * with `status`; every route may also answer a problem document.
 */
export function answers(
  summary: string,
  tag: string,
  schema: z.ZodType | null,
  status: 200 | 201 | 202 | 204 = 200,
) {
  const good =
    schema === null
      ? { description: summary }
      : {
          description: summary,
          content: {
            "application/json": { schema: resolver(schema, { options: { io: "output" } }) },
          },
        };
  return describeRoute({
    summary,
    tags: [tag],
    responses: { [status]: good, default: problem },
  });
}

/**
 * Besides `answers`, where the version that was read has to be named: 428 without it, 412 where it is
 * no longer the one.
 */
export const versioned = describeRoute({
  parameters: [
    {
      in: "header",
      name: "If-Match",
      required: true,
      description: "The ETag that was read",
      schema: { type: "string", pattern: String.raw`^(W/)?"\d{1,9}"$` },
    },
  ],
});

/** Besides `answers`, where a token is refused. */
export const bySession = describeRoute({ security: [{ session: [] }] });

type Document = Awaited<ReturnType<typeof generateSpecs>>;

/** Every route says who may come, as the permission table does, and what its address is made of. */
export function completed(
  document: Document,
  permissions: Readonly<Record<string, readonly string[]>>,
): Document {
  for (const [path, methods] of Object.entries(document.paths))
    for (const method of ["get", "post", "put", "patch", "delete"] as const) {
      const operation = methods?.[method];
      if (!operation) continue;
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      const isOpen = permissions[route]?.includes("visitor");
      operation.security ??= isOpen ? [{}, { token: [] }] : [{ token: [] }, { session: [] }];
      for (const one of operation.parameters ?? [])
        if ("in" in one && one.in === "path") one.schema = inAddress(one.name);
    }
  return document;
}

function inAddress(name: string) {
  if (name === "number") return { type: "integer" as const, minimum: 0, maximum: 999_999_999 };
  const text = { type: "string" as const };
  return /^id$|Id$/.test(name) ? { ...text, format: "uuid", pattern: uuid.source } : text;
}

/** The same of a file to keep. */
export function answersFile(summary: string, tag: string, types: readonly string[]) {
  const file = { schema: { type: "string" as const, format: "binary" } };
  const content = Object.fromEntries(types.map((type) => [type, file]));
  return describeRoute({
    summary,
    tags: [tag],
    responses: { 200: { description: summary, content }, default: problem },
  });
}
