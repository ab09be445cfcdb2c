import { describeRoute, resolver } from "hono-openapi";
import { z } from "zod";

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
