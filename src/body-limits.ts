import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "./errors.ts";
import type { AppEnv } from "./http.ts";

const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: async (c) => {
      await readOn(c.req.raw.body);
      throw new AppError("too_large");
    },
  });

const mostReadOn = 32 * 1024 * 1024;

/** Who is cut off while he still sends may never see the answer, nor that to what he asks next. */
async function readOn(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read > mostReadOn) return;
  }
}

const limitForms = limitTo(1024 * 1024);
/** Stands behind the permission table: a stranger's file is not even read. */
export const limitUpload = limitTo(10 * 1024 * 1024);
export const uploadPaths: readonly string[] = ["/api/v1/imports", "/official/imports"];

/** For forms and JSON; the few addresses that take files have their own, larger limit. Of a question no body is read. */
export const limitBody: MiddlewareHandler<AppEnv> = async (c, next) =>
  c.req.method === "GET" || uploadPaths.includes(c.req.path)
    ? await next()
    : await limitForms(c, next);
